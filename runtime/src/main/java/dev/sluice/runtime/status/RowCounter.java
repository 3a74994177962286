/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.status;

import dev.sluice.core.source.PgIdentifiers;
import dev.sluice.core.source.TableId;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.control.Systems;
import java.sql.ResultSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts rows on both sides, as far as that is cheap: each table again only after fifty times as long as it took, so that a
 * look every two seconds costs neither side more than a fiftieth of its time. For one thread.
 */
public final class RowCounter {
    /** A count reads the whole table, so beyond this many rows Postgres's own estimate has to do. */
    private static final long EXACT_UP_TO = 1_000_000;

    private static final int TIMES_AS_LONG = 50;

    private final Systems systems;
    private final Map<TableId, Counted> counted = new HashMap<>();

    public RowCounter(Systems systems) {
        this.systems = systems;
    }

    /** Rows in the source and rows that a reader of the target sees. */
    public record Count(long source, long target) {}

    private record Counted(Count count, long againAt) {}

    /** The counts of those tables that exist on both sides. */
    public Map<TableId, Count> count(List<TargetTable> tables) {
        Map<TableId, Count> counts = new LinkedHashMap<>();
        for (TargetTable table : tables) {
            Counted last = counted.get(table.source());
            if (last == null || System.nanoTime() - last.againAt() >= 0) {
                long begin = System.nanoTime();
                Count now = new Count(source(table), target(table));
                long end = System.nanoTime();
                last = new Counted(now, end + TIMES_AS_LONG * (end - begin));
                counted.put(table.source(), last);
            }
            counts.put(table.source(), last.count());
        }
        return counts;
    }

    private long source(TargetTable table) {
        return systems.postgres().withKept(connection -> {
            try (var statement = connection.createStatement()) {
                String name = PgIdentifiers.literal(PgIdentifiers.quote(table.source()));
                ResultSet estimate = statement.executeQuery(
                        "SELECT coalesce(reltuples, 0)::bigint FROM pg_class WHERE oid = " + name + "::regclass");
                if (estimate.next() && estimate.getLong(1) > EXACT_UP_TO) {
                    return estimate.getLong(1);
                }
                ResultSet exact = statement.executeQuery("SELECT count(*) FROM " + table.sourceRows());
                exact.next();
                return exact.getLong(1);
            }
        });
    }

    private long target(TargetTable table) {
        return Long.parseLong(systems.clickhouse()
                .value("SELECT count() FROM " + table.names().live().quoted()));
    }
}
