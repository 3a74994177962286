/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.load;

import dev.sluice.core.load.ByteBudget;
import dev.sluice.core.source.Lsn;
import dev.sluice.core.source.PgIdentifiers;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.target.ClickHouse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** COPY's bytes, straight to ClickHouse: no row is held or looked at here. One object, one COPY. */
final class RowCopy {
    /** How many bytes go between two looks at the clock, the budget and the end. */
    private static final int PIECE = 64 << 10;

    private final ClickHouse target;
    private final Optional<ByteBudget> budget;
    private final LongConsumer progress;
    private @Nullable SQLException failure;
    private long rows;
    private long bytes;

    /** {@code progress} hears of rows since it was told last. */
    RowCopy(ClickHouse target, Optional<ByteBudget> budget, LongConsumer progress) {
        this.target = target;
        this.budget = budget;
        this.progress = progress;
    }

    /** What was sent. */
    record Sent(long rows, long bytes) {}

    /** Copies the rows that {@code where} lets through, as read at this place of the WAL and with this version. */
    Sent copy(Connection connection, TargetTable table, Lsn lsn, BigInteger version, String where) throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        Map<String, String> read = read(table, lsn, version);
        CopyOut copy = postgres.getCopyAPI()
                .copyOut("COPY (SELECT " + String.join(", ", read.values()) + " FROM " + table.sourceRows() + where
                        + ") TO STDOUT");
        try {
            byte[] first = copy.readFromCopy();
            // An insertion of nothing would cost ClickHouse as much as a block.
            if (first != null) {
                target.insertText(
                        table.names().load().quoted(), List.copyOf(read.keySet()), out -> move(copy, first, out));
            }
        } catch (RuntimeException e) {
            SQLException ofSource = failure;
            if (ofSource != null) {
                // Else the source's failure would be taken for one of ClickHouse.
                ofSource.addSuppressed(e);
                throw ofSource;
            }
            throw e;
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
        return new Sent(rows, bytes);
    }

    /** Postgres's expression for each column of ClickHouse. */
    private static Map<String, String> read(TargetTable table, Lsn lsn, BigInteger version) {
        Map<String, String> read = new LinkedHashMap<>();
        read.put(table.own().lsn(), Long.toUnsignedString(lsn.value()));
        // Zero is what a row has without one, and the source would print it for each.
        if (version.signum() > 0) {
            read.put(table.own().version(), version.toString());
        }
        if (table.isCounted()) {
            read.put(table.own().number(), "row_number() OVER ()");
        }
        table.columns()
                .forEach(column -> read.put(
                        column.quoted(), column.mapping().sourceText().apply(PgIdentifiers.quote(column.name()))));
        return read;
    }

    /** Moves COPY's messages, of which each is a row. */
    private void move(CopyOut copy, byte[] first, OutputStream body) throws IOException {
        // The client would send a chunk of HTTP for every 2 KB.
        OutputStream out = new BufferedOutputStream(body, PIECE);
        try {
            long piece = 0;
            long told = 0;
            for (byte[] row = first; row != null; row = copy.readFromCopy()) {
                out.write(row);
                rows++;
                piece += row.length;
                if (piece >= PIECE) {
                    progress.accept(rows - told);
                    told = rows;
                    pay(piece);
                    piece = 0;
                }
            }
            out.flush();
            progress.accept(rows - told);
            pay(piece);
        } catch (SQLException e) {
            failure = e;
            throw new IOException(e);
        }
    }

    private void pay(long piece) throws InterruptedIOException {
        bytes += piece;
        long wait = budget.map(of -> of.take(piece, System.nanoTime())).orElse(0L);
        try {
            if (wait > 0) {
                Thread.sleep(Duration.ofNanos(wait));
            } else if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped");
        }
    }
}
