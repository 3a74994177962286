/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.wiring;

import dev.sluice.app.port.Lag;
import dev.sluice.app.port.Latency;
import dev.sluice.app.port.MemoryStatus;
import dev.sluice.app.port.ServiceStatus;
import dev.sluice.app.port.SlotStatus;
import dev.sluice.app.port.StageLags;
import dev.sluice.app.port.StatusReport;
import dev.sluice.app.port.TableStatus;
import dev.sluice.core.capture.PipelineNames;
import dev.sluice.core.load.LoadProgress;
import dev.sluice.core.plan.SchemaChange;
import dev.sluice.core.source.TableId;
import dev.sluice.runtime.capture.ConnectClient;
import dev.sluice.runtime.source.PostgresSource;
import dev.sluice.runtime.status.LatencyMs;
import dev.sluice.runtime.status.PipelineFlow;
import dev.sluice.runtime.status.StageLag;
import dev.sluice.runtime.status.TableFlow;
import dev.sluice.stack.lifecycle.MemoryUse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Puts what was measured into the form that the commands show. Pure. */
final class StatusAssembler {
    /** WAL kept for the slot beyond this is worth a warning: a source's disk may fill up. */
    private static final long RETAINED_WARNING = 1L << 30;

    private final PipelineNames names;

    StatusAssembler(PipelineNames names) {
        this.names = names;
    }

    /** The rows that both sides have, counted at about the same moment. */
    record RowCounts(long source, long target) {}

    /** A pipeline whose systems answer. */
    StatusReport of(
            PipelineFlow flow,
            Map<TableId, RowCounts> counts,
            List<ServiceStatus> services,
            @Nullable MemoryStatus memory,
            List<SchemaChange> waiting) {
        List<TableStatus> tables =
                flow.tables().stream().map(table -> table(table, flow, counts)).toList();
        return new StatusReport(
                names.pipeline(),
                state(flow, tables),
                Instant.now(),
                services,
                flow.slot().map(this::slot).orElse(null),
                tables,
                flow.tables().stream()
                        .flatMap(table -> table.load().stream())
                        .reduce(LoadProgress::plus)
                        .map(LoadHeadline::shown)
                        .orElse(null),
                memory,
                warnings(flow, waiting));
    }

    /** One of which nothing is known yet. */
    StatusReport bare(String state, List<ServiceStatus> services, List<String> warnings) {
        return new StatusReport(
                names.pipeline(), state, Instant.now(), services, null, List.of(), null, null, warnings);
    }

    static MemoryStatus memory(MemoryUse use) {
        List<MemoryStatus.ProcessMemory> processes = new ArrayList<>();
        use.byService().forEach((name, bytes) -> processes.add(new MemoryStatus.ProcessMemory(name, bytes)));
        return new MemoryStatus(use.total(), processes);
    }

    private SlotStatus slot(PostgresSource.Slot slot) {
        return new SlotStatus(
                names.slot(), slot.active(), slot.confirmed().toString(), slot.retainedBytes(), slot.walStatus());
    }

    private static String state(PipelineFlow flow, List<TableStatus> tables) {
        if (flow.connector().map(ConnectClient.State::failed).orElse(false)) {
            return "failed";
        }
        if (flow.slot().isEmpty() || flow.connector().isEmpty()) {
            return "absent";
        }
        return tables.stream().anyMatch(table -> table.state().equals("loading")) ? "loading" : "live";
    }

    private static TableStatus table(TableFlow flow, PipelineFlow pipeline, Map<TableId, RowCounts> counts) {
        TableId id = flow.table().source();
        RowCounts count = counts.get(id);
        boolean failed = pipeline.connector().map(ConnectClient.State::failed).orElse(false);
        return new TableStatus(
                id.toString(),
                !flow.loaded() ? "loading" : failed ? "failed" : "live",
                share(flow),
                flow.load().map(LoadHeadline::shown).orElse(null),
                count == null ? null : count.source(),
                count == null ? null : count.target(),
                new StageLags(lag(flow.slot()), lag(flow.connector()), lag(flow.topic()), lag(flow.clickhouse())),
                flow.changesPerSecond(),
                flow.latency().map(StatusAssembler::latency).orElse(null),
                flow.proof()
                        .map(proof -> new TableStatus.Verified(proof.ageSeconds(), proof.differences()))
                        .orElse(null),
                flow.parked(),
                flow.losses());
    }

    private static @Nullable Double share(TableFlow flow) {
        OptionalDouble share = flow.load().map(LoadProgress::share).orElse(OptionalDouble.empty());
        return share.isPresent() ? Double.valueOf(share.getAsDouble()) : null;
    }

    private static Lag lag(StageLag lag) {
        return new Lag(lag.bytes(), lag.events(), lag.ms());
    }

    private static Latency latency(LatencyMs latency) {
        return new Latency(latency.p50(), latency.p95(), latency.p99());
    }

    private List<String> warnings(PipelineFlow flow, List<SchemaChange> waiting) {
        List<String> warnings = new ArrayList<>();
        flow.connector()
                .filter(ConnectClient.State::failed)
                .ifPresent(state -> warnings.add("The connector has failed: "
                        + state.trace().lines().findFirst().orElse("no reason given")));
        if (flow.slot().isEmpty()) {
            warnings.add("The source has no replication slot " + names.slot() + "; run `sluice apply`.");
        }
        flow.slot().ifPresent(slot -> {
            if (!slot.active()) {
                warnings.add("Nothing reads the replication slot " + names.slot()
                        + "; the source keeps its WAL until something does.");
            }
            if (slot.retainedBytes() > RETAINED_WARNING) {
                warnings.add("The source keeps " + slot.retainedBytes() / (1L << 20) + " MiB of WAL for the slot "
                        + names.slot() + ".");
            }
        });
        waiting.forEach(change -> warnings.add(change.waiting()));
        flow.tables()
                .forEach(table -> table.trouble()
                        .ifPresent(why -> warnings.add("ClickHouse can't take in the events of "
                                + table.table().source() + " and tries again: "
                                + why.lines().findFirst().orElse("no reason given"))));
        flow.tables().stream()
                .filter(table -> table.table().isInsertsOnly())
                .forEach(table -> warnings.add("Updates and deletes of "
                        + table.table().source() + " are not seen: it has no key, and only its inserts are copied."));
        flow.tables().stream()
                .filter(table -> table.losses() > 0)
                .forEach(table -> warnings.add(table.losses() + (table.losses() == 1 ? " value" : " values") + " of "
                        + table.table().source()
                        + " did not fit and " + (table.losses() == 1 ? "is" : "are")
                        + " NULL in the copy; _sluice.losses has what the source has."));
        flow.tables().stream()
                .filter(table -> table.parked() > 0)
                .forEach(table -> warnings.add(table.parked()
                        + (table.parked() == 1 ? " event of " : " events of ")
                        + table.table().source()
                        + (table.parked() == 1 ? " is" : " are")
                        + " parked, being unfit to be applied; see: sluice parked list --table "
                        + table.table().source()));
        flow.tables().stream()
                .filter(table ->
                        table.proof().filter(proof -> proof.differences() > 0).isPresent())
                .forEach(table -> warnings.add("The copy of " + table.table().source()
                        + " differs from its source in "
                        + table.proof().orElseThrow().differences()
                        + " rows; `sluice verify --repair` mends them."));
        return warnings;
    }
}
