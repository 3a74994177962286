/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.view;

import dev.sluice.app.port.DropReport;
import dev.sluice.app.port.ParkedEvent;
import dev.sluice.app.port.ParkedReport;
import dev.sluice.app.port.ReplayReport;
import java.util.ArrayList;
import java.util.List;

/** Parked events: how many and why, one of them, and what became of them. */
public final class ParkedText {
    private static final int ERROR_WIDTH = 100;

    private ParkedText() {}

    /** The reasons, then the events. */
    public static List<String> list(ParkedReport report, Paint paint) {
        if (report.events() == 0) {
            return List.of("No event is parked.");
        }
        List<String> lines = new ArrayList<>(groups(report, paint));
        if (!report.listed().isEmpty()) {
            lines.add("");
            lines.addAll(events(report, paint).lines(paint));
        }
        long more = report.events() - report.listed().size();
        if (more > 0) {
            lines.add(paint.dim("and " + Figures.count(more) + " more (--limit shows more)"));
        }
        lines.add("");
        lines.add("`sluice parked show ID` tells what to do about one.");
        return lines;
    }

    /** The reasons alone. */
    public static List<String> groups(ParkedReport report, Paint paint) {
        TextTable table = TextTable.of("TABLE", "EVENTS", "FIRST SEEN", "LAST SEEN", "REASON");
        for (ParkedReport.Group group : report.groups()) {
            table.row(
                    Cell.of(group.table()),
                    Cell.figure(Figures.count(group.events())),
                    Cell.of(Figures.second(group.firstSeen())),
                    Cell.of(Figures.second(group.lastSeen())),
                    Cell.of(group.reason()).painted(paint::warn));
        }
        return table.lines(paint);
    }

    /** Those that were replayed or dropped. */
    public static List<String> closed(ParkedReport report, Paint paint) {
        return report.listed().isEmpty()
                ? List.of("No event was replayed or dropped.")
                : events(report, paint).lines(paint);
    }

    private static TextTable events(ParkedReport report, Paint paint) {
        boolean closed = report.listed().getFirst().outcome() != null;
        TextTable table = closed ? TextTable.of("ID", "AT", "OUTCOME", "ERROR") : TextTable.of("ID", "SEEN", "ERROR");
        for (ParkedReport.Listed event : report.listed()) {
            List<Cell> cells = new ArrayList<>();
            cells.add(Cell.of(event.id()).painted(paint::accent));
            cells.add(Cell.of(Figures.second(event.seen())));
            if (event.outcome() != null) {
                cells.add(Cell.of(event.outcome()));
            }
            cells.add(Cell.of(shortened(event.error())));
            table.row(cells.toArray(Cell[]::new));
        }
        return table;
    }

    private static String shortened(String error) {
        String line = error.replace('\n', ' ');
        return line.length() <= ERROR_WIDTH ? line : line.substring(0, ERROR_WIDTH - 1) + "…";
    }

    /** One event: where it came from, what is wrong, its text, what to do. */
    public static List<String> event(ParkedEvent event, Paint paint) {
        List<String> lines = new ArrayList<>();
        lines.add(paint.bold(event.id()) + "  of " + event.table());
        lines.add("error   " + paint.bad(event.error()));
        lines.add("from    "
                + (event.topic() == null
                        ? "the initial load"
                        : "topic " + event.topic() + ", partition " + event.partition() + ", offset "
                                + event.offset()));
        lines.add("parked  " + event.seen());
        if (event.changedSince()) {
            lines.add("row     has changed since, so the copy shows a later state of it");
        }
        lines.add("");
        if (event.payload().isEmpty()) {
            lines.add(paint.dim("(its text was not kept)"));
        }
        Json.pretty(event.payload()).lines().forEach(line -> lines.add("    " + line));
        lines.add("");
        lines.add(paint.accent("next:") + "   " + event.next());
        return lines;
    }

    /** What became of a replay. */
    public static List<String> replayed(ReplayReport report, Paint paint) {
        List<String> lines = new ArrayList<>();
        for (ReplayReport.Refused refused : report.refused()) {
            lines.add(paint.bad("refused") + "  " + refused.id() + ": " + shortened(refused.error()));
        }
        lines.add(
                report.replayed().isEmpty() && report.refused().isEmpty()
                        ? "No event is parked."
                        : events(report.replayed().size()) + " replayed, "
                                + (report.ok()
                                        ? "none"
                                        : events(report.refused().size())) + " still parked.");
        return lines;
    }

    /** What was dropped. */
    public static List<String> dropped(DropReport report) {
        return List.of(
                report.dropped().isEmpty()
                        ? "No event is parked."
                        : events(report.dropped().size())
                                + " dropped; `sluice parked list --closed` shows what was in them.");
    }

    private static String events(int count) {
        return count == 1 ? "1 event" : Figures.count((long) count) + " events";
    }
}
