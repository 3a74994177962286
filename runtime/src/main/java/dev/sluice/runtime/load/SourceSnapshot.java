/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.load;

import dev.sluice.core.source.Lsn;
import dev.sluice.runtime.source.PostgresSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a load has seen of the source.
 *
 * @param lsn every change that the snapshot sees has been written before this position of the WAL
 * @param xmax the first transaction id of which it sees nothing, its lower 32 bits
 * @param xip the lower ones of which it sees nothing either, their lower 32 bits
 */
record SourceSnapshot(Lsn lsn, long xmax, List<Long> xip) {
    private static final long LOWER = 0xFFFF_FFFFL;

    /** That of the connection's transaction, if it is REPEATABLE READ; else that of this moment. */
    static SourceSnapshot of(Connection connection) throws SQLException {
        String snapshot = ask(connection, "SELECT pg_current_snapshot()::text");
        // After the snapshot, and where the next record will be inserted: commits may be seen before they are flushed.
        Lsn lsn = PostgresSource.walEnd(connection);
        return parse(snapshot, lsn);
    }

    /** The same with another position that comes after the snapshot. */
    SourceSnapshot with(Lsn later) {
        return new SourceSnapshot(later, xmax, xip);
    }

    /** Nothing but a position, which is all that a table with a key needs. */
    static SourceSnapshot at(Lsn lsn) {
        return new SourceSnapshot(lsn, 0, List.of());
    }

    /** Reads {@code xmin:xmax:xip,xip}. */
    static SourceSnapshot parse(String snapshot, Lsn lsn) {
        String[] parts = snapshot.split(":", -1);
        List<Long> xip = Stream.of(parts[2].split(","))
                .filter(id -> !id.isEmpty())
                .map(id -> Long.parseUnsignedLong(id) & LOWER)
                .toList();
        return new SourceSnapshot(lsn, Long.parseUnsignedLong(parts[1]) & LOWER, xip);
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
