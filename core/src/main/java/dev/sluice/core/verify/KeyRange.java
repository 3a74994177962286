/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.verify;

import dev.sluice.core.source.PgIdentifiers;
import dev.sluice.core.target.TargetTable;
import dev.sluice.core.verify.RowTexts.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A part of a table that is compared by itself, so that no transaction lasts longer than it takes to read that: the rows
 * whose keys, which are numbers, are in this range.
 *
 * @param above the key before the first; empty for the part that has no beginning
 * @param upTo the last key; empty for the part that has no end
 */
public record KeyRange(List<Long> above, List<Long> upTo) {
    /** The whole table. */
    public static final KeyRange ALL = new KeyRange(List.of(), List.of());

    /** Both databases order these alike, and Postgres finds a range of them by the key's index. */
    private static final Set<String> NUMBERS = Set.of("smallint", "integer", "bigint");

    public KeyRange {
        above = List.copyOf(above);
        upTo = List.copyOf(upTo);
    }

    /** Whether a table can be cut into ranges. */
    public static boolean canCut(TargetTable table) {
        return !table.isCounted()
                && table.keyColumns().stream().allMatch(column -> NUMBERS.contains(column.sourceType()));
    }

    /** The names of the key's columns in one of the databases. */
    static List<String> key(TargetTable table, Side side) {
        return table.keyColumns().stream()
                .map(column -> switch (side) {
                    case SOURCE -> PgIdentifiers.quote(column.name());
                    case TARGET -> column.quoted();
                })
                .toList();
    }

    /** The clause for a table's rows in either database; empty for the whole table. */
    String where(List<String> key) {
        return RowTexts.where(conditions(key));
    }

    /** The conditions on a table's rows in either database; none for the whole table. */
    List<String> conditions(List<String> key) {
        List<String> conditions = new ArrayList<>();
        bound(conditions, key, ">", above);
        bound(conditions, key, "<=", upTo);
        return conditions;
    }

    /** ClickHouse finds rows by the first column alone. */
    private static void bound(List<String> conditions, List<String> key, String comparison, List<Long> bound) {
        if (bound.isEmpty()) {
            return;
        }
        if (key.size() == 1) {
            conditions.add(key.getFirst() + " " + comparison + " " + bound.getFirst());
            return;
        }
        conditions.add(key.getFirst() + (comparison.equals(">") ? " >= " : " <= ") + bound.getFirst());
        conditions.add("(" + String.join(", ", key) + ") " + comparison + " "
                + bound.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")")));
    }
}
