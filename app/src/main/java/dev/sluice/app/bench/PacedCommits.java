/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import dev.sluice.app.shop.CommitListener;
import dev.sluice.core.source.TableId;
import dev.sluice.runtime.source.PostgresSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Commits rows at a steady rate over one connection; one a transaction, or some where the rate is high. */
final class PacedCommits {
    /** More transactions a second would measure how fast this machine's disk says that it has written. */
    private static final int MOST_TRANSACTIONS = 200;

    private static final long SECOND = 1_000_000_000;

    private static final TableId TABLE = new TableId(Orders.SCHEMA, Orders.NAME);

    private final PostgresSource source;
    private long rows;

    PacedCommits(PostgresSource source) {
        this.source = source;
    }

    /** How many rows have been committed so far. */
    long rows() {
        return rows;
    }

    /** Goes on for so many seconds from now. */
    static BooleanSupplier seconds(long seconds) {
        long end = System.nanoTime() + seconds * SECOND;
        return () -> System.nanoTime() < end;
    }

    /**
     * Commits as many rows a second as it is told, or as it can, as long as it goes on, and once at least.
     *
     * @return how many a second they were
     */
    double keepUp(int rate, BooleanSupplier goesOn, CommitListener listener) {
        int each = Math.max(1, rate / MOST_TRANSACTIONS);
        long before = rows;
        long begin = System.nanoTime();
        source.with(connection -> {
            do {
                commit(connection, each, listener);
                long due = begin + (rows - before) * SECOND / rate;
                Looks.pause(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
            } while (goesOn.getAsBoolean());
            return true;
        });
        return (rows - before) / ((System.nanoTime() - begin) / (double) SECOND);
    }

    private void commit(Connection connection, int each, CommitListener listener) throws SQLException {
        long first = rows + 1;
        rows += each;
        Instant before = Instant.now();
        try (var statement = connection.createStatement()) {
            statement.execute(Orders.insert(first, rows));
        }
        for (long key = first; key <= rows; key++) {
            listener.committed(TABLE, key, before);
        }
    }
}
