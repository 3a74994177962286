/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request and its response, with blocking calls for the one thread that serves it. Backpressure works both
 * ways: the socket is read when the body is read, and sending waits for the client. When the client goes away, both
 * fail with {@link ClientGone}, and {@link #onClientGone} is told at once.
 */
final class Exchange {
    private final Channel channel;
    private final HttpRequest request;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<HttpContent> received = new ArrayDeque<>();
    private final InputStream body = new Body();
    private boolean bodyComplete;
    private boolean gone;
    private boolean finished;
    private @Nullable Runnable onGone;
    private boolean headSent;
    private boolean mustClose;

    Exchange(Channel channel, HttpRequest request) {
        this.channel = channel;
        this.request = request;
    }

    /** The client closed its connection. */
    static final class ClientGone extends IOException {
        private static final long serialVersionUID = 1L;

        ClientGone() {
            super("the client closed the connection");
        }
    }

    HttpRequest request() {
        return request;
    }

    /** The body as sent, with no content encoding undone. */
    InputStream body() {
        return body;
    }

    boolean headSent() {
        return headSent;
    }

    /** Whether the whole body has arrived. */
    boolean bodyComplete() {
        lock.lock();
        try {
            return bodyComplete;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the connection can't be used for another request; known once the response has ended. */
    boolean mustClose() {
        return mustClose;
    }

    /** Sets what to do, on a network thread, when the client goes away before the end; at once if it has already. */
    void onClientGone(Runnable action) {
        boolean now;
        lock.lock();
        try {
            onGone = action;
            now = gone;
        } finally {
            lock.unlock();
        }
        if (now) {
            action.run();
        }
    }

    /** Sends status and headers of a response whose length is not known yet. */
    void sendHead(HttpResponseStatus status, HttpHeaders headers) {
        DefaultHttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, status);
        response.headers().add(headers);
        boolean chunked = request.protocolVersion().equals(HttpVersion.HTTP_1_1);
        boolean keepAlive = HttpUtil.isKeepAlive(request) && chunked;
        mustClose = !keepAlive;
        response.headers().set(HttpHeaderNames.CONNECTION, keepAlive ? "Keep-Alive" : "close");
        if (keepAlive) {
            response.headers().set("Keep-Alive", "timeout=" + EngineServer.IDLE_SECONDS);
        }
        if (chunked) {
            response.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        headSent = true;
        channel.writeAndFlush(response);
    }

    /** Sends a part of the body; waits until the client has taken enough of what was sent before. */
    void send(byte[] bytes, int offset, int length) throws ClientGone {
        lock.lock();
        try {
            while (!gone && !channel.isWritable()) {
                changed.awaitUninterruptibly();
            }
            if (gone) {
                throw new ClientGone();
            }
        } finally {
            lock.unlock();
        }
        if (length > 0 && !request.method().equals(HttpMethod.HEAD)) {
            byte[] copy = Arrays.copyOfRange(bytes, offset, offset + length);
            channel.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(copy)));
        }
    }

    /** Ends the response as complete. */
    void finish() {
        lock.lock();
        try {
            finished = true;
        } finally {
            lock.unlock();
        }
        channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT)
                .addListener(sent -> channel.pipeline().fireUserEventTriggered(Finished.COMPLETE));
    }

    /** Ends the response in a way that a client can't take for complete: the connection closes before its end. */
    void abort() {
        lock.lock();
        try {
            finished = true;
        } finally {
            lock.unlock();
        }
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> channel.close());
    }

    /** Told to the connection's handler when the response has been written. */
    enum Finished {
        COMPLETE
    }

    /** From the network thread: a piece of the body, which this takes over. */
    void receive(HttpContent content) {
        lock.lock();
        try {
            if (finished || gone) {
                content.release();
            } else {
                received.add(content);
            }
            if (content instanceof LastHttpContent) {
                bodyComplete = true;
                // One read stays pending from now on, or the end of the connection would go unnoticed.
                channel.read();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** From the network thread: the socket takes more, or less. */
    void writabilityChanged() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** From the network thread: the connection is closed, by whomever. */
    void closed() {
        Runnable action = null;
        lock.lock();
        try {
            gone = true;
            if (!finished) {
                action = onGone;
            }
            received.forEach(HttpContent::release);
            received.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (action != null) {
            action.run();
        }
    }

    private final class Body extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            lock.lock();
            try {
                while (true) {
                    HttpContent content = received.peek();
                    if (content != null) {
                        int count = Math.min(length, content.content().readableBytes());
                        content.content().readBytes(target, offset, count);
                        if (!content.content().isReadable()) {
                            received.remove();
                            content.release();
                        }
                        if (count > 0) {
                            return count;
                        }
                    } else if (gone) {
                        throw new ClientGone();
                    } else if (bodyComplete) {
                        return -1;
                    } else {
                        channel.read();
                        changed.awaitUninterruptibly();
                    }
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
