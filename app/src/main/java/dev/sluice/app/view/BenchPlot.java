/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.view;

import dev.sluice.app.port.BenchReport;
import dev.sluice.app.port.BenchReport.Figure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A benchmark's medians as bars, one chart for each unit, as SVG; light or dark as its reader has it. What single processes
 * used is left to the table.
 */
public final class BenchPlot {
    private static final Pattern OF_ONE_PROCESS = Pattern.compile(".*: (CPU|peak memory) of (?!all$).*");

    private static final int WIDTH = 860;
    private static final int MARGIN = 16;
    private static final int ROW = 24;
    private static final int BAR = 14;
    private static final int BASELINE = 12;
    private static final int LETTER = 7;
    private static final int ROOM_FOR_NUMBER = 90;
    private static final int HEADING = 40;

    private static final String STYLE = """
            <style>
              text { font: 13px system-ui, sans-serif; fill: #1f2328 }
              .heading { font-weight: 600 }
              .about, .number { fill: #59636e }
              .bar { fill: #8c959f }
              .ours { fill: #0969da }
              @media (prefers-color-scheme: dark) {
                text { fill: #e6edf3 }
                .about, .number { fill: #9198a1 }
                .bar { fill: #656c76 }
                .ours { fill: #4493f8 }
              }
            </style>""";

    private BenchPlot() {}

    /** The document's lines. */
    public static List<String> lines(BenchReport report) {
        Map<String, List<Figure>> byUnit = report.figures().stream()
                .filter(figure -> !OF_ONE_PROCESS.matcher(figure.name()).matches())
                .collect(Collectors.groupingBy(Figure::unit, LinkedHashMap::new, Collectors.toList()));
        List<String> charts = new ArrayList<>();
        int y = MARGIN + BASELINE;
        charts.add(text(
                MARGIN,
                y,
                "about",
                "bench " + report.bench() + ", median of " + runs(report) + " on "
                        + report.machine().cores() + " cores"));
        for (Map.Entry<String, List<Figure>> unit : byUnit.entrySet()) {
            y += HEADING;
            charts.add(text(MARGIN, y, "heading", unit.getKey()));
            for (Figure figure : unit.getValue()) {
                y += ROW;
                charts.addAll(row(report, unit.getValue(), figure, y));
            }
        }
        List<String> lines = new ArrayList<>();
        int height = y + MARGIN;
        lines.add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">"
                        .formatted(WIDTH, height, WIDTH, height));
        lines.add("<title>" + escaped(report.about()) + "</title>");
        lines.addAll(STYLE.lines().toList());
        lines.addAll(charts);
        lines.add("</svg>");
        return lines;
    }

    private static List<String> row(BenchReport report, List<Figure> all, Figure figure, int y) {
        double most = all.stream().mapToDouble(Figure::median).max().orElse(0);
        int left = MARGIN * 2
                + LETTER
                        * all.stream()
                                .mapToInt(one -> one.name().length())
                                .max()
                                .orElse(0);
        double share = most > 0 ? figure.median() / most : 0;
        long length = Math.max(1, Math.round(share * (WIDTH - left - ROOM_FOR_NUMBER)));
        String kind = figure.name().startsWith(report.bench()) ? "bar ours" : "bar";
        return List.of(
                text(MARGIN, y, "name", figure.name()),
                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"2\"/>"
                        .formatted(kind, left, y - BASELINE, length, BAR),
                text(left + length + LETTER, y, "number", BenchText.number(figure.median())));
    }

    private static String runs(BenchReport report) {
        int runs = report.figures().stream()
                .mapToInt(figure -> figure.runs().size())
                .max()
                .orElse(0);
        return runs == 1 ? "1 run" : String.format(Locale.ROOT, "%d runs", runs);
    }

    private static String text(long x, int y, String kind, String content) {
        return "<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>".formatted(kind, x, y, escaped(content));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
