/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.view;

import dev.sluice.app.port.HistoryReport;
import dev.sluice.app.port.HistoryReport.Version;
import java.util.ArrayList;
import java.util.List;

/** Every version of one row, one a line, the columns of the table last. */
public final class HistoryText {
    private HistoryText() {}

    /** The whole history; one sentence if there is none. */
    public static List<String> lines(HistoryReport report, Paint paint) {
        String row = report.table() + " " + String.join(", ", report.key());
        if (report.versions().isEmpty()) {
            return List.of("There is no version of " + row + ".");
        }
        List<String> headings = new ArrayList<>(List.of("OP", "COMMITTED", "LSN", "TX"));
        headings.addAll(report.columns());
        TextTable table = TextTable.of(headings.toArray(String[]::new));
        for (Version version : report.versions()) {
            List<Cell> cells = new ArrayList<>(List.of(
                    Cell.of(operation(version.op())),
                    Cell.of(version.committedAt().toString()),
                    Cell.of(version.lsn()),
                    Cell.figure(Long.toString(version.tx()))));
            for (String value : version.values()) {
                cells.add(value == null ? Cell.of("NULL").painted(paint::dim) : Cell.of(value));
            }
            table.row(cells.toArray(Cell[]::new));
        }
        return table.lines(paint);
    }

    private static String operation(String op) {
        return switch (op) {
            case "r" -> "load";
            case "c" -> "insert";
            case "u" -> "update";
            case "d" -> "delete";
            case "t" -> "truncate";
            default -> op;
        };
    }
}
