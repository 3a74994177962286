/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.verify;

import dev.sluice.core.source.PgIdentifiers;
import dev.sluice.core.target.TargetTable;
import dev.sluice.core.verify.RowTexts.Side;
import java.util.OptionalLong;

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
     * Postgres: the number of rows, the digest and the last number of the range of {@code rows} rows that begins after
     * {@code above}; more where several have the last number.
     */
    public String next(OptionalLong above, long rows) {
        String number = PgIdentifiers.quote(KeyRange.column(table).name());
        String range = "SELECT " + number + " AS k, " + RowText.of(Side.SOURCE, table.columns()) + " AS d FROM "
                + table.sourceRows() + new KeyRange(above, OptionalLong.empty()).where(number) + " ORDER BY " + number
                + " FETCH FIRST " + rows + " ROWS WITH TIES";
        // Where numbers are there once, the rows come in order as they are.
        String order = table.keyColumns().size() == 1 ? "" : " ORDER BY k, d COLLATE \"C\"";
        return "SELECT count(*)::text, md5(coalesce(string_agg(CASE WHEN octet_length(d) > " + LONG_ROW_BYTES
                + " THEN md5(d) ELSE d END, ''" + order + "), '')), max(k)::text FROM (" + range + ") AS t";
    }

    /** ClickHouse: the number of rows and the digest of a range. */
    public String of(KeyRange range) {
        String number = KeyRange.column(table).quoted();
        String rows = "SELECT " + number + " AS k, " + RowText.of(Side.TARGET, table.columns()) + " AS d FROM "
                + table.names().live().quoted() + range.where(number);
        String text = "if(length(d) > " + LONG_ROW_BYTES + ", " + RowText.digest(Side.TARGET, "d") + ", d)";
        return "SELECT toString(count()), "
                + RowText.digest(
                        Side.TARGET,
                        "arrayStringConcat(arrayMap(row -> row.2, arraySort(groupArray((k, " + text + ")))))")
                + " FROM (" + rows + ")";
    }
}
