/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.status;

import dev.sluice.core.source.PgIdentifiers;
import dev.sluice.core.source.TableId;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.control.Systems;
import java.sql.ResultSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts rows on both sides, as far as that is cheap. */
public final class RowCounter {
    /** A count reads the whole table, so beyond this many rows Postgres's own estimate has to do. */
    private static final long EXACT_UP_TO = 1_000_000;

    private RowCounter() {}

    /** Rows in the source and rows that a reader of the target sees. */
    public record Count(long source, long target) {}

    /** The counts of those tables that exist on both sides. */
    public static Map<TableId, Count> count(Systems systems, List<TargetTable> tables) {
        Map<TableId, Count> counts = new LinkedHashMap<>();
        for (TargetTable table : tables) {
            long source = systems.postgres().with(connection -> {
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
            long target = Long.parseLong(systems.clickhouse()
                    .value("SELECT count() FROM " + table.names().live().quoted()));
            counts.put(table.source(), new Count(source, target));
        }
        return counts;
    }
}
