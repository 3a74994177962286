/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.view;

import dev.sluice.app.port.Lag;
import dev.sluice.app.port.LoadStatus;
import dev.sluice.app.port.MemoryStatus;
import dev.sluice.app.port.ServiceStatus;
import dev.sluice.app.port.SlotStatus;
import dev.sluice.app.port.StatusReport;
import dev.sluice.app.port.TableStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A status: services, slot, tables, then the lag of every stage of every table. */
public final class StatusText {
    private StatusText() {}

    /** The whole status. */
    public static List<String> lines(StatusReport status, Paint paint) {
        List<String> lines = new ArrayList<>();
        lines.add(paint.bold("pipeline " + status.pipeline()) + "  " + paint.state(status.state()));
        status.warnings().forEach(warning -> lines.add(paint.bad("warning: ") + warning));
        lines.add("");
        lines.addAll(services(status.services(), paint).lines(paint));
        SlotStatus slot = status.slot();
        if (slot != null) {
            lines.add("");
            lines.add("slot " + paint.accent(slot.name()) + "  " + paint.state(slot.active() ? "running" : "inactive")
                    + "  confirmed " + slot.confirmedLsn() + "  retains " + Figures.bytes(slot.retainedBytes())
                    + " of WAL (" + slot.walStatus() + ")");
        }
        if (!status.tables().isEmpty()) {
            lines.add("");
            lines.addAll(tables(status.tables(), paint).lines(paint));
            LoadStatus load = status.load();
            if (load != null) {
                lines.add("");
                lines.addAll(LoadText.table(status, load).lines(paint));
            }
            lines.add("");
            lines.addAll(stages(status.tables()).lines(paint));
        }
        MemoryStatus memory = status.memory();
        if (memory != null) {
            lines.add("");
            lines.add(memory(memory));
        }
        return lines;
    }

    /** {@code memory 1.9 GB: sluice 900 MB, clickhouse 700 MB}. */
    public static String memory(MemoryStatus memory) {
        String parts = memory.processes().stream()
                .map(process -> process.name() + " " + Figures.bytes(process.bytes()))
                .collect(Collectors.joining(", "));
        return "memory " + Figures.bytes(memory.totalBytes()) + (parts.isEmpty() ? "" : ": " + parts);
    }

    /** {@code loading 43 %}, or the state alone. */
    public static String state(TableStatus table) {
        Double loaded = table.loaded();
        return loaded == null ? table.state() : table.state() + " " + Figures.percent(loaded);
    }

    private static TextTable services(List<ServiceStatus> services, Paint paint) {
        TextTable table = TextTable.of("SERVICE", "STATE", "ADDRESS", "");
        for (ServiceStatus service : services) {
            Double fraction = service.fraction();
            String phase = fraction == null ? service.phase() : service.phase() + " " + Figures.percent(fraction);
            table.row(
                    Cell.of(service.name()),
                    Cell.of(service.state()).painted(paint::state),
                    Cell.of(service.address() == null ? "–" : service.address()),
                    Cell.of((service.embedded() ? "embedded" : "external") + (phase.isEmpty() ? "" : ", " + phase)));
        }
        return table;
    }

    private static TextTable tables(List<TableStatus> tables, Paint paint) {
        TextTable text =
                TextTable.of("TABLE", "STATE", "POSTGRES", "CLICKHOUSE", "CHANGES/S", "P50", "P95", "P99", "VERIFIED");
        for (TableStatus table : tables) {
            var latency = table.latencyMs();
            text.row(
                    Cell.of(table.table()),
                    Cell.of(state(table)).painted(words -> paint.state(table.state(), words)),
                    Cell.figure(Figures.count(table.sourceRows())),
                    Cell.figure(Figures.count(table.targetRows())),
                    Cell.figure(Figures.rate(table.changesPerS())),
                    Cell.figure(Figures.millis(latency == null ? null : latency.p50())),
                    Cell.figure(Figures.millis(latency == null ? null : latency.p95())),
                    Cell.figure(Figures.millis(latency == null ? null : latency.p99())),
                    Cell.figure(verified(table.verified())));
        }
        return text;
    }

    /** {@code 40 s ago}, {@code 3 differ} or a dash. */
    private static String verified(TableStatus.@Nullable Verified verified) {
        if (verified == null) {
            return "–";
        }
        return verified.differences() > 0
                ? Figures.count(verified.differences()) + " differ"
                : Figures.millis(verified.ageS() * 1000) + " ago";
    }

    private static TextTable stages(List<TableStatus> tables) {
        TextTable text = TextTable.of("LAG", "SLOT", "CONNECTOR", "TOPIC", "CLICKHOUSE");
        for (TableStatus table : tables) {
            text.row(
                    Cell.of(table.table()),
                    Cell.figure(lag(table.lag().slot())),
                    Cell.figure(lag(table.lag().connector())),
                    Cell.figure(lag(table.lag().topic())),
                    Cell.figure(lag(table.lag().clickhouse())));
        }
        return text;
    }

    /** {@code 1.2 kB / 3 / 40 ms}: bytes, events, age. */
    static String lag(Lag lag) {
        return Figures.bytes(lag.bytes()) + " / " + Figures.count(lag.events()) + " / " + Figures.millis(lag.ms());
    }
}
