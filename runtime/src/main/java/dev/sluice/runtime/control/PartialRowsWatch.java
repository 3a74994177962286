/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.control;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.problem.ProblemException;
import dev.sluice.core.target.PartialRows;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.target.ClickHouse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Completes rows whose events lacked unchanged large values. Idempotent; one thread at a time. */
public final class PartialRowsWatch {
    /** What the insertion of gaps may take: the embedded engine has about twice as much for everything. */
    private static final long MEMORY = 512L << 20;

    private final ClickHouse clickhouse;
    private final List<TargetTable> tables;

    public PartialRowsWatch(ClickHouse clickhouse, List<TargetTable> tables) {
        this.clickhouse = clickhouse;
        this.tables = List.copyOf(tables);
    }

    /** Completes what can be completed now; returns how many tables had gaps. */
    public int completeOnce() {
        Map<String, Boolean> open = new HashMap<>();
        for (JsonNode row : clickhouse.rows(PartialRows.targetsWithGaps())) {
            open.put(row.get(0).asText(), row.get(1).asInt() == 1);
        }
        int worked = 0;
        for (TargetTable table : tables) {
            Boolean moved = open.get(table.target());
            // Where rows are counted, the old row tells what the new one leaves out.
            if (moved != null && !table.isCounted()) {
                complete(table, new PartialRows(table), moved);
                worked++;
            }
        }
        return worked;
    }

    private void complete(TargetTable table, PartialRows partial, boolean moved) {
        String before;
        String covered = clickhouse.value(partial.coveredByLoad());
        do {
            before = covered;
            if (moved) {
                followKeys(partial);
            }
            fill(table, partial);
            clickhouse.execute(partial.close());
            covered = clickhouse.value(partial.coveredByLoad());
        } while (!covered.equals(before));
        if (!covered.equals("[]")) {
            clickhouse.execute(partial.closeCovered(covered));
        }
    }

    /** All at once; if that takes too much memory, each half by itself: rows of tens of megabytes are few. */
    private void fill(TargetTable table, PartialRows gaps) {
        try {
            clickhouse.execute(gaps.completeWithin(MEMORY));
        } catch (ProblemException e) {
            if (!e.problem().code().equals("target-memory")) {
                throw e;
            }
            List<String> versions = new ArrayList<>();
            clickhouse.rows(gaps.openVersions()).getFirst().get(0).forEach(version -> versions.add(version.asText()));
            if (versions.size() < 2) {
                clickhouse.execute(gaps.complete());
                return;
            }
            int half = versions.size() / 2;
            fill(table, PartialRows.again(table, versions.subList(0, half)));
            fill(table, PartialRows.again(table, versions.subList(half, versions.size())));
        }
    }

    /** Until nothing moves: a row that changed its key twice is followed in two rounds. */
    private void followKeys(PartialRows partial) {
        String before;
        String left = clickhouse.value(partial.unfollowed());
        do {
            before = left;
            clickhouse.execute(partial.followKeys());
            left = clickhouse.value(partial.unfollowed());
        } while (!left.equals(before) && !left.equals("0"));
    }
}
