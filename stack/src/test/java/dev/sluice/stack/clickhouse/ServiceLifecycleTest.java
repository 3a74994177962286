/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.problem.ProblemException;
import dev.sluice.stack.lifecycle.StartProgress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Start, stop, crash and start again, with engines of its own. */
class ServiceLifecycleTest {
    private final Path folder =
            Path.of("target", "lifecycle-" + System.nanoTime()).toAbsolutePath();
    private final List<ClickHouseService> services = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stopAll() throws IOException {
        services.forEach(ClickHouseService::stop);
        if (Files.exists(folder)) {
            RunningClickHouse.deleteTree(folder);
        }
    }

    @Test
    void dataOutlivesStopAndKill() throws Exception {
        ClickHouseService first = started();
        ask(first, "CREATE TABLE kept (a Int32) ENGINE = MergeTree ORDER BY a");
        ask(first, "INSERT INTO kept VALUES (1)");
        long pid = first.pids().getFirst();
        first.stop();
        assertThat(ProcessHandle.of(pid)).isEmpty();
        assertThat(first.pids()).isEmpty();
        assertThat(first.healthy()).isFalse();

        ClickHouseService second = started();
        ask(second, "INSERT INTO kept VALUES (2)");
        kill(second);
        assertThat(second.healthy()).isFalse();

        ClickHouseService third = started();
        assertThat(ask(third, "SELECT sum(a) FROM kept")).isEqualTo("3\n");
    }

    @Test
    void anEngineThatOutlivedItsParentIsStoppedFirst() throws Exception {
        ClickHouseService first = started();
        ask(first, "CREATE TABLE kept (a Int32) ENGINE = MergeTree ORDER BY a");
        long survivor = first.pids().getFirst();
        ClickHouseService second = started();
        assertThat(ProcessHandle.of(survivor)).isEmpty();
        assertThat(ask(second, "SELECT count() FROM kept")).isEqualTo("0\n");
    }

    @Test
    void theSameFolderTwiceIsRefused() throws Exception {
        started();
        Files.delete(folder.resolve("data/sluice.pid"));
        ClickHouseService second = service();
        assertProblem(second, "clickhouse-data-in-use", folder.resolve("data").toString());
    }

    @Test
    void aTakenPortIsRefused() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            ClickHouseService service = RunningClickHouse.service(folder, taken.getLocalPort());
            services.add(service);
            assertProblem(service, "clickhouse-port-in-use", Integer.toString(taken.getLocalPort()));
        }
    }

    @Test
    void brokenDataIsNamed() throws Exception {
        ClickHouseService first = started();
        ask(first, "CREATE DATABASE broken");
        ask(first, "CREATE TABLE broken.t (a Int32) ENGINE = MergeTree ORDER BY a");
        first.stop();
        Path metadata = folder.resolve("data/metadata/broken.sql");
        assertThat(metadata).exists();
        Files.writeString(metadata, "this is no SQL");
        assertProblem(
                service(), "clickhouse-data-unreadable", folder.resolve("data").toString());
    }

    @Test
    void anEngineThatHangsGivesNoAnswerAndCanBeStartedAgain() throws Exception {
        ClickHouseService service = started();
        ask(service, "CREATE TABLE kept (a Int32) ENGINE = MergeTree ORDER BY a");
        assertThat(service.silence()).isEmpty();
        long hung = service.pids().getFirst();
        assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(hung))
                        .start()
                        .waitFor())
                .isZero();
        assertThat(service.answers(1_000)).isFalse();

        service.stop();
        service.start(StartProgress.silent());
        assertThat(ProcessHandle.of(hung)).isEmpty();
        assertThat(service.silence()).isEmpty();
        assertThat(ask(service, "SELECT count() FROM kept")).isEqualTo("0\n");
    }

    private void assertProblem(ClickHouseService service, String code, String inWhat) {
        assertThatThrownBy(() -> service.start(StartProgress.silent()))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().code()).isEqualTo(code);
                    assertThat(e.problem().what()).contains(inWhat);
                });
        assertThat(service.pids()).isEmpty();
    }

    private ClickHouseService started() {
        ClickHouseService service = service();
        service.start(StartProgress.silent());
        return service;
    }

    private ClickHouseService service() {
        ClickHouseService service = RunningClickHouse.service(folder, RunningClickHouse.freePort());
        services.add(service);
        return service;
    }

    private static void kill(ClickHouseService service) throws Exception {
        ProcessHandle process = ProcessHandle.of(service.pids().getFirst()).orElseThrow();
        process.destroyForcibly();
        process.onExit().get();
    }

    private String ask(ClickHouseService service, String sql) throws Exception {
        URI url = service.address().url();
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(url)
                        .header("X-ClickHouse-User", RunningClickHouse.USER)
                        .header("X-ClickHouse-Key", RunningClickHouse.PASSWORD)
                        .POST(HttpRequest.BodyPublishers.ofString(sql, StandardCharsets.UTF_8))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }
}
