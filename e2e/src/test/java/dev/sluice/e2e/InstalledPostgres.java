/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.config.PostgresAddress;
import dev.sluice.core.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The newest PostgreSQL that the machine has installed, with a cluster of its own in a temporary folder. */
final class InstalledPostgres implements AutoCloseable {
    private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
    private static final String PASSWORD = "a \\ password 'with' \"marks\"";

    private final Path binaries;
    private final Path folder;
    private final int port;

    private InstalledPostgres(Path binaries, Path folder, int port) {
        this.binaries = binaries;
        this.folder = folder;
        this.port = port;
    }

    /** Makes a cluster and starts it, with Postgres's own default of {@code wal_level}. */
    static InstalledPostgres start() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("sluice-postgres");
        InstalledPostgres postgres = new InstalledPostgres(binaries(), folder, FreePort.find());
        Path password = Files.writeString(folder.resolve("password"), PASSWORD);
        if (root()) {
            postgres.execute(List.of("chown", "-R", "postgres", folder.toString()));
        }
        postgres.program(
                "initdb",
                "-D",
                postgres.data(),
                "-U",
                "postgres",
                "-A",
                "scram-sha-256",
                "-E",
                "UTF8",
                "--pwfile",
                password.toString());
        postgres.startWith("replica");
        return postgres;
    }

    /** Starts it again with another {@code wal_level}. */
    void restartWith(String walLevel) throws IOException, InterruptedException {
        stop();
        startWith(walLevel);
    }

    private void startWith(String walLevel) throws IOException, InterruptedException {
        program(
                "pg_ctl",
                "-D",
                data(),
                "-w",
                "-l",
                folder.resolve("log").toString(),
                "-o",
                "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c wal_level="
                        + walLevel,
                "start");
    }

    private void stop() throws IOException, InterruptedException {
        program("pg_ctl", "-D", data(), "-w", "-m", "immediate", "stop");
    }

    PostgresAddress address() {
        return new PostgresAddress("127.0.0.1", port, "postgres", "postgres", new Secret(PASSWORD));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        stop();
        Folders.delete(folder);
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    /** A program of Postgres, which refuses to run as root. */
    private void program(String name, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (root()) {
            command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        command.add(binaries.resolve(name).toString());
        command.addAll(List.of(arguments));
        execute(command);
    }

    private void execute(List<String> command) throws IOException, InterruptedException {
        // To a file, since the server inherits the output of the program that starts it and would keep a pipe open.
        Path output = Files.createTempFile("postgres", ".out");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor())
                .as("%s: %s", command, Files.readString(output))
                .isZero();
        Files.delete(output);
    }

    private static boolean root() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static Path binaries() throws IOException {
        try (Stream<Path> versions = Files.list(VERSIONS)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.exists(bin.resolve("initdb")))
                    .max(Comparator.comparing(Path::toString))
                    .orElseThrow(() -> new AssertionError("no PostgreSQL is installed in " + VERSIONS));
        }
    }
}
