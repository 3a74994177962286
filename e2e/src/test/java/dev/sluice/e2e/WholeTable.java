/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import dev.sluice.runtime.target.ClickHouse;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All rows of one table as texts, in the order of these texts: what both sides have to agree on. It shares nothing with
 * the product's verifier: the source's columns come from information_schema, the target's from the view's own columns.
 */
record WholeTable(List<String> columns, List<List<@Nullable String>> rows) {

    /** The table as it is in Postgres. */
    static WholeTable in(Source source, String table) throws SQLException {
        List<List<@Nullable String>> described = described(source, table);
        List<String> columns = described.stream()
                .map(column -> String.valueOf(column.getFirst()))
                .toList();
        String texts = described.stream()
                .map(column -> text(quoted(column.getFirst(), '"'), String.valueOf(column.get(1))))
                .collect(Collectors.joining(", "));
        List<UnaryOperator<String>> forms = described.stream()
                .map(column ->
                        form(Objects.equals(column.get(1), "real"), Objects.equals(column.get(1), "double precision")))
                .toList();
        return of(columns, forms, source.rows("SELECT " + texts + " FROM " + quoted(table, '"')));
    }

    private static List<List<@Nullable String>> described(Source source, String table) throws SQLException {
        return source.rows("SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = '"
                + source.schema() + "' AND table_name = '" + table.replace("'", "''") + "' ORDER BY ordinal_position");
    }

    /** ClickHouse always prints six digits of a second; money is the number; all else is as an output function prints it. */
    private static String text(String column, String type) {
        if (type.startsWith("timestamp")) {
            return "to_char(" + column + ", 'YYYY-MM-DD HH24:MI:SS.US')";
        }
        // A cast of a bpchar to text takes its padding away, one of a boolean gives the words that ClickHouse has.
        return type.equals("money")
                ? column + "::numeric::text"
                : type.equals("boolean")
                        ? column + "::text"
                        : "CASE WHEN num_nulls(" + column + ") = 0 THEN format('%s', " + column + ") END";
    }

    /** The table as a user of ClickHouse sees it. */
    static WholeTable in(ClickHouse clickhouse, String database, String table) {
        return in(clickhouse, database, table, Set.of());
    }

    /** The copy of a table as a user of ClickHouse sees it, where bytes can't be told from text by the column's type. */
    static WholeTable copyOf(Source source, ClickHouse clickhouse, String table) throws SQLException {
        Set<String> bytes = described(source, table).stream()
                .filter(column -> Objects.equals(column.get(1), "bytea"))
                .map(column -> String.valueOf(column.getFirst()))
                .collect(Collectors.toSet());
        return in(clickhouse, source.schema(), table, bytes);
    }

    private static WholeTable in(ClickHouse clickhouse, String database, String table, Set<String> bytes) {
        List<String> columns = new ArrayList<>();
        List<UnaryOperator<String>> forms = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        clickhouse.eachRow(
                "SELECT name, type FROM system.columns WHERE database = '" + database + "' AND table = '"
                        + table.replace("'", "\\'") + "' ORDER BY position",
                row -> {
                    String name = row.get(0).asText();
                    String type = row.get(1).asText();
                    columns.add(name);
                    forms.add(form(type.contains("Float32"), type.contains("Float64")));
                    String column = quoted(name, '`');
                    texts.add(
                            bytes.contains(name)
                                    ? "concat('\\\\x', lower(hex(" + column + ")))"
                                    : type.contains("DateTime64")
                                            ? "toString(CAST(" + column + ", 'Nullable(DateTime64(6, \\'UTC\\'))'))"
                                            : "toString(" + column + ")");
                });
        List<List<@Nullable String>> rows = new ArrayList<>();
        clickhouse.eachRow(
                "SELECT " + String.join(", ", texts) + " FROM `" + database + "`." + quoted(table, '`')
                        + " SETTINGS output_format_decimal_trailing_zeros = 1",
                row -> {
                    List<@Nullable String> values = new ArrayList<>();
                    row.forEach(value -> values.add(value.isNull() ? null : value.asText()));
                    rows.add(Collections.unmodifiableList(values));
                });
        return of(columns, forms, rows);
    }

    private static String quoted(@Nullable String name, char quote) {
        String text = String.valueOf(name);
        String escaped = quote == '`' ? text.replace("\\", "\\\\").replace("`", "\\`") : text.replace("\"", "\"\"");
        return quote + escaped + quote;
    }

    private static WholeTable of(
            List<String> columns, List<UnaryOperator<String>> forms, List<List<@Nullable String>> rows) {
        List<List<@Nullable String>> sorted = new ArrayList<>();
        for (List<@Nullable String> row : rows) {
            List<@Nullable String> values = new ArrayList<>(row);
            for (int i = 0; i < values.size(); i++) {
                String value = values.get(i);
                if (value != null) {
                    values.set(i, forms.get(i).apply(value));
                }
            }
            sorted.add(Collections.unmodifiableList(values));
        }
        sorted.sort(Comparator.comparing(List::toString));
        return new WholeTable(columns, Collections.unmodifiableList(sorted));
    }

    /** The two print floats differently: 1e+20 and 100000000000000000000. */
    private static UnaryOperator<String> form(boolean single, boolean twice) {
        return text -> {
            String value = text.replace("inf", "Infinity").replace("nan", "NaN");
            return single
                    ? Float.toString(Float.parseFloat(value))
                    : twice ? Double.toString(Double.parseDouble(value)) : text;
        };
    }
}
