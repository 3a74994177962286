/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a request's line and headers ask for; where both say something, the URL wins.
 *
 * <p>Source: https://clickhouse.com/docs/interfaces/http
 *
 * @param query the statement or its beginning; the body continues it
 * @param settings ClickHouse settings for this request only
 * @param parameters values of {@code {name:Type}} placeholders
 * @param compress whether the response is wanted in ClickHouse's own LZ4 frames
 * @param decompress whether the body is in those frames
 * @param readOnly whether the method forbids writing
 */
record QueryParameters(
        String path,
        String query,
        String queryId,
        Optional<String> database,
        Optional<String> defaultFormat,
        Optional<String> sessionId,
        boolean sessionCheck,
        Map<String, String> settings,
        Map<String, String> parameters,
        boolean compress,
        boolean decompress,
        boolean httpCompression,
        boolean waitForEnd,
        boolean readOnly) {

    /** Names in the URL that are no settings; some of them we have no use for. */
    private static final Set<String> RESERVED = Set.of(
            "query",
            "query_id",
            "database",
            "default_format",
            "session_id",
            "session_timeout",
            "session_check",
            "close_session",
            "user",
            "password",
            "compress",
            "decompress",
            "enable_http_compression",
            "wait_end_of_query",
            "buffer_size",
            "quota_key",
            "stacktrace",
            "role",
            "client_protocol_version",
            "http_zlib_compression_level",
            "framing");

    static QueryParameters of(HttpRequest request) {
        QueryStringDecoder url = new QueryStringDecoder(request.uri(), StandardCharsets.UTF_8);
        HttpHeaders headers = request.headers();
        Map<String, String> settings = new LinkedHashMap<>();
        Map<String, String> parameters = new LinkedHashMap<>();
        Map<String, String> reserved = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> entry : url.parameters().entrySet()) {
            String name = entry.getKey();
            String value = entry.getValue().getLast();
            if (name.startsWith("param_")) {
                parameters.put(name.substring("param_".length()), value);
            } else if (RESERVED.contains(name)) {
                reserved.put(name, value);
            } else if (!name.isEmpty()) {
                settings.put(name, value);
            }
        }
        HttpMethod method = request.method();
        return new QueryParameters(
                url.path(),
                reserved.getOrDefault("query", ""),
                first(reserved.get("query_id"), headers.get("X-ClickHouse-Query-Id"))
                        .orElseGet(() -> UUID.randomUUID().toString()),
                first(reserved.get("database"), headers.get("X-ClickHouse-Database")),
                first(reserved.get("default_format"), headers.get("X-ClickHouse-Format")),
                first(reserved.get("session_id"), null),
                isOn(reserved.get("session_check")),
                settings,
                parameters,
                isOn(reserved.get("compress")),
                isOn(reserved.get("decompress")),
                isOn(reserved.get("enable_http_compression")),
                isOn(reserved.get("wait_end_of_query")),
                method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD));
    }

    private static Optional<String> first(@Nullable String inUrl, @Nullable String inHeader) {
        return Optional.ofNullable(inUrl)
                .or(() -> Optional.ofNullable(inHeader))
                .filter(value -> !value.isEmpty());
    }

    private static boolean isOn(@Nullable String flag) {
        return flag != null && !flag.isEmpty() && !flag.equals("0") && !flag.equalsIgnoreCase("false");
    }
}
