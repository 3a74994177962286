/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.config.Secret;
import dev.sluice.core.problem.ProblemException;
import dev.sluice.stack.lifecycle.StartProgress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServiceTest {
    private static final Path ENGINES = Path.of("target/engines").toAbsolutePath();

    @TempDir
    Path folder;

    private PostgresSettings settings;
    private PostgresService service;

    @BeforeEach
    void settle() throws IOException {
        settings = settings("first password");
        service = new PostgresService(settings);
    }

    private PostgresSettings settings(String password) throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new PostgresSettings(
                    folder.resolve("data"),
                    folder.resolve("logs"),
                    ENGINES,
                    free.getLocalPort(),
                    new Secret(password),
                    List.of("inventory", "with \"quotes\""),
                    Map.of());
        }
    }

    @AfterEach
    void stop() {
        service.stop();
    }

    @Test
    void aServerLeftByAKilledProcessIsReplacedAndWhatItCommittedIsKept() throws Exception {
        service.start(StartProgress.silent());
        assertThat(query("SHOW wal_level")).isEqualTo("logical");
        assertThat(query("SHOW fsync")).isEqualTo("on");
        assertThat(query("SHOW server_version")).startsWith(PostgresBinaries.VERSION);
        assertThat(query("CREATE TABLE kept AS SELECT 42 AS answer; SELECT answer FROM kept"))
                .isEqualTo("42");
        long left = service.pids().getFirst();

        // Another object knows nothing of the first, as another process would.
        var next = new PostgresService(settings);
        next.start(StartProgress.silent());
        try {
            assertThat(ProcessHandle.of(left)).isEmpty();
            assertThat(query("SELECT answer FROM kept")).isEqualTo("42");
            assertThat(next.healthy()).isTrue();
        } finally {
            next.stop();
        }
        assertThat(next.healthy()).isFalse();
        assertThat(next.pids()).isEmpty();
    }

    @Test
    void trouble() throws Exception {
        service.start(StartProgress.silent());
        service.stop();

        assertProblem(settings("another password"), "postgres-password-differs", settings.data());

        try (var other = new ServerSocket(settings.port(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(other.isBound()).isTrue();
            assertProblem(settings, "port-taken", Path.of("127.0.0.1:" + settings.port()));
        }

        Path control = settings.data().resolve("global/pg_control");
        byte[] intact = Files.readAllBytes(control);
        Files.write(control, new byte[intact.length]);
        assertProblem(settings, "postgres-data-damaged", settings.data());
        Files.delete(control);
        assertProblem(settings, "postgres-data-damaged", settings.data());
        Files.write(control, intact);

        Files.writeString(settings.data().resolve("PG_VERSION"), "15\n");
        assertProblem(settings, "postgres-data-of-other-version", settings.data());
    }

    private static void assertProblem(PostgresSettings settings, String code, Path named) {
        var failing = new PostgresService(settings);
        assertThatThrownBy(() -> failing.start(StartProgress.silent()))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().code()).isEqualTo(code);
                    assertThat(e.problem().what()).contains(named.toString());
                    assertThat(e.problem().next()).isNotBlank();
                });
        assertThat(failing.pids()).isEmpty();
    }

    @Test
    void theStateOfAServerIsReadFromItsFile() {
        List<String> lines = List.of("4711", "/data", "1790000000", "5432", "", "127.0.0.1", "  1  2", "ready   ");
        assertThat(PostmasterFile.parse(lines)).contains(new PostmasterFile(4711, true));
        assertThat(PostmasterFile.parse(lines.subList(0, 7))).contains(new PostmasterFile(4711, false));
        assertThat(PostmasterFile.parse(List.of())).isEqualTo(Optional.empty());
        assertThat(PostmasterFile.parse(List.of("47 half"))).isEmpty();
    }

    private String query(String sql) throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + settings.port() + "/inventory";
        try (var connection = DriverManager.getConnection(
                        url, PostgresSettings.USER, settings.password().reveal());
                var statement = connection.createStatement()) {
            statement.execute(sql);
            while (statement.getResultSet() == null) {
                statement.getMoreResults();
            }
            try (var rows = statement.getResultSet()) {
                assertThat(rows.next()).isTrue();
                return rows.getString(1);
            }
        }
    }
}
