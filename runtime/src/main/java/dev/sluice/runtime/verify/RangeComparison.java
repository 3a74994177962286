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
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The checksums of a table and of its copy, range by range of the key: while the source reads a range, the copy reads the one
 * before. Equal ones prove that the copy had the source's rows, whenever either was read; others may be of rows on their way.
 */
final class RangeComparison {
    private final Systems systems;
    private final TargetTable table;
    private final RangeTexts texts;

    /** One range on both sides. */
    record Compared(KeyRange range, Checksum source, Checksum target) {
        boolean isEqual() {
            return source.equals(target);
        }
    }

    RangeComparison(Systems systems, TargetTable table) {
        this.systems = systems;
        this.table = table;
        this.texts = new RangeTexts(table);
    }

    /** All ranges, of {@code rows} rows each; one where the key doesn't allow ranges. */
    List<Compared> sideBySide(long rows) {
        try (ExecutorService beside = Executors.newSingleThreadExecutor()) {
            List<Running> running = new ArrayList<>();
            if (KeyRange.canCut(table)) {
                systems.postgres().with(connection -> {
                    OptionalLong above = OptionalLong.empty();
                    try (var statement = connection.createStatement()) {
                        do {
                            ResultSet read = statement.executeQuery(texts.next(above, rows));
                            read.next();
                            Checksum source = Checksum.ofRange(read.getLong(1), read.getString(2));
                            OptionalLong end =
                                    source.rows() < rows ? OptionalLong.empty() : OptionalLong.of(read.getLong(3));
                            KeyRange range = new KeyRange(above, end);
                            running.add(new Running(range, source, beside.submit(() -> target(range))));
                            above = end;
                        } while (above.isPresent());
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
        if (!KeyRange.canCut(table)) {
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
                Thread.currentThread().interrupt();
                throw Problem.system("interrupted", "the command was stopped", "Run it again.")
                        .causedBy(e);
            }
        }
    }
}
