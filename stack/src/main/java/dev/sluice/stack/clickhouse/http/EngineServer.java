/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse.http;

import dev.sluice.stack.clickhouse.engine.Engine;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerExpectContinueHandler;
import io.netty.handler.timeout.IdleStateHandler;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * An HTTP/1.1 server that clients can't tell from ClickHouse's own HTTP interface, in front of the embedded engine.
 * One network thread does no work of its own; each request is served by a thread that may block in the engine.
 */
public final class EngineServer implements AutoCloseable {
    static final String DISPLAY_NAME = "sluice";
    static final int IDLE_SECONDS = 60;

    private static final int MAX_CONCURRENT_QUERIES = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MAX_URL = 1 << 20;
    private static final int MAX_HEADERS = 1 << 17;
    private static final int MAX_CHUNK = 1 << 16;

    private final EventLoopGroup network;
    private final Channel socket;
    private final RunningQueries running;
    private final Sessions sessions;

    private EngineServer(EventLoopGroup network, Channel socket, RunningQueries running, Sessions sessions) {
        this.network = network;
        this.socket = socket;
        this.running = running;
        this.sessions = sessions;
    }

    /**
     * Listens; the engine stays the caller's, who closes it after this.
     *
     * @throws java.net.BindException if the port is taken
     */
    public static EngineServer start(Engine engine, InetSocketAddress address, Account account)
            throws InterruptedException, IOException {
        RunningQueries running = new RunningQueries(engine);
        Sessions sessions = new Sessions(engine);
        Semaphore places = new Semaphore(MAX_CONCURRENT_QUERIES);
        QueryService service = new QueryService(engine, account, running, sessions, places);
        EventLoopGroup network = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(network)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(new HttpServerCodec(MAX_URL, MAX_HEADERS, MAX_CHUNK))
                                .addLast(new HttpServerExpectContinueHandler())
                                .addLast(new IdleStateHandler(0, 0, IDLE_SECONDS))
                                .addLast(new ConnectionHandler(
                                        exchange -> engine.threads().execute(() -> service.serve(exchange))));
                    }
                });
        ChannelFuture bound = bootstrap.bind(address).await();
        if (!bound.isSuccess()) {
            network.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw bound.cause() instanceof BindException taken ? taken : new IOException(bound.cause());
        }
        return new EngineServer(network, bound.channel(), running, sessions);
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) socket.localAddress();
    }

    /** Accepts nothing more, cancels the queries under way and waits for their ends. */
    @Override
    public void close() {
        try {
            socket.close().syncUninterruptibly();
            running.killAll(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sessions.close();
            network.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }
}
