/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.shop;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.postgresql.PGConnection;

/** A real PostgreSQL 16 for the tests of this package; can be killed and started again on its data and port. */
final class ShopPostgres implements AutoCloseable {
    private final Path folder;
    private final int port;
    private EmbeddedPostgres server;

    private ShopPostgres(Path folder, EmbeddedPostgres server) {
        this.folder = folder;
        this.server = server;
        this.port = server.getPort();
    }

    static ShopPostgres startIn(Path folder) throws IOException {
        return new ShopPostgres(folder, launch(folder, 0));
    }

    ShopDatabase create(String database) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + database);
        }
        return server.getDatabase("postgres", database)::getConnection;
    }

    /** SIGKILL for the postmaster; its children notice and leave. */
    void kill() throws IOException {
        long pid = Long.parseLong(
                Files.readAllLines(folder.resolve("data/postmaster.pid")).getFirst());
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        postmaster.destroyForcibly();
        postmaster.onExit().join();
    }

    void startAgain() {
        EmbeddedPostgres killed = server;
        // Until the last child of the killed postmaster has left, the data folder counts as in use.
        server = Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(
                        () -> {
                            Files.deleteIfExists(folder.resolve("data/epg-lock"));
                            return launch(folder, port);
                        },
                        started -> started != killed);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private static EmbeddedPostgres launch(Path folder, int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
                .setCleanDataDirectory(false)
                .setPort(port)
                // Zonky turns it off, and a killed server then forgets commits that it has confirmed.
                .setServerConfig("synchronous_commit", "on")
                .start();
    }

    static long count(ShopDatabase database, String query) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Every row of every table, as Postgres prints it. */
    static Map<ShopTable, String> rows(ShopDatabase database) throws SQLException, IOException {
        Map<ShopTable, String> rows = new TreeMap<>();
        try (Connection connection = database.connect()) {
            for (ShopTable table : ShopTable.values()) {
                StringWriter text = new StringWriter();
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyOut("COPY (SELECT * FROM " + table.id() + " ORDER BY 1, 2) TO STDOUT", text);
                rows.put(table, text.toString());
            }
        }
        return rows;
    }
}
