/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.wiring;

import dev.sluice.app.port.MemoryStatus;
import dev.sluice.app.port.Progress;
import dev.sluice.app.port.ServiceStatus;
import dev.sluice.app.port.StatusReport;
import dev.sluice.app.port.Target;
import dev.sluice.core.config.Endpoints;
import dev.sluice.core.config.PipelineConfig;
import dev.sluice.core.plan.SchemaChange;
import dev.sluice.core.problem.Problem;
import dev.sluice.core.source.TableId;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.control.ControlPlane;
import dev.sluice.runtime.control.Executor;
import dev.sluice.runtime.control.SchemaWatch;
import dev.sluice.runtime.control.Systems;
import dev.sluice.runtime.status.PipelineFlow;
import dev.sluice.runtime.status.RowCounter;
import dev.sluice.runtime.status.StatusReader;
import dev.sluice.runtime.status.TableFlow;
import dev.sluice.runtime.verify.Barrier;
import dev.sluice.stack.clickhouse.EngineFetcher;
import dev.sluice.stack.lifecycle.CpuUse;
import dev.sluice.stack.lifecycle.MemoryUse;
import dev.sluice.stack.lifecycle.ProcessMark;
import dev.sluice.stack.lifecycle.RunningStack;
import dev.sluice.stack.lifecycle.WorkspaceLayout;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One command's way to a pipeline: its control plane, and where its embedded services come from. If they run in another
 * process of the same workspace, that one's are used; else this one starts them, and stops them when it closes.
 */
final class Session implements AutoCloseable {
    private final ControlPlane control;
    private final Systems systems;
    private final ServiceStates states;
    private final RowCounter rows;
    private final Optional<RunningStack> found;
    private final @Nullable EmbeddedStack own;

    private Session(
            ControlPlane control,
            Systems systems,
            ServiceStates states,
            Optional<RunningStack> found,
            @Nullable EmbeddedStack own) {
        this.control = control;
        this.systems = systems;
        this.states = states;
        this.rows = new RowCounter(systems);
        this.found = found;
        this.own = own;
    }

    /** The folder of a pipeline in the target's workspace. */
    static WorkspaceLayout layout(Target target, PipelineConfig config) {
        return WorkspaceLayout.of(target.workspace(), config.pipeline());
    }

    /** The embedded services that this pipeline has. */
    static EmbeddedServices services(PipelineConfig config, WorkspaceLayout layout) {
        return new EmbeddedServices(
                config, layout, EngineFetcher.cacheFolder(System.getenv(), Path.of(System.getProperty("user.home"))));
    }

    /** Uses the running services of the workspace, or starts them for as long as this session lasts. */
    static Session open(Target target, Progress progress) {
        PipelineConfig config = DemoPipeline.configOf(target);
        WorkspaceLayout layout = layout(target, config);
        EmbeddedServices services = services(config, layout);
        Optional<RunningStack> running = RunningStack.find(layout);
        if (running.isPresent() || services.names().isEmpty()) {
            Map<String, Integer> ports = running.map(EmbeddedServices::portsOf).orElse(Map.of());
            return connect(
                    config, services, services.endpoints(ports), running, null, new ServiceStates(services.names()));
        }
        ServiceStates states = new ServiceStates(services.names());
        EmbeddedStack stack = EmbeddedStack.prepare(
                services,
                layout,
                (service, state) -> {
                    states.changed(service, state);
                    states.phase().ifPresent(phase -> progress.report(phase, Double.NaN));
                },
                notice -> progress.report(notice, Double.NaN));
        return start(config, services, stack, states);
    }

