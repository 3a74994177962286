/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client connection: makes an {@link Exchange} of each request, one after the other. Lives on the network thread.
 */
final class ConnectionHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionHandler.class);
    private static final long DISCARD_SECONDS = 60;

    private final Consumer<Exchange> serve;
    private final Queue<Object> pipelined = new ArrayDeque<>();
    private @Nullable Exchange current;
    private @Nullable Future<?> discardLimit;
    private boolean closeAfterBody;

    ConnectionHandler(Consumer<Exchange> serve) {
        this.serve = serve;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        Future<?> limit = discardLimit;
        if (limit != null) {
            discard(ctx, limit, message);
        } else if (!pipelined.isEmpty() || (current != null && message instanceof HttpRequest)) {
            pipelined.add(message);
        } else {
            take(ctx, message);
        }
    }

    private void take(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest request) {
            if (request.decoderResult().isFailure()) {
                ctx.close();
                return;
            }
            Exchange exchange = new Exchange(ctx.channel(), request);
            current = exchange;
            serve.accept(exchange);
        }
        if (message instanceof HttpContent content) {
            Exchange exchange = current;
            if (exchange == null) {
                content.release();
            } else {
                exchange.receive(content);
            }
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == Exchange.Finished.COMPLETE) {
            Exchange done = current;
            current = null;
            if (done == null || done.mustClose() && done.bodyComplete()) {
                ctx.close();
            } else if (done.bodyComplete()) {
                next(ctx);
            } else {
                discardRest(ctx, done.mustClose());
            }
        } else if (event instanceof IdleStateEvent && current == null) {
            ctx.close();
        }
    }

    private void next(ChannelHandlerContext ctx) {
        while (!pipelined.isEmpty() && !(current != null && pipelined.peek() instanceof HttpRequest)) {
            take(ctx, pipelined.remove());
        }
        if (current == null) {
            ctx.read();
        }
    }

    /**
     * An insert that fails early is answered at once. Its client may look for the answer only after it has sent
     * everything, so what still comes is read and thrown away; closing would make the client see a broken connection.
     */
    private void discardRest(ChannelHandlerContext ctx, boolean thenClose) {
        closeAfterBody = thenClose;
        ctx.channel().config().setAutoRead(true);
        discardLimit = ctx.executor().schedule(() -> ctx.close(), DISCARD_SECONDS, TimeUnit.SECONDS);
    }

    private void discard(ChannelHandlerContext ctx, Future<?> limit, Object message) {
        ReferenceCountUtil.release(message);
        if (message instanceof LastHttpContent) {
            limit.cancel(false);
            discardLimit = null;
            ctx.channel().config().setAutoRead(false);
            if (closeAfterBody) {
                ctx.close();
            } else {
                ctx.read();
            }
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        Exchange exchange = current;
        if (exchange != null) {
            exchange.writabilityChanged();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        Exchange exchange = current;
        if (exchange != null) {
            exchange.closed();
        }
        pipelined.forEach(ReferenceCountUtil::release);
        pipelined.clear();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("connection of {} failed", ctx.channel().remoteAddress(), cause);
        ctx.close();
    }
}
