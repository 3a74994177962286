/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse;

import dev.sluice.core.config.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One embedded engine for all tests of a run, started by the first that asks for it. */
final class RunningClickHouse implements ParameterResolver {
    static final String USER = "tester";
    static final String PASSWORD = "it's \"secret\" & <long>";

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Server.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent(Server.class, unused -> Server.start(), Server.class);
    }

    /** A server with an address and a way to ask it things. */
    static final class Server implements AutoCloseable {
        private final ClickHouseService service;
        private final Path folder;
        private final HttpClient client = HttpClient.newHttpClient();

        private Server(ClickHouseService service, Path folder) {
            this.service = service;
            this.folder = folder;
        }

        static Server start() {
            Path folder = Path.of("target", "clickhouse-" + System.nanoTime()).toAbsolutePath();
            ClickHouseService service = service(folder, freePort());
            service.start((phase, fraction) -> {});
            return new Server(service, folder);
        }

        URI url() {
            return service.address().url();
        }

        long pid() {
            return service.pids().getFirst();
        }

        Path folder() {
            return folder;
        }

        /** Posts {@code body} with the given URL parameters, {@code name=value}. */
        HttpResponse<String> post(String body, String... parameters) throws IOException, InterruptedException {
            return client.send(
                    request(parameters)
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }

        /** A request that is already authenticated. */
        HttpRequest.Builder request(String... parameters) {
            StringBuilder query = new StringBuilder("/?");
            for (String parameter : parameters) {
                int equals = parameter.indexOf('=');
                query.append(encode(parameter.substring(0, equals)))
                        .append('=')
                        .append(encode(parameter.substring(equals + 1)))
                        .append('&');
            }
            return HttpRequest.newBuilder(url().resolve(query.toString()))
                    .header("X-ClickHouse-User", USER)
                    .header("X-ClickHouse-Key", PASSWORD);
        }

        HttpClient client() {
            return client;
        }

        /** The result of a statement that has to succeed, without the last line break. */
        String ask(String sql, String... parameters) throws IOException, InterruptedException {
            HttpResponse<String> response = post(sql, parameters);
            if (response.statusCode() != 200) {
                throw new AssertionError(sql + " failed: " + response.body());
            }
            return response.body().stripTrailing();
        }

        @Override
        public void close() throws IOException {
            service.stop();
            deleteTree(folder);
        }

        private static String encode(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }

    static ClickHouseService service(Path folder, int port) {
        return new ClickHouseService(
                new ClickHouseService.Settings(
                        folder.resolve("data"),
                        folder.resolve("logs"),
                        port,
                        USER,
                        new Secret(PASSWORD),
                        Optional.empty()),
                EngineFetcher.create());
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void deleteTree(Path root) throws IOException {
        List<Path> all;
        try (Stream<Path> tree = Files.walk(root)) {
            all = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
