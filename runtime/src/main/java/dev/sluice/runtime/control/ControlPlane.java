/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.control;

import dev.sluice.core.capture.ConnectorSpec;
import dev.sluice.core.capture.PipelineNames;
import dev.sluice.core.config.Endpoints;
import dev.sluice.core.config.PipelineConfig;
import dev.sluice.core.plan.Copy;
import dev.sluice.core.plan.Desired;
import dev.sluice.core.plan.LeftOut;
import dev.sluice.core.plan.Observed;
import dev.sluice.core.plan.PipelineCompiler;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.Planner;
import dev.sluice.core.plan.TableOutline;
import dev.sluice.core.problem.Problem;
import dev.sluice.core.source.Prerequisites;
import dev.sluice.core.source.SourceCatalog;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.capture.ConnectClient;
import dev.sluice.runtime.source.CatalogReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans and applies one pipeline. Keeps no state of its own: every call looks at the systems anew, so a crash in the
 * middle of an apply is mended by the next one.
 */
public final class ControlPlane {
    private static final Logger LOG = LoggerFactory.getLogger(ControlPlane.class);

    private final PipelineConfig config;
    private final Endpoints endpoints;
    private final String passwordReference;
    private final Systems systems;
    private final PipelineNames names;

    /** {@code passwordReference} is what the Connect worker resolves to the source's password. */
    public ControlPlane(PipelineConfig config, Endpoints endpoints, String passwordReference, Systems systems) {
        this.config = config;
        this.endpoints = endpoints;
        this.passwordReference = passwordReference;
        this.systems = systems;
        this.names = new PipelineNames(config.pipeline());
    }

    /** The names of everything of this pipeline. */
    public PipelineNames names() {
        return names;
    }

    /** Where its systems are. */
    public Endpoints endpoints() {
        return endpoints;
    }

    /** The systems it works on. */
    public Systems systems() {
        return systems;
    }

    /** What the configuration asks for, given the source's tables as they are now. */
    public Desired desired() {
        SourceCatalog catalog = catalog();
        boolean slotExists = systems.postgres().slot(names.slot()).isPresent();
        PipelineCompiler.Compiled compiled = compile(catalog);
        List<Problem> problems = new ArrayList<>(Prerequisites.missing(catalog.server(), slotExists));
        problems.addAll(compiled.problems());
        refuse(problems);
        return compiled.desired();
    }

    /** Compiles without asking whether the source is fit. */
    public PipelineCompiler.Compiled compile(SourceCatalog catalog) {
        return PipelineCompiler.compile(
                config,
                catalog,
                ConnectorSpec.of(names, endpoints.postgres(), passwordReference, config.debezium()),
                endpoints.kafka().bootstrap());
    }

    private SourceCatalog catalog() {
        return CatalogReader.read(systems.postgres());
    }

    /** The tables as configured now. */
    public List<TargetTable> tables() {
        return copies().stream().map(Copy::table).toList();
    }

    /** What the tables will be, as configured now. */
    public List<TableOutline> outlines() {
        PipelineCompiler.Compiled compiled = compile(catalog());
        refuse(compiled.problems());
        return compiled.outlines();
    }

    /** The tables as configured now, with what each needs in ClickHouse. */
    public List<Copy> copies() {
        PipelineCompiler.Compiled compiled = compile(catalog());
        refuse(compiled.problems());
        return compiled.desired().copies();
    }

    /** What the configuration matches and the copies don't have. */
    public List<LeftOut> leftOut() {
        return compile(catalog()).leftOut();
    }

    /** What an apply would do. */
    public Plan plan() {
        return Planner.plan(desired(), observe());
    }

    /** Plans and does it; returns what was done. */
    public Plan apply(Executor.Listener listener) {
        return apply(desired(), listener);
    }

    /** Plans and does what makes this exist; returns what was done. */
    Plan apply(Desired desired, Executor.Listener listener) {
        Plan plan = Planner.plan(desired, observe());
        new Executor(systems).execute(plan, listener);
        return plan;
    }

    /** What a destroy would do. */
    public Plan destroyPlan() {
        return Planner.destroy(names, observe());
    }

    /** Takes the pipeline away; returns what was done. */
    public Plan destroy(Executor.Listener listener) {
        Plan plan = destroyPlan();
        new Executor(systems).execute(plan, listener);
        return plan;
    }

    /** Restarts what has failed of the connector, if anything has. */
    void restartFailedConnector() {
        Optional<ConnectClient.State> state = systems.connect().state(names.connector());
        if (state.isPresent() && state.get().failed()) {
            LOG.warn(
                    "connector {} has failed and is restarted: {}",
                    names.connector(),
                    state.get().trace());
            systems.connect().restart(names.connector());
        }
    }

    private Observed observe() {
        return new Observer(systems, names).observe();
    }

    private static void refuse(List<Problem> problems) {
        if (problems.isEmpty()) {
            return;
        }
        if (problems.size() == 1) {
            throw problems.getFirst().asException();
        }
        String what = problems.stream().map(Problem::what).collect(Collectors.joining("; "));
        String next = problems.stream().map(Problem::next).distinct().collect(Collectors.joining(" "));
        throw Problem.user(problems.getFirst().code(), what, next).asException();
    }
}
