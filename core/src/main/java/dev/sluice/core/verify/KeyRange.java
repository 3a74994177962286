/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.verify;

import dev.sluice.core.source.PgIdentifiers;
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

    /** Postgres SQL: the number at which a range of so many rows ends that begins after {@code above}; NULL at the end. */
    public static String nextCut(TargetTable table, OptionalLong above, long rows) {
        String column = PgIdentifiers.quote(table.keyColumns().getFirst().name());
        String where = above.isPresent() ? " WHERE " + column + " > " + above.getAsLong() : "";
        return "SELECT k FROM (SELECT " + column + " AS k FROM " + table.sourceRows() + where + " ORDER BY " + column
                + " OFFSET " + (rows - 1) + " LIMIT 1) AS t";
    }

    /** The ranges between these numbers, which ascend; together they are the whole table. */
    public static List<KeyRange> between(List<Long> cuts) {
        List<KeyRange> ranges = new ArrayList<>();
        OptionalLong above = OptionalLong.empty();
        for (long cut : cuts) {
            ranges.add(new KeyRange(above, OptionalLong.of(cut)));
            above = OptionalLong.of(cut);
        }
        ranges.add(new KeyRange(above, OptionalLong.empty()));
        return ranges;
    }

    /** The condition on a table's rows in either database; empty for the whole table. */
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
