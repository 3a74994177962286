/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.verify;

import dev.sluice.core.target.TargetColumn;
import dev.sluice.core.target.TargetTable;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A part of a table that is compared by itself, so that no transaction lasts longer than it takes to read that: the rows
 * whose key begins with a number in this range.
 *
 * @param above the number before the first; empty for the part that has no beginning
 * @param upTo the last number; empty for the part that has no end
 */
public record KeyRange(OptionalLong above, OptionalLong upTo) {
    /** The whole table. */
    public static final KeyRange ALL = new KeyRange(OptionalLong.empty(), OptionalLong.empty());

    /** Both databases order these alike, and Postgres finds a range of them by the key's index. */
    private static final Set<String> NUMBERS = Set.of("smallint", "integer", "bigint");

    /** Whether a table can be cut into ranges. */
    public static boolean canCut(TargetTable table) {
        return !table.isCounted()
                && NUMBERS.contains(table.keyColumns().getFirst().sourceType());
    }

    /** The clause for a table's rows in either database; empty for the whole table. */
    String where(String column) {
        return RowTexts.where(conditions(column));
    }

    /** The conditions on a table's rows in either database; none for the whole table. */
    List<String> conditions(String column) {
        List<String> conditions = new ArrayList<>();
        above.ifPresent(number -> conditions.add(column + " > " + number));
        upTo.ifPresent(number -> conditions.add(column + " <= " + number));
        return conditions;
    }

    /** The column that the range is about. */
    static TargetColumn column(TargetTable table) {
        return table.keyColumns().getFirst();
    }
}
