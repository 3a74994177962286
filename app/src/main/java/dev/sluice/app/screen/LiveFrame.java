/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.screen;

import dev.sluice.app.port.Lag;
import dev.sluice.app.port.LiveState;
import dev.sluice.app.port.MemoryStatus;
import dev.sluice.app.port.ServiceStatus;
import dev.sluice.app.port.SlotStatus;
import dev.sluice.app.port.StageLags;
import dev.sluice.app.port.StatusReport;
import dev.sluice.app.port.TableStatus;
import dev.sluice.app.view.Cell;
import dev.sluice.app.view.Figures;
import dev.sluice.app.view.Paint;
import dev.sluice.app.view.StatusText;
import dev.sluice.app.view.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One picture of the live screen, in flow order: services, tables, slot and memory, what to try. Always fits the size
 * that it is made for: tables that have no room are counted instead of shown.
 */
final class LiveFrame {
    private static final int BAR = 20;
    private static final String LAST_LINE = "Ctrl-C stops everything.";

    private LiveFrame() {}

    /** At most {@code size.rows()} lines of at most {@code size.columns()} characters. */
    static List<String> lines(LiveState state, Size size, Paint paint) {
        StatusReport status = state.status();
        List<String> top = new ArrayList<>();
        top.add(heading(state, paint));
        top.add("");
        status.services().forEach(service -> top.add(service(service, paint)));
        status.warnings().forEach(warning -> top.add(paint.bad("warning: ") + warning));

        List<String> bottom = new ArrayList<>();
        bottom.add("");
        bottom.addAll(facts(status));
        List<String> hints = hints(state.tryNext(), paint);
        bottom.addAll(hints);
        bottom.add(paint.dim(LAST_LINE));
        // The last line of a terminal stays empty, or it would scroll; without room the hints go before the tables do.
        int room = size.rows() - 1 - top.size() - bottom.size();
        int wanted = status.tables().isEmpty() ? 0 : status.tables().size() + 2;
        if (room < wanted) {
            bottom.removeAll(hints);
            room += hints.size();
        }

        List<String> all = new ArrayList<>(top);
        if (!status.tables().isEmpty()) {
            all.add("");
            all.addAll(tables(status.tables(), room - 1, paint));
        }
        all.addAll(bottom);
        return all.stream()
                .limit(Math.max(1, size.rows() - 1))
                .map(line -> AnsiText.clip(line, size.columns()))
                .toList();
    }

    private static String heading(LiveState state, Paint paint) {
        String time = time(state.seconds());
        return paint.bold("sluice " + state.status().pipeline()) + "  "
                + paint.state(state.status().state()) + "  " + time
                + (state.headline().isEmpty() ? "" : "  " + state.headline());
    }

    /** {@code 01:02}, minutes and seconds. */
    static String time(double seconds) {
        long whole = (long) seconds;
        return String.format(Locale.ROOT, "%02d:%02d", whole / 60, whole % 60);
    }

    private static String service(ServiceStatus service, Paint paint) {
        String name = String.format(Locale.ROOT, "%-11s", service.name());
        String dot = paint.state(service.state(), "●");
        String state = paint.state(service.state(), String.format(Locale.ROOT, "%-11s", service.state()));
        String address = service.address();
        String where = address == null ? "" : paint.accent(address);
        String phase = service.phase();
        Double fraction = service.fraction();
        if (fraction != null) {
            phase = phase + " " + ProgressBar.bar(fraction, BAR, paint) + " " + Figures.percent(fraction);
        }
        return name + dot + " " + state + where + (where.isEmpty() || phase.isEmpty() ? "" : "  ") + phase;
    }

    private static List<String> tables(List<TableStatus> tables, int room, Paint paint) {
        int shown = tables.size() + 1 <= room ? tables.size() : Math.max(0, room - 2);
        TextTable text = TextTable.of("TABLE", "POSTGRES", "CLICKHOUSE", "LAG", "CHG/S", "P50", "P99");
        for (TableStatus table : tables.subList(0, shown)) {
            var latency = table.latencyMs();
            boolean equal = Objects.equals(table.sourceRows(), table.targetRows());
            text.row(
                    Cell.of(
                            table.state().equals("live")
                                    ? table.table()
                                    : table.table() + " " + StatusText.state(table)),
                    Cell.figure(Figures.count(table.sourceRows())),
                    Cell.figure(Figures.count(table.targetRows())).painted(equal ? paint::good : paint::warn),
                    Cell.figure(lag(table.lag())),
                    Cell.figure(Figures.rate(table.changesPerS())),
                    Cell.figure(Figures.millis(latency == null ? null : latency.p50())),
                    Cell.figure(Figures.millis(latency == null ? null : latency.p99())));
        }
        List<String> lines = new ArrayList<>(text.lines(paint));
        if (shown < tables.size()) {
            lines.add(paint.dim("and " + (tables.size() - shown) + " more tables: sluice status"));
        }
        return lines;
    }

    /** {@code 3 / 40 ms}: events under way in all stages, age of the oldest; {@code 0} if there are none. */
    static String lag(StageLags lags) {
        List<Lag> known = Stream.of(lags.slot(), lags.connector(), lags.topic(), lags.clickhouse())
                .toList();
        long events = known.stream()
                .map(Lag::events)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
        double ms = known.stream()
                .map(Lag::ms)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
        return events == 0 ? "0" : Figures.count(events) + " / " + Figures.millis(ms);
    }

    private static List<String> facts(StatusReport status) {
        List<String> facts = new ArrayList<>();
        SlotStatus slot = status.slot();
        if (slot != null) {
            facts.add("slot " + slot.name() + " " + (slot.active() ? "active" : "inactive") + ", Postgres keeps "
                    + Figures.bytes(slot.retainedBytes()) + " of WAL for it");
        }
        MemoryStatus memory = status.memory();
        if (memory != null) {
            facts.add(StatusText.memory(memory));
        }
        if (!facts.isEmpty()) {
            facts.add("");
        }
        return facts;
    }

    private static List<String> hints(List<String> tryNext, Paint paint) {
        if (tryNext.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < tryNext.size(); i++) {
            lines.add((i == 0 ? paint.bold("try") : "   ") + "  " + paint.accent(tryNext.get(i)));
        }
        lines.add("");
        return lines;
    }
}
