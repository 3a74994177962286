/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.control;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.target.PartialRows;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.target.ClickHouse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Completes rows whose events lacked unchanged large values. Idempotent; one thread at a time. */
public final class PartialRowsWatch {
    private final ClickHouse clickhouse;
    private final List<TargetTable> tables;

    public PartialRowsWatch(ClickHouse clickhouse, List<TargetTable> tables) {
        this.clickhouse = clickhouse;
        this.tables = List.copyOf(tables);
    }

    /** Completes what can be completed now; returns how many tables had gaps. */
    public int completeOnce() {
        Set<String> open = new HashSet<>();
        for (JsonNode row : clickhouse.rows(PartialRows.targetsWithGaps())) {
            open.add(row.get(0).asText());
        }
        int worked = 0;
        for (TargetTable table : tables) {
            if (open.contains(table.names().live().toString())) {
                PartialRows partial = new PartialRows(table);
                clickhouse.execute(partial.complete());
                clickhouse.execute(partial.close());
                worked++;
            }
        }
        return worked;
    }
}
