/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.view;

import dev.sluice.app.port.PlannedTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What tables will be: columns of one type side by side, then the limits, no line longer than {@value #WIDTH}. */
final class TablesText {
    private static final int WIDTH = 100;

    private TablesText() {}

    /** A table, with a blank line at the end. */
    static List<String> lines(PlannedTable table, Paint paint) {
        List<String> lines = new ArrayList<>();
        lines.add(paint.bold("table " + table.table()) + "  becomes " + table.target() + ", key ("
                + String.join(", ", table.key()) + "), history "
                + (table.historyDays() == null ? "for ever" : table.historyDays() + " days"));
        Map<String, List<String>> byType = new LinkedHashMap<>();
        for (PlannedTable.Column column : table.columns()) {
            byType.computeIfAbsent(column.postgres() + " -> " + column.clickhouse(), unused -> new ArrayList<>())
                    .add(column.name() + (column.nullable() ? "?" : ""));
        }
        byType.forEach((type, names) ->
                wrapped(type + ":", names.stream().map(name -> name + ",").toList(), lines));
        for (String limit : table.limits()) {
            List<String> block = new ArrayList<>();
            wrapped("limit:", List.of(limit.split(" ", -1)), block);
            block.forEach(line -> lines.add(paint.warn(line)));
        }
        lines.add("");
        return lines;
    }

    /** What the question marks mean. */
    static String legend(Paint paint) {
        return paint.dim("Types are PostgreSQL -> ClickHouse; ? accepts NULL.");
    }

    private static void wrapped(String head, List<String> words, List<String> lines) {
        StringBuilder line = new StringBuilder("  ").append(head);
        for (int i = 0; i < words.size(); i++) {
            String word = i == words.size() - 1 && words.get(i).endsWith(",")
                    ? words.get(i).substring(0, words.get(i).length() - 1)
                    : words.get(i);
            if (line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
                line.append("     ");
            }
            line.append(' ').append(word);
        }
        lines.add(line.toString());
    }
}
