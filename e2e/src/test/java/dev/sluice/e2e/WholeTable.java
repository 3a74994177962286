/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.source.PgIdentifiers;
import dev.sluice.core.target.ChIdentifiers;
import dev.sluice.e2e.types.ColumnTexts;
import dev.sluice.runtime.target.ClickHouse;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All rows of one table as texts, in the order of these texts: what both sides have to agree on. It shares nothing with
 * the product's verifier: the source's columns come from information_schema, the target's from the view's own columns.
 */
record WholeTable(List<String> columns, List<List<@Nullable String>> rows) {
    private static final int SHOWN = 5;
    private static final int WIDTH = 60;

    /** The table as it is in Postgres. */
    static WholeTable in(Source source, String table) throws SQLException {
        return in(source, table, "");
    }

    /** Without the rows of tables that inherit from it. */
    static WholeTable only(Source source, String table) throws SQLException {
        return in(source, table, "ONLY ");
    }

    private static WholeTable in(Source source, String table, String only) throws SQLException {
        List<String> columns = new ArrayList<>();
        List<String> types = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (List<@Nullable String> described : described(source, table)) {
            String name = String.valueOf(described.getFirst());
            String type = String.valueOf(described.get(1));
            columns.add(name);
            types.add(type);
            texts.add(ColumnTexts.inPostgres(PgIdentifiers.quote(name), type));
        }
        return of(
                columns,
                types,
                source.rows("SELECT " + String.join(", ", texts) + " FROM " + only + PgIdentifiers.quote(table)));
    }

    /** The table as a user of ClickHouse sees it; bytes can't be told from text here. */
    static WholeTable in(ClickHouse clickhouse, String database, String table) {
        return in(clickhouse, database, table, Map.of());
    }

    /** The copy of a table as a user of ClickHouse sees it. */
    static WholeTable copyOf(Source source, ClickHouse clickhouse, String table) throws SQLException {
        Map<String, String> types = new HashMap<>();
        for (List<@Nullable String> described : described(source, table)) {
            types.put(String.valueOf(described.getFirst()), String.valueOf(described.get(1)));
        }
        return in(clickhouse, source.schema(), table, types);
    }

    private static List<List<@Nullable String>> described(Source source, String table) throws SQLException {
        return source.rows("SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = "
                + PgIdentifiers.literal(source.schema()) + " AND table_name = " + PgIdentifiers.literal(table)
                + " ORDER BY ordinal_position");
    }

    private static WholeTable in(
            ClickHouse clickhouse, String database, String table, Map<String, String> sourceTypes) {
        List<String> columns = new ArrayList<>();
        List<String> types = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        clickhouse.eachRow(
                "SELECT name, type FROM system.columns WHERE database = " + ChIdentifiers.literal(database)
                        + " AND table = " + ChIdentifiers.literal(table) + " ORDER BY position",
                row -> {
                    String name = row.get(0).asText();
                    String type = row.get(1).asText();
                    String dataType = sourceTypes.getOrDefault(name, "");
                    columns.add(name);
                    types.add(type.contains("Float32") ? "real" : type.contains("Float64") ? "double precision" : "");
                    texts.add(ColumnTexts.inClickHouse(ChIdentifiers.quote(name), type, dataType));
                });
        // Seen once, of a view whose rows the pipeline had just confirmed.
        assertThat(columns)
                .as(() -> "columns of %s.%s; the engine has %s, and its description is %s"
                        .formatted(
                                database,
                                table,
                                clickhouse.rows(
                                        "SELECT name, engine, comment, uuid FROM system.tables WHERE database = "
                                                + ChIdentifiers.literal(database)),
                                clickhouse.rows("DESCRIBE TABLE " + ChIdentifiers.quote(database) + "."
                                        + ChIdentifiers.quote(table))))
                .isNotEmpty();
        List<List<@Nullable String>> rows = new ArrayList<>();
        clickhouse.eachRow(
                "SELECT " + String.join(", ", texts) + " FROM " + ChIdentifiers.quote(database) + "."
                        + ChIdentifiers.quote(table) + " SETTINGS output_format_decimal_trailing_zeros = 1",
                row -> {
                    List<@Nullable String> values = new ArrayList<>();
                    row.forEach(value -> values.add(value.isNull() ? null : value.asText()));
                    rows.add(Collections.unmodifiableList(values));
                });
        return of(columns, types, rows);
    }

    private static WholeTable of(List<String> columns, List<String> types, List<List<@Nullable String>> rows) {
        List<List<@Nullable String>> sorted = new ArrayList<>();
        for (List<@Nullable String> row : rows) {
            List<@Nullable String> values = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                String value = row.get(i);
                values.add(value == null ? null : ColumnTexts.alike(value, types.get(i)));
            }
            sorted.add(Collections.unmodifiableList(values));
        }
        sorted.sort(Comparator.comparing(List::toString));
        return new WholeTable(columns, Collections.unmodifiableList(sorted));
    }

    /** What is only here or only there, some of it and shortened; empty if they are equal. */
    List<String> differencesFrom(WholeTable other) {
        List<String> differences = new ArrayList<>();
        if (!columns.equals(other.columns)) {
            differences.add("columns " + columns + " instead of " + other.columns);
        }
        List<List<@Nullable String>> extra = new ArrayList<>(rows);
        other.rows.forEach(extra::remove);
        List<List<@Nullable String>> missing = new ArrayList<>(other.rows);
        rows.forEach(missing::remove);
        extra.stream().limit(SHOWN).forEach(row -> differences.add("extra   " + shortened(row)));
        missing.stream().limit(SHOWN).forEach(row -> differences.add("missing " + shortened(row)));
        return differences;
    }

    private static List<String> shortened(List<@Nullable String> row) {
        return row.stream()
                .map(value -> value == null || value.length() <= WIDTH
                        ? String.valueOf(value)
                        : value.substring(0, WIDTH) + "... (" + value.length() + ")")
                .toList();
    }
}
