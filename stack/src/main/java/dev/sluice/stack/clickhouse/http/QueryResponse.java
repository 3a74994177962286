/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse.http;

import dev.sluice.stack.clickhouse.engine.EngineException;
import dev.sluice.stack.clickhouse.engine.QueryStats;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/** The response to one query: headers, compressed result, and the ways to end it. For one thread. */
final class QueryResponse {
    private final Exchange exchange;
    private final QueryParameters parameters;
    private final HttpHeaders headers;
    private final long startedNanos;
    private final String exceptionTag =
            UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    private QueryStats stats = QueryStats.NONE;
    private ResponseBody body;
    private OutputStream out;

    QueryResponse(Exchange exchange, QueryParameters parameters, HttpHeaders headers, long startedNanos) {
        this.exchange = exchange;
        this.parameters = parameters;
        this.headers = headers;
        this.startedNanos = startedNanos;
        this.body = new ResponseBody(exchange, () -> headers);
        this.out = body;
    }

    /** Where the result goes; closing it ends the response as complete. */
    OutputStream open(String format) throws IOException {
        Optional<String> encoding = Codecs.responseEncoding(exchange.request().headers(), parameters);
        headers.set("X-ClickHouse-Format", format);
        headers.set("X-ClickHouse-Exception-Tag", exceptionTag);
        headers.set(HttpHeaderNames.CONTENT_TYPE, ContentType.of(format));
        encoding.ifPresent(name -> headers.set(HttpHeaderNames.CONTENT_ENCODING, name));
        body = new ResponseBody(exchange, this::headersWithSummary);
        out = Codecs.encoding(body, encoding, parameters.compress());
        return out;
    }

    /** Says what the statement did, for the headers, if they have not left yet. */
    void summarize(QueryStats done) {
        stats = done;
    }

    /**
     * Ends a response whose first part has left already. The error goes after it in the form that clients look for, and
     * then the connection closes before the end of the body, which no client can take for success.
     */
    void breakOff(EngineException e) throws IOException {
        byte[] message = (e.text() + "\n").getBytes(StandardCharsets.UTF_8);
        out.write(ascii("\r\n__exception__\r\n" + exceptionTag + "\r\n"));
        out.write(message);
        out.write(ascii(message.length + " " + exceptionTag + "\r\n__exception__\r\n"));
        // Closing makes the compressing streams give out what they hold back.
        body.breakOffAtClose();
        out.close();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private HttpHeaders headersWithSummary() {
        long elapsed = System.nanoTime() - startedNanos;
        headers.set(
                "X-ClickHouse-Summary",
                "{\"read_rows\":\"" + stats.readRows() + "\",\"read_bytes\":\"" + stats.readBytes()
                        + "\",\"written_rows\":\"" + stats.writtenRows() + "\",\"written_bytes\":\""
                        + stats.writtenBytes() + "\",\"total_rows_to_read\":\"" + stats.readRows()
                        + "\",\"result_rows\":\"" + stats.resultRows() + "\",\"result_bytes\":\""
                        + stats.resultBytes() + "\",\"elapsed_ns\":\"" + elapsed + "\"}");
        return headers;
    }
}
