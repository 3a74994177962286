/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.control;

import dev.sluice.core.capture.ConnectorSpec;
import dev.sluice.core.capture.PipelineNames;
import dev.sluice.core.config.Endpoints;
import dev.sluice.core.config.LoadConfig;
import dev.sluice.core.config.PipelineConfig;
import dev.sluice.core.config.PipelineConfig.TableRule;
import dev.sluice.core.plan.Copy;
import dev.sluice.core.plan.Desired;
import dev.sluice.core.plan.LeftOut;
import dev.sluice.core.plan.Observed;
import dev.sluice.core.plan.PipelineCompiler;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.Planner;
import dev.sluice.core.plan.SchemaChange;
import dev.sluice.core.plan.SchemaChanges;
import dev.sluice.core.plan.TableOutline;
import dev.sluice.core.problem.Problem;
import dev.sluice.core.problem.ProblemException;
import dev.sluice.core.source.Prerequisites;
import dev.sluice.core.source.SourceCatalog;
import dev.sluice.core.source.TableId;
import dev.sluice.core.target.TableShape;
import dev.sluice.core.target.TargetNames;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.capture.ConnectClient;
import dev.sluice.runtime.source.CatalogReader;
import dev.sluice.runtime.target.ClickHouse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /** What a load may take. */
    public LoadConfig load() {
        return config.load();
    }

    /** The systems it works on. */
    public Systems systems() {
        return systems;
    }

    /**
     * What the configuration asks for, given the source's tables as they are now; what waits for somebody to apply by hand
     * is told by {@link SchemaChanges#waiting}.
     */
    public Desired desired() {
        SourceCatalog catalog = catalog();
        boolean slotExists = systems.postgres().slot(names.slot()).isPresent();
        PipelineCompiler.Compiled compiled = compile(catalog);
        List<Problem> problems = new ArrayList<>(Prerequisites.missing(catalog.server(), slotExists));
        problems.addAll(Prerequisites.hidden(catalog, compiled.desired().sources()));
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
                        endpoints.kafka().bootstrap())
                .excusing(this::hasCopy);
    }

    /** Whether there is a copy of a table that the rule matches, or would if the table were still there. */
    private boolean hasCopy(TableRule rule) {
        try {
            Set<String> targets = Observer.copies(systems.clickhouse(), names);
            return targets.stream().anyMatch(target -> {
                int dot = target.indexOf('.');
                String database = target.substring(0, dot);
                return Stream.concat(config.databases().keySet().stream(), Stream.of(database))
                        .filter(schema -> config.databaseOf(schema).equals(database))
                        .anyMatch(schema -> rule.matches(new TableId(schema, target.substring(dot + 1))));
            });
        } catch (ProblemException e) {
            return false;
        }
    }

    private SourceCatalog catalog() {
        return CatalogReader.read(systems.postgres());
    }

    /** The tables as configured now. */
    public List<TargetTable> tables() {
        return compiled().desired().tables();
    }

    /** What the tables will be, as configured now. */
    public List<TableOutline> outlines() {
        return compiled().outlines();
    }

    /** The tables as configured now, with what each needs in ClickHouse and the columns that its copy has kept. */
    public List<Copy> copies() {
        ClickHouse clickhouse = systems.clickhouse();
        Map<String, TableShape> shapes = clickhouse.exists(TargetNames.SHAPES) ? Observer.shapes(clickhouse) : Map.of();
        return compiled().desired().copies().stream()
                .map(copy -> copy.asNoted(shapes))
                .toList();
    }

    private PipelineCompiler.Compiled compiled() {
        PipelineCompiler.Compiled compiled = compile(catalog());
        refuse(compiled.problems());
        return compiled;
    }

    /** What the configuration matches and the copies don't have. */
    public List<LeftOut> leftOut() {
        return compile(catalog()).leftOut();
    }

    /** What an apply by hand would do. */
    public Plan plan() {
        return Planner.plan(desired().byHand(), observe());
    }

    /** Plans and does it; returns what was done. */
    public Plan apply(Executor.Listener listener) {
        Plan plan = plan();
        execute(plan, listener);
        return plan;
    }

    /** The changes of the source that wait for an apply by hand. */
    public List<SchemaChange> waiting() {
        return config.changes().equals(config.changes().byHand())
                ? List.of()
                : SchemaChanges.waiting(compiled().desired(), observe());
    }

    /** Does a plan. */
    void execute(Plan plan, Executor.Listener listener) {
        new Executor(systems, names, config.load()).execute(plan, listener);
    }

    /** What a destroy would do. */
    public Plan destroyPlan() {
        return Planner.destroy(names, observe());
    }

    /** Takes the pipeline away; returns what was done. */
    public Plan destroy(Executor.Listener listener) {
        Plan plan = destroyPlan();
        new Executor(systems, names, config.load()).execute(plan, listener);
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

    /** What exists now. */
    Observed observe() {
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
