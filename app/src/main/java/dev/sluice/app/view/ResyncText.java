/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.view;

import dev.sluice.app.port.ResyncReport;
import dev.sluice.app.port.ResyncReport.ReadTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What reading tables again has brought: a line for each, and what to do next. */
public final class ResyncText {
    private ResyncText() {}

    /** The whole report. */
    public static List<String> lines(ResyncReport report, Paint paint) {
        TextTable table = TextTable.of("TABLE", "ROWS READ", "DELETED", "SECONDS", "HISTORY");
        for (ReadTable one : report.tables()) {
            table.row(
                    Cell.of(one.table()),
                    Cell.figure(Figures.count(one.rows())),
                    Cell.figure(Figures.count(one.deleted())),
                    Cell.figure(String.format(Locale.ROOT, "%.1f", one.seconds())),
                    Cell.of(one.historyKept() ? "goes on" : "begins anew"));
        }
        List<String> lines = new ArrayList<>(table.lines(paint));
        lines.add("");
        report.tables().stream().filter(one -> one.earlier() > 0).forEach(one -> {
            lines.add("Of " + one.table() + ", " + Figures.count(one.earlier())
                    + " rows had been read before it was cut off; --from-start reads them again.");
        });
        lines.add("./sluice verify says whether source and copy are equal now.");
        return lines;
    }
}
