/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

/** Quoting for ClickHouse: identifiers and string literals. */
public final class ChIdentifiers {
    private ChIdentifiers() {}

    /** {@code name} as a back-quoted identifier. */
    public static String quote(String name) {
        return '`' + escape(name).replace("`", "\\`") + '`';
    }

    /** {@code text} as a string literal. */
    public static String literal(String text) {
        return "'" + escape(text).replace("'", "\\'") + "'";
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\");
    }
}
