/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import dev.sluice.core.source.PgIdentifiers;
import dev.sluice.core.target.ChIdentifiers;
import dev.sluice.runtime.target.ClickHouse;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All rows of one table as texts, in the order of these texts: what both sides have to agree on. It shares nothing with
 * the product's verifier: the source's columns come from information_schema, the target's from the view's own columns.
 */
record WholeTable(List<String> columns, List<List<@Nullable String>> rows) {

    /** The table as it is in Postgres. */
    static WholeTable in(Source source, String table) throws SQLException {
        return in(source, table, "");
    }

    /** Without the rows of tables that inherit from it. */
    static WholeTable only(Source source, String table) throws SQLException {
        return in(source, table, "ONLY ");
    }

    private static WholeTable in(Source source, String table, String only) throws SQLException {
        List<List<@Nullable String>> described = source.rows("SELECT column_name, data_type FROM"
                + " information_schema.columns WHERE table_schema = " + PgIdentifiers.literal(source.schema())
                + " AND table_name = " + PgIdentifiers.literal(table)
                + " AND is_generated = 'NEVER' ORDER BY ordinal_position");
        List<String> columns = described.stream()
                .map(column -> String.valueOf(column.getFirst()))
                .toList();
        String texts = described.stream()
                .map(column ->
                        text(PgIdentifiers.quote(String.valueOf(column.getFirst())), String.valueOf(column.get(1))))
                .collect(Collectors.joining(", "));
        return of(columns, source.rows("SELECT " + texts + " FROM " + only + PgIdentifiers.quote(table)));
    }

    /** ClickHouse always prints six digits of a second, and a cast to text takes the padding away. */
    private static String text(String column, String type) {
        if (type.equals("character")) {
            return "CASE WHEN " + column + " IS NOT NULL THEN format('%s', " + column + ") END";
        }
        if (type.equals("bytea")) {
            return "convert_from(" + column + ", 'UTF8')";
        }
        if (type.equals("money")) {
            return column + "::numeric::text";
        }
        if (type.equals("inet")) {
            return "format('%s', " + column + ")";
        }
        return type.startsWith("timestamp")
                ? "to_char(" + column + ", 'YYYY-MM-DD HH24:MI:SS.US')"
                : "(" + column + ")::text";
    }

    /** The table as a user of ClickHouse sees it. */
    static WholeTable in(ClickHouse clickhouse, String database, String table) {
        List<String> columns = clickhouse
                .rows("SELECT name FROM system.columns WHERE database = " + ChIdentifiers.literal(database)
                        + " AND table = " + ChIdentifiers.literal(table) + " ORDER BY position")
                .stream()
                .map(row -> row.get(0).asText())
                .toList();
        List<List<@Nullable String>> rows = new ArrayList<>();
        clickhouse.eachRow(
                "SELECT * FROM " + ChIdentifiers.quote(database) + "." + ChIdentifiers.quote(table)
                        + " SETTINGS output_format_decimal_trailing_zeros = 1",
                row -> {
                    List<@Nullable String> values = new ArrayList<>();
                    row.forEach(value -> values.add(value.isNull() ? null : value.asText()));
                    rows.add(Collections.unmodifiableList(values));
                });
        return of(columns, rows);
    }

    private static WholeTable of(List<String> columns, List<List<@Nullable String>> rows) {
        List<List<@Nullable String>> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparing(List::toString));
        return new WholeTable(columns, Collections.unmodifiableList(sorted));
    }
}
