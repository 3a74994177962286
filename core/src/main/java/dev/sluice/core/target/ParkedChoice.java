/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Some of the parked events: those of these targets and, if there are any ids, with one of them.
 *
 * <p>The id of an event is its place, {@code topic-partition-offset}. A row of the initial load has none, so its id is
 * {@code target-load-hash}, the hash of its texts.
 */
public record ParkedChoice(Collection<String> targets, Collection<String> ids) {
    /** ClickHouse SQL over the columns of the incidents. */
    static final String ID = "if(topic = '', concat(target, '-load-', lower(hex(cityHash64(payload)))),"
            + " concat(topic, '-', toString(partition), '-', toString(offset)))";

    public ParkedChoice {
        targets = List.copyOf(targets);
        ids = List.copyOf(ids);
    }

    /** All of one table. */
    public static ParkedChoice of(TargetTable table) {
        return new ParkedChoice(List.of(table.target()), List.of());
    }

    /** Whether nothing can be among them. */
    public boolean isEmpty() {
        return targets.isEmpty();
    }

    /** As a condition over the incidents, {@code FINAL}. */
    String condition() {
        return TargetNames.IS_PARKED + " AND target IN (" + literals(targets) + ")"
                + (ids.isEmpty() ? "" : " AND " + ID + " IN (" + literals(ids) + ")");
    }

    private static String literals(Collection<String> texts) {
        return texts.isEmpty()
                ? "''"
                : texts.stream().map(ChIdentifiers::literal).collect(Collectors.joining(", "));
    }
}
