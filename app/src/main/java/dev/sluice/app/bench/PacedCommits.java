/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import dev.sluice.app.shop.CommitListener;
import dev.sluice.core.source.TableId;
import dev.sluice.runtime.source.PostgresSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/** Commits rows at a steady rate over one connection; one a transaction, or some where the rate is high. */
final class PacedCommits {
    /** More transactions a second would measure how fast this machine's disk says that it has written. */
    private static final int MOST_TRANSACTIONS = 200;

    private static final TableId TABLE = new TableId(Orders.SCHEMA, Orders.NAME);

    private final PostgresSource source;
    private final CommitListener listener;
    private long rows;

    PacedCommits(PostgresSource source, CommitListener listener) {
        this.source = source;
        this.listener = listener;
    }

    /** How many rows have been committed so far. */
    long rows() {
        return rows;
    }

    /** Returns after so many seconds' rows are committed, and how many a second they were. */
    double keepUp(int rate, long seconds) {
        int each = Math.max(1, rate / MOST_TRANSACTIONS);
        long transactions = seconds * rate / each;
        long begin = System.nanoTime();
        source.with(connection -> {
            for (long i = 1; i <= transactions; i++) {
                commit(connection, each);
                long due = begin + i * each * 1_000_000_000L / rate;
                Looks.pause(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
            }
            return true;
        });
        return transactions * each / ((System.nanoTime() - begin) / 1e9);
    }

    private void commit(Connection connection, int each) throws SQLException {
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