    /**
     * Uses the running services of the workspace.
     *
     * @throws dev.sluice.core.problem.ProblemException {@code not-running} if the pipeline has embedded services and they
     *     do not run
     */
    static Session ofRunning(Target target) {
        PipelineConfig config = DemoPipeline.configOf(target);
        WorkspaceLayout layout = layout(target, config);
        EmbeddedServices services = services(config, layout);
        Optional<RunningStack> running = RunningStack.find(layout);
        if (running.isEmpty() && !services.names().isEmpty()) {
            throw Problem.system(
                            "not-running",
                            "the pipeline " + config.pipeline() + " is not running: nothing runs in " + layout.folder(),
                            "Start it with `sluice " + (target.config().isEmpty() ? "demo" : "run") + "`.")
                    .asException();
        }
        return reach(config, services, running);
    }

    private static Session reach(PipelineConfig config, EmbeddedServices services, Optional<RunningStack> running) {
        Map<String, Integer> ports = running.map(EmbeddedServices::portsOf).orElse(Map.of());
        return connect(config, services, services.endpoints(ports), running, null, new ServiceStates(services.names()));
    }

    /** Starts a stack that was prepared, and connects to it. */
    static Session start(PipelineConfig config, EmbeddedServices services, EmbeddedStack stack, ServiceStates states) {
        try {
            stack.start();
            return connect(config, services, stack.endpoints(), Optional.empty(), stack, states);
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    private static Session connect(
            PipelineConfig config,
            EmbeddedServices services,
            Endpoints endpoints,
            Optional<RunningStack> found,
            @Nullable EmbeddedStack own,
            ServiceStates states) {
        Systems systems = Systems.open(endpoints);
        return new Session(
                new ControlPlane(config, endpoints, services.passwordReference(), systems),
                systems,
                states,
                found,
                own);
    }

    ControlPlane control() {
        return control;
    }

    /** Applies, and follows changes of the source. */
    SchemaWatch schemaWatch(Executor.Listener listener) {
        return new SchemaWatch(
                control,
                (changed, timeout) -> new Barrier(systems, control.names(), changed).awaitRead(timeout),
                listener);
    }

    /** Measures everything now; counts rows too. */
    StatusReport status() {
        List<SchemaChange> waiting = control.waiting();
        return status(
                control.tables().stream()
                        .filter(table -> waiting.stream()
                                .noneMatch(change -> change.target().equals(table.target())))
                        .toList(),
                waiting);
    }

    /** Measures these tables now; what waits concerns others. */
    StatusReport status(List<TargetTable> tables, List<SchemaChange> waiting) {
        PipelineFlow flow = new StatusReader(systems, control.names(), tables).read();
        Map<TableId, StatusAssembler.RowCounts> counts = new HashMap<>();
        List<TargetTable> loaded = flow.tables().stream()
                .filter(TableFlow::loaded)
                .map(TableFlow::table)
                .toList();
        rows.count(loaded)
                .forEach((table, count) ->
                        counts.put(table, new StatusAssembler.RowCounts(count.source(), count.target())));
        return new StatusAssembler(control.names()).of(flow, counts, services(), memory(), waiting);
    }

    /** The four engines: embedded ones as their stack says, external ones by their address. */
    List<ServiceStatus> services() {
        return found.isPresent() ? states.announced(control.endpoints()) : states.shown(control.endpoints());
    }

    private @Nullable MemoryStatus memory() {
        if (own != null) {
            return StatusAssembler.memory(own.memory());
        }
        return found.map(stack -> {
                    Map<String, List<Long>> pids = new HashMap<>();
                    stack.services()
                            .forEach(service -> pids.put(
                                    service.name(),
                                    service.processes().stream()
                                            .map(ProcessMark::pid)
                                            .toList()));
                    return StatusAssembler.memory(
                            MemoryUse.measure(stack.process().pid(), pids));
                })
                .orElse(null);
    }

    /** What the services that it started have used of the processors; empty of those of another process. */
    CpuUse cpu() {
        return own == null ? new CpuUse(Map.of()) : own.cpu();
    }

    /** What they use of memory now, without what they share; empty of those of another process. */
    MemoryUse ownMemory() {
        return own == null ? new MemoryUse(Map.of()) : own.ownMemory();
    }

    @Override
    public void close() {
        try {
            systems.close();
        } finally {
            if (own != null) {
                own.close();
            }
        }
    }
}
