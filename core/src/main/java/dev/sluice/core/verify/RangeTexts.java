/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.verify;

import dev.sluice.core.target.TargetTable;
import dev.sluice.core.verify.RowTexts.Side;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The queries by which a table is compared range by range of its key: the digest of a range is that of its rows' texts one
 * after the other, by key. So a range costs one digest, not one for each row; only the texts of long rows are digested by
 * themselves, which bounds what the databases have to hold.
 */
public final class RangeTexts {
    private static final int LONG_ROW_BYTES = 256;

    private final TargetTable table;

    /** {@code table} must be one that {@link KeyRange#canCut}. */
    public RangeTexts(TargetTable table) {
        this.table = table;
    }

    /**
     * Postgres: the number of rows, the digest and the last key, as an array, of the range of {@code rows} rows that begins
     * after {@code above}.
     */
    public String next(List<Long> above, long rows) {
        List<String> key = KeyRange.key(table, Side.SOURCE);
        String number = key.size() == 1
                ? key.getFirst()
                : key.stream().map(column -> column + "::bigint").collect(Collectors.joining(", ", "ARRAY[", "]"));
        // The rows come in this order to the aggregate, as they are.
        String range = "SELECT " + number + " AS k, " + RowText.of(Side.SOURCE, table.columns()) + " AS d FROM "
                + table.sourceRows() + new KeyRange(above, List.of()).where(key) + " ORDER BY "
                + String.join(", ", key) + " LIMIT " + rows;
        return "SELECT count(*), md5(coalesce(string_agg(CASE WHEN octet_length(d) > " + LONG_ROW_BYTES
                + " THEN md5(d) ELSE d END, ''), '')), " + (key.size() == 1 ? "ARRAY[max(k)::bigint]" : "max(k)")
                + " FROM (" + range + ") AS t";
    }

    /** ClickHouse: the number of rows and the digest of a range. */
    public String of(KeyRange range) {
        List<String> key = KeyRange.key(table, Side.TARGET);
        String rows = "SELECT tuple(" + String.join(", ", key) + ") AS k, " + RowText.of(Side.TARGET, table.columns())
                + " AS d FROM " + table.names().live().quoted() + range.where(key);
        String text = "if(length(d) > " + LONG_ROW_BYTES + ", " + RowText.digest(Side.TARGET, "d") + ", d)";
        return "SELECT toString(count()), "
                + RowText.digest(
                        Side.TARGET,
                        "arrayStringConcat(arrayMap(row -> row.2, arraySort(groupArray((k, " + text + ")))))")
                + " FROM (" + rows + ")";
    }
}
