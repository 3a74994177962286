/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.core.config.ClickHouseAddress;
import dev.sluice.core.config.Endpoints;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Stands before ClickHouse and hands on what it is sent, but for a statement that is to be late: that waits here, whole, as it
 * might on a slow network, and reaches ClickHouse also if its sender is gone by then.
 */
final class HeldStatements implements AutoCloseable {
    private static final Set<String> OF_THE_CONNECTION =
            ignoringCase("connection", "content-length", "expect", "host", "upgrade");
    private static final Set<String> OF_THE_ANSWER =
            ignoringCase("connection", "content-length", "date", "keep-alive", "transfer-encoding");

    private final Endpoints endpoints;
    private final HttpServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private volatile Held held = Held.of("no statement has this in it");

    private HeldStatements(Endpoints endpoints, HttpServer server) {
        this.endpoints = endpoints;
        this.server = server;
    }

    private record Held(String text, CountDownLatch arrived, CountDownLatch letGo, CountDownLatch answered) {
        static Held of(String text) {
            return new Held(text, new CountDownLatch(1), new CountDownLatch(1), new CountDownLatch(1));
        }
    }

    /** Holds nothing yet. */
    static HeldStatements before(Endpoints endpoints) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePort.find()), 0);
        HeldStatements held = new HeldStatements(endpoints, server);
        server.createContext("/", held::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return held;
    }

    /** The systems with this before ClickHouse. */
    Endpoints endpoints() {
        ClickHouseAddress clickhouse = endpoints.clickhouse();
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new Endpoints(
                endpoints.postgres(),
                endpoints.kafka(),
                endpoints.connect(),
                new ClickHouseAddress(url, clickhouse.user(), clickhouse.password()));
    }

    /** From now on holds statements with this text in them, and lets go of the others. */
    void hold(String text) {
        Held before = held;
        held = Held.of(text);
        before.letGo.countDown();
    }

    /** Returns when one is held. */
    void await() throws InterruptedException {
        await(held.arrived);
    }

    /** Hands on what is held, and returns when ClickHouse has answered; what comes from now on goes straight through. */
    void letGo() throws InterruptedException {
        held.letGo.countDown();
        if (held.arrived.getCount() == 0) {
            await(held.answered);
        }
    }

    private void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(Scenario.LONG.toSeconds(), TimeUnit.SECONDS))
                .as(held.text)
                .isTrue();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            URI asked = exchange.getRequestURI();
            Held now = held;
            String query = asked.getRawQuery();
            String sent = (query == null ? "" : URLDecoder.decode(query, StandardCharsets.UTF_8))
                    + new String(body, StandardCharsets.UTF_8);
            boolean late = sent.contains(now.text);
            if (late) {
                now.arrived.countDown();
                now.letGo.await();
            }
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            endpoints.clickhouse().url().resolve(asked.toString()))
                    .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
            exchange.getRequestHeaders().forEach((name, values) -> {
                if (!OF_THE_CONNECTION.contains(name) && !name.equalsIgnoreCase("transfer-encoding")) {
                    values.forEach(value -> request.header(name, value));
                }
            });
            HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (late) {
                now.answered.countDown();
            }
            answer.headers().map().forEach((name, values) -> {
                if (!OF_THE_ANSWER.contains(name)) {
                    values.forEach(value -> exchange.getResponseHeaders().add(name, value));
                }
            });
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Set<String> ignoringCase(String... names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(Set.of(names));
        return set;
    }

    @Override
    public void close() {
        held.letGo.countDown();
        server.stop(0);
        client.close();
    }
}
