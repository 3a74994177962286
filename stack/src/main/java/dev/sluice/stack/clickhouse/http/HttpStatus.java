/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse.http;

import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * ClickHouse's error codes as HTTP statuses.
 *
 * <p>Source: {@code src/Server/HTTP/exceptionCodeToHTTPStatus.cpp} and {@code src/Common/ErrorCodes.cpp} of ClickHouse.
 */
final class HttpStatus {
    private HttpStatus() {}

    static HttpResponseStatus of(int code) {
        return switch (code) {
            case 194 -> HttpResponseStatus.UNAUTHORIZED; // REQUIRED_PASSWORD
            case 192, 193, 516, 512, 497 -> HttpResponseStatus.FORBIDDEN; // users, passwords, access
            case 36, 427 -> HttpResponseStatus.BAD_REQUEST; // BAD_ARGUMENTS, CANNOT_COMPILE_REGEXP
            case 6, 25, 26, 38, 41, 72, 441, 675, 676, 27, 376 -> HttpResponseStatus.BAD_REQUEST; // CANNOT_PARSE_…
            case 15, 44, 8 -> HttpResponseStatus.BAD_REQUEST; // columns
            case 62, 117, 53, 37, 123, 167, 168, 223, 321 ->
                HttpResponseStatus.BAD_REQUEST; // SYNTAX_ERROR, trees, types
            case 47, 46, 50, 56, 60, 63, 73, 78, 81, 115, 152, 336, 511 -> HttpResponseStatus.NOT_FOUND; // UNKNOWN_…
            case 229 -> HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE; // QUERY_IS_TOO_LARGE
            case 48 -> HttpResponseStatus.NOT_IMPLEMENTED;
            case 76, 209, 439 -> HttpResponseStatus.SERVICE_UNAVAILABLE; // files, sockets, threads
            case 381 -> HttpResponseStatus.LENGTH_REQUIRED;
            case 159 -> HttpResponseStatus.REQUEST_TIMEOUT; // TIMEOUT_EXCEEDED
            default -> HttpResponseStatus.INTERNAL_SERVER_ERROR;
        };
    }
}
