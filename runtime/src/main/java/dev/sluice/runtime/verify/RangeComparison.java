/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.verify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.problem.Problem;
import dev.sluice.core.problem.ProblemException;
import dev.sluice.core.target.TargetTable;
import dev.sluice.core.verify.Checksum;
import dev.sluice.core.verify.KeyRange;
import dev.sluice.core.verify.RangeTexts;
import dev.sluice.core.verify.RowTexts;
import dev.sluice.core.verify.RowTexts.Side;
import dev.sluice.runtime.control.Systems;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The checksums of a table and of its copy, range by range of the key: while the source reads a range, the copy reads the one
 * before. Equal ones prove that the copy had the source's rows, whenever either was read; others may be of rows on their way.
 */
final class RangeComparison {
    /** A table of which Postgres says less was written in another order than that of its key: its ranges are all over it. */
    private static final double IN_ORDER = 0.9;

    private static final String CORRELATION = """
            SELECT abs(correlation) FROM pg_stats
            WHERE NOT inherited AND schemaname = ? AND tablename = ? AND attname = ? AND correlation IS NOT NULL
            """;

    private final Systems systems;
    private final TargetTable table;
    private final RangeTexts texts;
    private final boolean byRange;

    /** One range on both sides. */
    record Compared(KeyRange range, Checksum source, Checksum target) {
        boolean isEqual() {
            return source.equals(target);
        }
    }

    private RangeComparison(Systems systems, TargetTable table, boolean byRange) {
        this.systems = systems;
        this.table = table;
        this.texts = new RangeTexts(table);
        this.byRange = byRange;
    }

    /** Of a table that can be read in the order of its key, else of all of it at once. */
    static RangeComparison of(Systems systems, TargetTable table) {
        return new RangeComparison(systems, table, KeyRange.canCut(table) && isInOrder(systems, table));
    }

    private static boolean isInOrder(Systems systems, TargetTable table) {
        return systems.postgres().withKept(connection -> {
            try (var statement = connection.prepareStatement(CORRELATION)) {
                statement.setString(1, table.source().schema());
                statement.setString(2, table.source().name());
                statement.setString(3, table.keyColumns().getFirst().name());
                ResultSet row = statement.executeQuery();
                return !row.next() || row.getDouble(1) >= IN_ORDER;
            }
        });
    }

    /** All ranges, of {@code rows} rows each; one where ranges are not allowed. */
    List<Compared> sideBySide(long rows) {
        try (ExecutorService beside = Executors.newSingleThreadExecutor()) {
            List<Running> running = new ArrayList<>();
            if (byRange) {
                systems.postgres().with(connection -> {
                    List<Long> above = List.of();
                    try (var statement = connection.createStatement()) {
                        // Whatever the statistics say: a range must not read the whole table.
                        statement.execute("SET enable_seqscan = off; SET enable_bitmapscan = off; SET jit = off;"
                                + " SET max_parallel_workers_per_gather = 0");
                        do {
                            ResultSet read = statement.executeQuery(texts.next(above, rows));
                            read.next();
                            Checksum source = Checksum.ofRange(read.getLong(1), read.getString(2));
                            List<Long> end = source.rows() < rows
                                    ? List.of()
                                    : List.of((Long[]) read.getArray(3).getArray());
                            KeyRange range = new KeyRange(above, end);
                            running.add(new Running(range, source, beside.submit(() -> target(range))));
                            above = end;
                        } while (!above.isEmpty());
                    }
                    return running;
                });
            } else {
                Future<Checksum> target = beside.submit(() -> target(KeyRange.ALL));
                running.add(new Running(KeyRange.ALL, whole().checksum(Side.SOURCE), target));
            }
            return running.stream().map(Running::compared).toList();
        }
    }

    /** The same with what the copy has now, if it was not equal. */
    Compared again(Compared range) {
        return range.isEqual() ? range : new Compared(range.range(), range.source(), target(range.range()));
    }

    private Checksum target(KeyRange range) {
        if (!byRange) {
            return whole().checksum(Side.TARGET);
        }
        JsonNode row = systems.clickhouse().rows(texts.of(range)).getFirst();
        return Checksum.ofRange(row.get(0).asLong(), row.get(1).asText());
    }

    private Sides whole() {
        return new Sides(systems, new RowTexts(table));
    }

    private record Running(KeyRange range, Checksum source, Future<Checksum> target) {
        Compared compared() {
            try {
                return new Compared(range, source, target.get());
            } catch (ExecutionException e) {
                throw e.getCause() instanceof ProblemException problem ? problem : new IllegalStateException(e);
            } catch (InterruptedException e) {
                throw Problem.interrupted(e);
            }
        }
    }
}
