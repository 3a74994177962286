/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.source;

/** Quoting for Postgres: identifiers and string literals (standard_conforming_strings on). */
public final class PgIdentifiers {
    private PgIdentifiers() {}

    /** {@code name} as a quoted identifier. */
    public static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** {@code "schema"."name"}. */
    public static String quote(TableId table) {
        return quote(table.schema()) + "." + quote(table.name());
    }

    /** {@code text} as a string literal. */
    public static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
