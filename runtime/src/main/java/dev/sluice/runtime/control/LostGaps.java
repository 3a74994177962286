/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.control;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.target.PartialRows;
import dev.sluice.core.target.TargetNames;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.target.ClickHouse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Gaps that nobody can fill any more: the history has dropped the change that says which row they are of, as nobody looked after
 * them for longer than it is kept. Only a new load brings that row.
 */
final class LostGaps {
    private LostGaps() {}

    /** Those of these tables that have such gaps. */
    static List<TargetTable> among(ClickHouse clickhouse, List<TargetTable> tables) {
        if (!clickhouse.exists(TargetNames.PARTIAL)) {
            return List.of();
        }
        Set<String> open = new TreeSet<>();
        for (JsonNode row : clickhouse.rows(PartialRows.targetsWithGaps())) {
            open.add(row.get(0).asText());
        }
        return tables.stream()
                .filter(table -> !table.isCounted() && open.contains(table.target()))
                .filter(table -> areLost(clickhouse, new PartialRows(table)))
                .toList();
    }

    /** Not while the stores are on their way to something else: the next plan makes them what the question is about. */
    private static boolean areLost(ClickHouse clickhouse, PartialRows gaps) {
        return clickhouse.value(gaps.storesFit()).equals("1")
                && !clickhouse.value(gaps.lost()).equals("0");
    }
}
