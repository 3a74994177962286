/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.verify;

import dev.sluice.core.target.Losses;
import dev.sluice.core.target.TargetTable;
import dev.sluice.core.verify.LossComparison;
import dev.sluice.core.verify.RowTexts.Side;
import dev.sluice.runtime.control.Systems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks which rows differ in more than what the ledger of losses says of them. */
final class RecordedLosses {
    private static final int KEYS_AT_ONCE = 500;

    private final Systems systems;
    private final TargetTable table;
    private final Sides sides;

    RecordedLosses(Systems systems, TargetTable table, Sides sides) {
        this.systems = systems;
        this.table = table;
        this.sides = sides;
    }

    /** Those of these keys whose rows are on both sides and differ in nothing but recorded losses. */
    List<List<String>> explained(List<List<String>> keys) {
        List<List<String>> explained = new ArrayList<>();
        for (int at = 0; at < keys.size(); at += KEYS_AT_ONCE) {
            List<List<String>> some = keys.subList(at, Math.min(keys.size(), at + KEYS_AT_ONCE));
            Map<List<String>, Map<String, String>> recorded = recorded(some);
            Map<List<String>, List<@Nullable String>> source = sides.rows(Side.SOURCE, some, table);
            Map<List<String>, List<@Nullable String>> target = sides.rows(Side.TARGET, some, table);
            for (List<String> key : some) {
                List<@Nullable String> was = source.get(key);
                List<@Nullable String> is = target.get(key);
                if (was != null
                        && is != null
                        && differing(was, is, recorded.get(key)).isEmpty()) {
                    explained.add(key);
                }
            }
        }
        return explained;
    }

    /** The columns in which two images of the row of this key differ, recorded losses left out. */
    List<String> differing(List<String> key, List<@Nullable String> source, List<@Nullable String> target) {
        return differing(source, target, recorded(List.of(key)).get(key));
    }

    private List<String> differing(
            List<@Nullable String> source, List<@Nullable String> target, @Nullable Map<String, String> recorded) {
        return LossComparison.differing(table.columns(), source, target, recorded == null ? Map.of() : recorded);
    }

    private Map<List<String>, Map<String, String>> recorded(List<List<String>> keys) {
        Map<List<String>, Map<String, String>> recorded = new HashMap<>();
        if (!table.isRecording()) {
            return recorded;
        }
        systems.clickhouse().eachRow(Losses.last(table, keys), row -> {
            List<String> key = new ArrayList<>();
            row.get(0).forEach(text -> key.add(text.asText()));
            recorded.computeIfAbsent(key, _ -> new HashMap<>())
                    .put(row.get(1).asText(), row.get(2).asText());
        });
        return recorded;
    }
}
