/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.load;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.source.PgIdentifiers;
import dev.sluice.core.target.ChIdentifiers;
import dev.sluice.core.target.TargetNames;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.source.PostgresSource;
import dev.sluice.runtime.target.ClickHouse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
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
        note(table, "loading", 0, 0, 0);
        long begin = System.nanoTime();
        Loaded loaded = copy(table, BigInteger.ZERO, "", progress);
        note(table, "done", loaded.rows, (System.nanoTime() - begin) / 1e9, loaded.lsn);
        return loaded.rows;
    }

    /** {@code lsn} is a position that the rows are not older than. */
    private record Loaded(long rows, long lsn) {}

    /** Copies the rows that meet {@code condition}, which names the source's columns, with this version. */
    public void reload(TargetTable table, String condition, BigInteger version) {
        copy(table, version, " WHERE " + condition, rows -> {});
    }

    private Loaded copy(TargetTable table, BigInteger version, String where, LongConsumer progress) {
        return source.with(connection -> {
            connection.setReadOnly(true);
            PGConnection postgres = connection.unwrap(PGConnection.class);
            List<String> columns =
                    new ArrayList<>(List.of(table.own().lsn(), table.own().version()));
            table.columns().forEach(column -> columns.add(column.quoted()));
            Counter counter = new Counter(progress);
            long[] lsn = {0};
            target.insertText(table.names().load().quoted(), columns, out -> {
                lsn[0] = lsn(connection);
                counter.copy(postgres, statement(table, lsn[0], version, where), out);
            });
            return new Loaded(counter.rows, lsn[0]);
        });
    }

    private static long lsn(java.sql.Connection connection) throws IOException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT pg_current_wal_lsn()::text")) {
            row.next();
            return dev.sluice.core.source.Lsn.parse(row.getString(1)).value();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private static String statement(TargetTable table, long lsn, BigInteger version, String where) {
        String columns = table.columns().stream()
                .map(column -> column.mapping().sourceText().apply(PgIdentifiers.quote(column.name())))
                .collect(Collectors.joining(", "));
        return "COPY (SELECT " + Long.toUnsignedString(lsn) + ", " + version + ", " + columns + " FROM ONLY "
                + PgIdentifiers.quote(table.source()) + where + ") TO STDOUT";
    }

    private void note(TargetTable table, String state, long rows, double seconds, long lsn) {
        target.execute("INSERT INTO " + TargetNames.LOADS.quoted() + " (target, state, rows, seconds, lsn) VALUES ("
                + ChIdentifiers.literal(table.target()) + ", " + ChIdentifiers.literal(state) + ", "
                + rows + ", " + seconds + ", " + Long.toUnsignedString(lsn) + ")");
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
