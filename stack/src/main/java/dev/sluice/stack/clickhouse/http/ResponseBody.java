/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Supplier;

/**
 * The bytes of a result on their way to the client. The first 64 KiB wait, so that a statement which fails early gets
 * an error status, and a short one a complete summary; then they leave as they come.
 */
final class ResponseBody extends OutputStream {
    private static final int SIZE = 1 << 16;

    private final Exchange exchange;
    private final Supplier<HttpHeaders> headers;
    private final byte[] buffer = new byte[SIZE];
    private int used;
    private boolean broken;

    /** {@code headers} are asked for when the first bytes leave. */
    ResponseBody(Exchange exchange, Supplier<HttpHeaders> headers) {
        this.exchange = exchange;
        this.headers = headers;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            if (used == SIZE) {
                send();
            }
            int count = Math.min(left, SIZE - used);
            System.arraycopy(bytes, from, buffer, used, count);
            used += count;
            from += count;
            left -= count;
        }
    }

    /** Does nothing: compressing streams flush for their own reasons. */
    @Override
    public void flush() {}

    /** Sends what waits, the head first. */
    void send() throws IOException {
        if (!exchange.headSent()) {
            exchange.sendHead(HttpResponseStatus.OK, headers.get());
        }
        exchange.send(buffer, 0, used);
        used = 0;
    }

    /** From now on, closing breaks the connection instead of ending the response. */
    void breakOffAtClose() {
        broken = true;
    }

    @Override
    public void close() throws IOException {
        send();
        if (broken) {
            exchange.abort();
        } else {
            exchange.finish();
        }
    }
}
