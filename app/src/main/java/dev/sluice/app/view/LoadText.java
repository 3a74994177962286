/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.view;

import dev.sluice.app.port.LoadStatus;
import dev.sluice.app.port.StatusReport;
import java.util.Objects;

/** Initial loads that are under way. */
public final class LoadText {
    private LoadText() {}

    /** {@code 1,234,567 of 5,000,000 rows, 80,000 rows/s, 47 s left}, as far as it is known. */
    public static String of(LoadStatus load) {
        String of = load.totalRows() == null ? "" : " of " + Figures.count(load.totalRows());
        String left = load.secondsLeft() == null ? "" : ", " + left(load) + " left";
        return Figures.count(load.rows()) + of + " rows, " + Figures.rate(load.rowsPerS()) + " rows/s" + left;
    }

    /** Every table that is loading, and all of them together. */
    static TextTable table(StatusReport status, LoadStatus all) {
        TextTable text = TextTable.of("LOAD", "ROWS", "OF ABOUT", "ROWS/S", "LEFT");
        status.tables().stream()
                .filter(table -> table.load() != null)
                .forEach(table -> row(text, table.table(), Objects.requireNonNull(table.load())));
        if (status.tables().stream().filter(table -> table.load() != null).count() > 1) {
            row(text, "all", all);
        }
        return text;
    }

    private static void row(TextTable text, String name, LoadStatus load) {
        text.row(
                Cell.of(name),
                Cell.figure(Figures.count(load.rows())),
                Cell.figure(Figures.count(load.totalRows())),
                Cell.figure(Figures.rate(load.rowsPerS())),
                Cell.figure(left(load)));
    }

    private static String left(LoadStatus load) {
        Double seconds = load.secondsLeft();
        return Figures.millis(seconds == null ? null : Double.valueOf(seconds * 1000));
    }
}
