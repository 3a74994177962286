/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.load;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.source.PgIdentifiers;
import dev.sluice.core.target.ChIdentifiers;
import dev.sluice.core.target.ObjectName;
import dev.sluice.core.target.TargetNames;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.source.PostgresSource;
import dev.sluice.runtime.target.ClickHouse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Copies the rows that a table has now: COPY's bytes go straight to ClickHouse, no row is held or looked at here.
 *
 * <p>Idempotent: the rows carry the lowest version, so a second load and the stream beside it can only agree or win. A
 * load that was cut off starts over.
 */
public final class TableLoader {
    private static final int REPORT_EVERY = 10_000;

    private final PostgresSource source;
    private final ClickHouse target;

    public TableLoader(PostgresSource source, ClickHouse target) {
        this.source = source;
        this.target = target;
    }

    /** The targets ({@code database.table}) whose load is complete. */
    public static List<String> loaded(ClickHouse target) {
        return target.rows("SELECT target FROM " + TargetNames.LOADS.quoted() + " FINAL WHERE state = 'done'").stream()
                .map(row -> row.get(0).asText())
                .toList();
    }

    /** Rows a second of all loads together, those of earlier runs too; empty if nothing was loaded. */
    public static OptionalDouble rowsPerSecond(ClickHouse target) {
        JsonNode sums = target.rows("SELECT sum(rows), sum(seconds) FROM " + TargetNames.LOADS.quoted()
                        + " FINAL WHERE state = 'done'")
                .getFirst();
        double seconds = sums.get(1).asDouble();
        return seconds > 0 ? OptionalDouble.of(sums.get(0).asLong() / seconds) : OptionalDouble.empty();
    }

    /** Loads the table and notes that it is loaded; {@code progress} hears the rows sent so far. */
    public long load(TargetTable table, LongConsumer progress) {
        long begin = System.nanoTime();
        return source.with(connection -> {
            connection.setReadOnly(true);
            if (table.isCounted()) {
                forgetUnfinished(table);
                beginWithLock(table, connection);
            }
            SourceSnapshot snapshot = SourceSnapshot.of(connection);
            note(table, "loading", 0, 0, snapshot);
            long rows = copy(connection, table, snapshot, BigInteger.ZERO, "", progress);
            note(table, "done", rows, (System.nanoTime() - begin) / 1e9, snapshot);
            return rows;
        });
    }

    /**
     * Copies the rows that meet {@code condition}, which names the source's columns, with this version. Not for a table
     * whose rows are counted.
     */
    public void reload(TargetTable table, String condition, BigInteger version) {
        source.with(connection -> {
            connection.setReadOnly(true);
            SourceSnapshot snapshot = SourceSnapshot.of(connection);
            return copy(connection, table, snapshot, version, " WHERE " + condition, rows -> {});
        });
    }

    /** One snapshot for all that follows. The lock comes before it, so that no TRUNCATE comes between the two or later. */
    private static void beginWithLock(TargetTable table, Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try (var lock = connection.createStatement()) {
            lock.execute("LOCK TABLE " + table.sourceRows() + " IN ACCESS SHARE MODE");
        }
    }

    private long copy(
            Connection connection,
            TargetTable table,
            SourceSnapshot snapshot,
            BigInteger version,
            String where,
            LongConsumer progress)
            throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        List<String> columns =
                new ArrayList<>(List.of(table.own().lsn(), table.own().version()));
        if (table.isCounted()) {
            columns.add(table.own().number());
        }
        table.columns().forEach(column -> columns.add(column.quoted()));
        Counter counter = new Counter(progress);
        target.insertText(
                table.names().load().quoted(),
                columns,
                out -> counter.copy(postgres, statement(table, snapshot.lsn().value(), version, where), out));
        return counter.rows;
    }

    private static String statement(TargetTable table, long lsn, BigInteger version, String where) {
        String columns = table.columns().stream()
                .map(column -> column.mapping().sourceText().apply(PgIdentifiers.quote(column.name())))
                .collect(Collectors.joining(", "));
        return "COPY (SELECT " + Long.toUnsignedString(lsn) + ", " + version
                + (table.isCounted() ? ", row_number() OVER ()" : "") + ", " + columns + " FROM " + table.sourceRows()
                + where + ") TO STDOUT";
    }

    /** The rows of a load that was cut off: the next one numbers its own rows anew. */
    private void forgetUnfinished(TargetTable table) {
        for (ObjectName store : List.of(table.names().rows(), table.names().changes())) {
            target.execute("ALTER TABLE " + store.quoted() + " DELETE WHERE "
                    + table.own().op() + " = 'r' SETTINGS mutations_sync = 2");
        }
    }

    private void note(TargetTable table, String state, long rows, double seconds, SourceSnapshot snapshot) {
        target.execute("INSERT INTO " + TargetNames.LOADS.quoted()
                + " (target, state, rows, seconds, lsn, xmax, xip) VALUES ("
                + ChIdentifiers.literal(table.target()) + ", " + ChIdentifiers.literal(state) + ", "
                + rows + ", " + seconds + ", "
                + Long.toUnsignedString(snapshot.lsn().value()) + ", "
                + snapshot.xmax() + ", " + snapshot.xip() + ")");
    }

    /** Moves COPY's messages, of which each is a row. */
    private static final class Counter {
        private final LongConsumer progress;
        private long rows;

        Counter(LongConsumer progress) {
            this.progress = progress;
        }

        void copy(PGConnection postgres, String statement, OutputStream out) throws IOException {
            try {
                CopyOut copy = postgres.getCopyAPI().copyOut(statement);
                try {
                    byte[] row;
                    while ((row = copy.readFromCopy()) != null) {
                        out.write(row);
                        rows++;
                        if (rows % REPORT_EVERY == 0) {
                            progress.accept(rows);
                            if (Thread.interrupted()) {
                                throw new InterruptedIOException("stopped");
                            }
                        }
                    }
                } finally {
                    if (copy.isActive()) {
                        copy.cancelCopy();
                    }
                }
                progress.accept(rows);
            } catch (SQLException e) {
                throw new IOException(e);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
    }
}
