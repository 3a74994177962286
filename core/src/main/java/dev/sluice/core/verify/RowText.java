/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.verify;

import dev.sluice.core.source.PgIdentifiers;
import dev.sluice.core.target.TargetColumn;
import dev.sluice.core.verify.RowTexts.Side;
import java.util.ArrayList;
import java.util.List;

/**
 * One text for the values of a row: the same in both databases, and another for each other row.
 *
 * <p>Every value ends with a bar; before it comes whether it is NULL, if it may be, and a text's length in bytes. So no two
 * rows share one, whatever their values hold. In Postgres concat_ws() makes it by the output functions of the types, which
 * takes a third of the time of casts and operators; it leaves out what is NULL.
 */
final class RowText {
    private static final String BAR = "'|'";

    /** Postgres takes a hundred arguments at most, and a column has three. */
    private static final int COLUMNS_AT_ONCE = 30;

    private RowText() {}

    /** The expression over these columns; there may be one or a thousand. */
    static String of(Side side, List<TargetColumn> columns) {
        List<String> groups = new ArrayList<>();
        for (int at = 0; at < columns.size(); at += COLUMNS_AT_ONCE) {
            List<TargetColumn> some = columns.subList(at, Math.min(columns.size(), at + COLUMNS_AT_ONCE));
            groups.add(
                    switch (side) {
                        case SOURCE -> source(some);
                        case TARGET -> target(some);
                    });
        }
        return groups.size() == 1 ? groups.getFirst() : "concat(" + String.join(", ", groups) + ")";
    }

    private static String source(List<TargetColumn> columns) {
        List<String> parts = new ArrayList<>();
        for (TargetColumn column : columns) {
            String name = PgIdentifiers.quote(column.name());
            if (column.nullable()) {
                parts.add("num_nulls(" + name + ")");
            }
            if (column.mapping().isText()) {
                parts.add("octet_length(" + value(Side.SOURCE, column) + ")");
            }
            parts.add(column.mapping().sourcePrinted(name));
        }
        return "concat_ws(" + BAR + ", " + String.join(", ", parts) + ", '')";
    }

    private static String target(List<TargetColumn> columns) {
        List<String> parts = new ArrayList<>();
        for (TargetColumn column : columns) {
            String value = value(Side.TARGET, column);
            String text = column.mapping().isText()
                    ? "concat(toString(length(" + value + ")), " + BAR + ", " + value + ", " + BAR + ")"
                    : "concat(" + value + ", " + BAR + ")";
            parts.add(column.nullable() ? "ifNull(concat('0|', " + text + "), '1|')" : text);
        }
        return parts.size() == 1 ? parts.getFirst() : "concat(" + String.join(", ", parts) + ")";
    }

    /** The text of one value, or NULL. */
    static String value(Side side, TargetColumn column) {
        return switch (side) {
            case SOURCE -> column.mapping().sourcePrint().apply(PgIdentifiers.quote(column.name()));
            case TARGET -> column.mapping().print().apply(column.quoted());
        };
    }

    /** The MD5 of a text, in hexadecimal digits. */
    static String digest(Side side, String text) {
        return switch (side) {
            case SOURCE -> "md5(" + text + ")";
            case TARGET -> "lower(hex(MD5(" + text + ")))";
        };
    }
}
