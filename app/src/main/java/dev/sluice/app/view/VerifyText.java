/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.view;

import dev.sluice.app.port.VerifyReport;
import dev.sluice.app.port.VerifyReport.Difference;
import dev.sluice.app.port.VerifyReport.TableComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A comparison of source and target: a line for each table, then the differences by key, then the verdict. */
public final class VerifyText {
    private VerifyText() {}

    /** The whole report. */
    public static List<String> lines(VerifyReport report, Paint paint) {
        TextTable table =
                TextTable.of("TABLE", "RESULT", "POSTGRES", "CLICKHOUSE", "MISSING", "EXTRA", "DIFFERENT", "CHECKSUM");
        for (TableComparison one : report.details()) {
            String result = result(one);
            table.row(
                    Cell.of(one.table()),
                    Cell.of(result).painted(paint::state),
                    Cell.figure(Figures.count(one.sourceRows())),
                    Cell.figure(Figures.count(one.targetRows())),
                    Cell.figure(Figures.count(one.missing())),
                    Cell.figure(Figures.count(one.extra())),
                    Cell.figure(Figures.count(one.different())),
                    Cell.of(checksum(one)));
        }
        List<String> lines = new ArrayList<>(table.lines(paint));
        report.details().forEach(one -> differences(one, paint, lines));
        lines.add("");
        lines.add(verdict(report, paint));
        String figures = figures(report);
        if (!figures.isEmpty()) {
            lines.add(figures);
        }
        return lines;
    }

    private static String result(TableComparison one) {
        if (!one.equal()) {
            return "different";
        }
        return one.repaired() == 0 ? "equal" : "repaired";
    }

    private static String checksum(TableComparison one) {
        return one.sourceChecksum().equals(one.targetChecksum())
                ? one.sourceChecksum()
                : one.sourceChecksum() + " / " + one.targetChecksum();
    }

    private static void differences(TableComparison one, Paint paint, List<String> lines) {
        if (one.missing() + one.extra() + one.different() == 0) {
            return;
        }
        lines.add("");
        lines.add(paint.bold(one.table()));
        for (Difference difference : one.differences()) {
            String columns = difference.columns().isEmpty() ? "" : ": " + String.join(", ", difference.columns());
            lines.add("  " + paint.bad(difference.kind()) + "  key " + difference.key() + columns);
        }
        long more = one.missing()
                + one.extra()
                + one.different()
                - one.differences().size();
        if (more > 0) {
            lines.add(paint.dim("  and " + Figures.count(more) + " more (--limit shows more)"));
        }
    }

    private static String verdict(VerifyReport report, Paint paint) {
        if (report.ok() && report.repaired() > 0) {
            return paint.good("repaired: ") + Figures.count(report.repaired()) + " of " + Figures.count(report.rows())
                    + " rows, and the tables are equal now";
        }
        if (report.ok()) {
            return paint.good("equal: ") + Figures.count(report.rows()) + " rows in " + report.tables()
                    + (report.tables() == 1 ? " table" : " tables") + ", nothing missing, extra or different";
        }
        return paint.bad("different: ") + Figures.count(report.missing()) + " missing, " + Figures.count(report.extra())
                + " extra, " + Figures.count(report.different()) + " different of "
                + Figures.count(report.rows()) + " rows"
                + (report.repaired() > 0
                        ? ", of which " + Figures.count(report.repaired()) + " could be repaired"
                        : "; ./sluice verify --repair mends them, ./sluice resync where there are many or no key");
    }

    private static String figures(VerifyReport report) {
        List<String> parts = new ArrayList<>();
        Long changes = report.changes();
        if (changes != null) {
            parts.add(Figures.count(changes) + " changes");
        }
        add(parts, report.changesPerS(), "%s changes/s");
        add(parts, report.loadRowsPerS(), "load %s rows/s");
        Double startup = report.startupS();
        if (startup != null) {
            parts.add(String.format(Locale.ROOT, "first row after %.1f s", startup));
        }
        var latency = report.latencyMs();
        if (latency != null) {
            parts.add("latency p50 " + Figures.millis(latency.p50()) + ", p95 " + Figures.millis(latency.p95())
                    + ", p99 " + Figures.millis(latency.p99()));
        }
        return String.join(" · ", parts);
    }

    private static void add(List<String> parts, @Nullable Double rate, String format) {
        if (rate != null) {
            parts.add(String.format(Locale.ROOT, format, Figures.rate(rate)));
        }
    }
}
