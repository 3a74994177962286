/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.plan;

import dev.sluice.core.config.PipelineConfig.TableRule;
import dev.sluice.core.source.SourceTable;
import dev.sluice.core.target.TargetColumn;
import dev.sluice.core.target.TargetTable;
import dev.sluice.core.target.TypeLimits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a table will be, told before anything is done.
 *
 * @param columns in the source's order, without excluded ones
 * @param limits what the copy doesn't hold or shows otherwise, a sentence each
 */
public record TableOutline(TargetTable table, List<Column> columns, List<String> limits) {
    private static final int NAMED = 6;

    public TableOutline {
        columns = List.copyOf(columns);
        limits = List.copyOf(limits);
    }

    /**
     * One column.
     *
     * @param source its type in Postgres
     * @param target its type in ClickHouse, never Nullable
     * @param limit what the type doesn't hold or shows otherwise; empty if nothing
     */
    public record Column(String name, String source, String target, boolean nullable, String limit) {}

    static TableOutline of(SourceTable source, TableRule rule, TargetTable table) {
        List<Column> columns = table.columns().stream()
                .map(column -> new Column(
                        column.name(),
                        column.sourceType(),
                        column.mapping().type(),
                        column.nullable(),
                        TypeLimits.of(source.column(column.name()).type(), rule.misfitOf(column.name(), source.key()))))
                .toList();
        return new TableOutline(table, columns, limits(source, rule, table, columns));
    }

    private static List<String> limits(SourceTable source, TableRule rule, TargetTable table, List<Column> columns) {
        Map<String, List<String>> byLimit = new LinkedHashMap<>();
        for (Column column : columns) {
            if (!column.limit().isEmpty()) {
                byLimit.computeIfAbsent(column.limit(), unused -> new ArrayList<>())
                        .add(column.name());
            }
        }
        List<String> limits = new ArrayList<>();
        if (table.isInsertsOnly()) {
            limits.add("inserts only: updates and deletes are not seen, being told by nothing; a TRUNCATE is");
        }
        byLimit.forEach((limit, names) -> limits.add(some(names) + ": " + limit));
        List<String> excluded = rule.exclude().stream()
                .filter(name -> source.columns().stream()
                        .anyMatch(column -> column.name().equals(name)))
                .toList();
        if (!excluded.isEmpty()) {
            limits.add(some(excluded) + ": excluded, so not in the copy");
        }
        List<String> large = table.columns().stream()
                .filter(column -> !column.key() && column.mapping().canBeLarge())
                .map(TargetColumn::name)
                .toList();
        if (table.historyDays().isPresent() && !large.isEmpty()) {
            limits.add(
                    some(large) + ": a row whose key changes while such a value is large and does not change needs the"
                            + " history; with one of " + table.historyDays().getAsInt()
                            + " days, it may stay hidden until it changes again");
        }
        if (!table.own().prefix().equals("_")) {
            limits.add("the history's own columns begin with " + table.own().prefix()
                    + ", since the table has columns with names such as _version");
        }
        return limits;
    }

    private static String some(List<String> names) {
        return names.size() <= NAMED
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, NAMED - 1)) + " and " + (names.size() - NAMED + 1) + " more";
    }
}
