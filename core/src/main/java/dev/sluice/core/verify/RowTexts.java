/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.verify;

import dev.sluice.core.source.PgIdentifiers;
import dev.sluice.core.target.ChIdentifiers;
import dev.sluice.core.target.TargetTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The queries by which one table is compared: each exists twice, once for Postgres and once for ClickHouse, and gives
 * the same answer for equal tables.
 *
 * <p>A row becomes one {@link RowText}, and that text an MD5. Both databases compute it, so no table is pulled over the wire. Where no key tells rows apart, the
 * digest of a row takes its place.
 */
public final class RowTexts {
    private final TargetTable table;
    private final KeyRange range;
    private final BlockRange blocks;

    /** About the whole table. */
    public RowTexts(TargetTable table) {
        this(table, KeyRange.ALL);
    }

    /** About the rows in {@code range}, where keys aren't named. */
    public RowTexts(TargetTable table, KeyRange range) {
        this(table, range, BlockRange.ALL);
    }

    private RowTexts(TargetTable table, KeyRange range, BlockRange blocks) {
        this.table = table;
        this.range = range;
        this.blocks = blocks;
    }

    /** The same for a part of the source's table, where keys aren't named. */
    public RowTexts in(BlockRange part) {
        return new RowTexts(table, range, part);
    }

    /** The table that is compared. */
    public TargetTable table() {
        return table;
    }

    /** Whether the rows to compare are a range of the table's keys. */
    public boolean isOfRange() {
        return !range.equals(KeyRange.ALL);
    }

    /** Which of the two databases a query is for. */
    public enum Side {
        SOURCE,
        TARGET
    }

    /** One row: the number of rows, and the sums of the two halves of all their digests, as text. */
    public String checksum(Side side) {
        return "SELECT " + sums(side) + " FROM " + from(side, "");
    }

    /**
     * The checksum of every bucket of rows: bucket, count, sums. A row's bucket is {@code buckets} (a power of 16, at
     * most 16^4) values of its key's digest.
     */
    public String checksums(Side side, int hexDigits) {
        String bucket = "bucket";
        return "SELECT " + bucket + ", " + sums(side) + " FROM "
                + from(side, ", substring(" + RowText.digest(side, keyText(side)) + ", 1, " + hexDigits + ") AS bucket")
                + " GROUP BY bucket";
    }

    /** Key texts and digest of every row of these buckets. */
    public String digests(Side side, Collection<String> buckets, int hexDigits) {
        String in = buckets.stream().map(bucket -> "'" + bucket + "'").collect(Collectors.joining(", "));
        List<String> conditions = conditions(side);
        conditions.add("substring(" + RowText.digest(side, keyText(side)) + ", 1, " + hexDigits + ") IN (" + in + ")");
        return "SELECT " + keys(side) + ", " + RowText.digest(side, rowText(side)) + " FROM " + table(side)
                + where(conditions);
    }

    /** Key texts and digest of the rows with these keys, as far as they exist. */
    public String digestsOf(Side side, Collection<List<String>> keys) {
        return "SELECT " + keys(side) + ", " + RowText.digest(side, rowText(side)) + " FROM " + table(side) + " WHERE "
                + isOneOf(side, keys);
    }

    /** The texts of all columns of the row with this key. */
    public String row(Side side, List<String> key) {
        return "SELECT "
                + table.columns().stream()
                        .map(column -> RowText.value(side, column))
                        .collect(Collectors.joining(", "))
                + " FROM " + table(side) + " WHERE " + isOneOf(side, List.of(key));
    }

    /** Key texts, then the texts of all columns, of the rows with these keys. */
    public String rows(Side side, Collection<List<String>> keys) {
        return "SELECT " + keys(side) + ", "
                + table.columns().stream()
                        .map(column -> RowText.value(side, column))
                        .collect(Collectors.joining(", "))
                + " FROM " + table(side) + " WHERE " + isOneOf(side, keys);
    }

    private String from(Side side, String more) {
        // Without OFFSET Postgres would compute the digest once for each time that it is used.
        String once = side == Side.SOURCE ? " OFFSET 0" : "";
        return "(SELECT " + RowText.digest(side, rowText(side)) + " AS d" + more + " FROM " + table(side)
                + where(conditions(side)) + once + ") AS t";
    }

    private List<String> conditions(Side side) {
        List<String> conditions = new ArrayList<>();
        if (isOfRange()) {
            conditions.addAll(range.conditions(KeyRange.key(table, side)));
        }
        if (side == Side.SOURCE) {
            conditions.addAll(blocks.conditions());
        }
        return conditions;
    }

    /** The clause; empty if there is no condition. */
    static String where(List<String> conditions) {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    private static String sums(Side side) {
        return switch (side) {
            case SOURCE ->
                "count(*)::text, coalesce(sum(('x' || substr(d, 1, 16))::bit(64)::bigint), 0)::text,"
                        + " coalesce(sum(('x' || substr(d, 17, 16))::bit(64)::bigint), 0)::text";
            case TARGET ->
                // A digest is Nullable where some type's text is, and the sum over no such ones is NULL.
                "toString(count()), toString(coalesce(" + sum("substring(d, 1, 16)") + ", 0)), toString(coalesce("
                        + sum("substring(d, 17, 16)") + ", 0))";
        };
    }

    private static String sum(String hex) {
        return "sum(toInt256(reinterpretAsInt64(reverse(unhex(" + hex + ")))))";
    }

    private String table(Side side) {
        return switch (side) {
            case SOURCE -> table.sourceRows();
            case TARGET -> table.names().live().quoted();
        };
    }

    private String rowText(Side side) {
        return RowText.of(side, table.columns());
    }

    private String keyText(Side side) {
        return RowText.of(side, table.isCounted() ? table.columns() : table.keyColumns());
    }

    private String keys(Side side) {
        return table.isCounted()
                ? RowText.digest(side, rowText(side))
                : table.keyColumns().stream()
                        .map(column -> RowText.value(side, column))
                        .collect(Collectors.joining(", "));
    }

    /** The condition that a row has one of these keys. */
    public String isOneOf(Side side, Collection<List<String>> keys) {
        String columns = switch (side) {
            // Bare columns compared with untyped literals: Postgres reads each as its column's type and uses the index.
            case SOURCE ->
                table.isCounted()
                        ? keys(side)
                        : table.keyColumns().stream()
                                .map(column -> column.mapping().readable()
                                        ? PgIdentifiers.quote(column.name())
                                        : RowText.value(side, column))
                                .collect(Collectors.joining(", "));
            case TARGET -> keys(side);
        };
        return "(" + columns + ") IN ("
                + keys.stream()
                        .map(key -> key.stream()
                                .map(value -> literal(side, value))
                                .collect(Collectors.joining(", ", "(", ")")))
                        .collect(Collectors.joining(", "))
                + ")";
    }

    private static String literal(Side side, String value) {
        return switch (side) {
            case SOURCE -> PgIdentifiers.literal(value);
            case TARGET -> ChIdentifiers.literal(value);
        };
    }
}
