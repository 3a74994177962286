/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import dev.sluice.runtime.source.PostgresSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/** Looks for the longest transaction of the source's clients, twenty times a second, until it is closed. */
final class LongestTransaction implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(50);
    private static final String AGE = """
            SELECT coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)), 0) FROM pg_stat_activity
            WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND datname = current_database()
            """;

    private final Thread looking;
    private volatile boolean closed;
    private volatile double longest;

    LongestTransaction(PostgresSource source) {
        looking = Thread.ofVirtual().start(() -> source.with(this::look));
    }

    private boolean look(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            while (!closed) {
                try (ResultSet row = statement.executeQuery(AGE)) {
                    row.next();
                    longest = Math.max(longest, row.getDouble(1));
                }
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    /** The longest so far, in seconds. */
    double seconds() {
        return longest;
    }

    @Override
    public void close() {
        closed = true;
        try {
            looking.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
