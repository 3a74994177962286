/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.view;

import dev.sluice.app.port.BenchReport;
import dev.sluice.app.port.BenchReport.Figure;
import dev.sluice.app.port.BenchReport.Ratio;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A benchmark's outcome: what was measured on what, the medians with their runs, the ratios. */
public final class BenchText {
    private BenchText() {}

    /** The whole report. */
    public static List<String> lines(BenchReport report, Paint paint) {
        List<String> lines = new ArrayList<>();
        lines.add(paint.bold(report.about()));
        lines.add(paint.dim(report.machine().cores() + " cores, "
                + Figures.bytes(report.machine().memoryBytes()) + ", JDK "
                + report.machine().jdk()));
        lines.add("");
        TextTable figures = TextTable.of("MEASURED", "MEDIAN", "UNIT", "RUNS");
        for (Figure figure : report.figures()) {
            figures.row(
                    Cell.of(figure.name()),
                    Cell.figure(number(figure.median())),
                    Cell.of(figure.unit()),
                    Cell.of(figure.runs().stream().map(BenchText::number).collect(Collectors.joining(", "))));
        }
        lines.addAll(figures.lines(paint));
        if (!report.ratios().isEmpty()) {
            lines.add("");
            lines.addAll(ratios(report, paint));
        }
        if (!report.ok()) {
            lines.add("");
            lines.add(paint.bad("wrong: ") + "what was measured did not end as it should, so the figures mean nothing");
        }
        return lines;
    }

    private static List<String> ratios(BenchReport report, Paint paint) {
        TextTable ratios = TextTable.of("RATIO", "MEDIAN", "WANTED", "");
        for (Ratio ratio : report.ratios()) {
            ratios.row(
                    Cell.of(ratio.name()),
                    Cell.figure(String.format(Locale.ROOT, "%.2f", ratio.value())),
                    Cell.of(ratio.wanted()),
                    Cell.of(ratio.wanted().isEmpty() ? "" : ratio.reached() ? "reached" : "missed")
                            .painted(text -> ratio.reached() ? paint.good(text) : paint.bad(text)));
        }
        return ratios.lines(paint);
    }

    /** With three digits that matter. */
    static String number(double value) {
        return String.format(
                Locale.ROOT, Math.abs(value) < 10 ? "%.2f" : Math.abs(value) < 100 ? "%.1f" : "%,.0f", value);
    }
}
