/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.config.ChangePolicies;
import dev.sluice.core.config.LoadConfig;
import dev.sluice.core.config.PipelineConfig;
import dev.sluice.core.config.PipelineConfig.TableRule;
import dev.sluice.core.config.VerifyConfig;
import dev.sluice.core.load.LoadProgress;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.Step;
import dev.sluice.core.target.TargetTable;
import dev.sluice.core.verify.TableVerification;
import dev.sluice.runtime.control.ControlPlane;
import dev.sluice.runtime.control.Executor;
import dev.sluice.runtime.control.SchemaWatch;
import dev.sluice.runtime.control.Systems;
import dev.sluice.runtime.control.Watch;
import dev.sluice.runtime.target.ClickHouse;
import dev.sluice.runtime.verify.Barrier;
import dev.sluice.runtime.verify.Verifier;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One live pipeline over all tables of one schema; pipeline, schema and ClickHouse database have the same name. Closing
 * it destroys the pipeline and drops the schema.
 */
final class Scenario implements AutoCloseable {
    /** Long enough for a busy machine; nobody waits for its end but a test that fails. */
    static final Duration LONG = Duration.ofSeconds(60);

    private final Source source;
    private final ControlPlane control;
    private final Watch watch;
    private final Thread watching;

    private Scenario(Source source, ControlPlane control, Watch watch, Thread watching) {
        this.source = source;
        this.control = control;
        this.watch = watch;
        this.watching = watching;
    }

    /** Creates schema and tables, applies the pipeline and keeps it healthy, as {@code sluice run} does. */
    static Scenario live(Engines engines, String name, String... tables) throws SQLException {
        return live(engines, schema(engines, name, tables));
    }

    /** Applies a pipeline named as its schema, which is there, and keeps it healthy; without rules of all tables in it. */
    static Scenario live(Engines engines, Source source, TableRule... rules) {
        String name = source.schema();
        ControlPlane control = rules.length == 0
                ? control(engines, name)
                : control(engines, name, Systems.open(engines.endpoints()), List.of(rules));
        return live(source, control);
    }

    /** The same with these policies; without rules of all tables in the schema. */
    static Scenario live(Engines engines, Source source, ChangePolicies changes, TableRule... rules) {
        String name = source.schema();
        List<TableRule> tables =
                rules.length == 0 ? List.of(new TableRule(name + ".*", List.of(), Optional.empty())) : List.of(rules);
        return live(source, control(engines, name, Systems.open(engines.endpoints()), tables, changes));
    }

    private static Scenario live(Source source, ControlPlane control) {
        SchemaWatch schema = schemaWatch(control);
        schema.start();
        Watch watch = new Watch(control, schema);
        return new Scenario(
                source,
                control,
                watch,
                Thread.ofVirtual().name("watch-" + source.schema()).start(watch::run));
    }

    /** Creates schema and tables and applies the pipeline; nothing watches it then, as after {@code sluice apply}. */
    static Scenario still(Engines engines, String name, String... tables) throws SQLException {
        Source source = schema(engines, name, tables);
        ControlPlane control = control(engines, name);
        Scenario scenario = new Scenario(
                source,
                control,
                new Watch(control, schemaWatch(control)),
                Thread.ofVirtual().unstarted(() -> {}));
        scenario.apply();
        return scenario;
    }

    private static SchemaWatch schemaWatch(ControlPlane control) {
        return new SchemaWatch(
                control,
                (changed, timeout) -> new Barrier(control.systems(), control.names(), changed).awaitRead(timeout),
                new Quiet());
    }

    /** What {@code sluice apply} does. */
    Plan apply() {
        return schemaWatch(control).apply();
    }

    /** A new schema with these tables. */
    static Source schema(Engines engines, String name, String... tables) throws SQLException {
        Source source = new Source(engines.postgres(), name);
        source.run("DROP SCHEMA IF EXISTS " + name + " CASCADE", "CREATE SCHEMA " + name);
        source.run(tables);
        return source;
    }

    /** The control plane of a pipeline over all tables of the schema of the same name; close its systems after use. */
    static ControlPlane control(Engines engines, String name) {
        return control(
                engines,
                name,
                Systems.open(engines.endpoints()),
                List.of(new TableRule(name + ".*", List.of(), Optional.empty())));
    }

    /** The control plane of a pipeline of that name and with these rules. */
    static ControlPlane control(Engines engines, String name, Systems systems, List<TableRule> rules) {
        return control(engines, name, systems, rules, ChangePolicies.USUAL);
    }

    private static ControlPlane control(
            Engines engines, String name, Systems systems, List<TableRule> rules, ChangePolicies changes) {
        PipelineConfig config = new PipelineConfig(
                name,
                Optional.empty(),
                rules,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                LoadConfig.USUAL,
                VerifyConfig.USUAL,
                changes,
                Map.of());
        return new ControlPlane(config, engines.endpoints(), engines.passwordReference(), systems);
    }

    /** The same over all tables of the schema of that name, with another way to load. */
    static ControlPlane control(Engines engines, String name, LoadConfig load) {
        PipelineConfig config = new PipelineConfig(
                name,
                Optional.empty(),
                List.of(new TableRule(name + ".*", List.of(), Optional.empty())),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                load,
                VerifyConfig.USUAL,
                ChangePolicies.USUAL,
                Map.of());
        return new ControlPlane(
                config, engines.endpoints(), engines.passwordReference(), Systems.open(engines.endpoints()));
    }

    Source source() {
        return source;
    }

    ControlPlane control() {
        return control;
    }

    ClickHouse clickhouse() {
        return control.systems().clickhouse();
    }

    TargetTable table(String name) {
        return control.tables().stream()
                .filter(table -> table.source().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Returns when everything committed so far is visible. */
    void await() {
        new Barrier(control.systems(), control.names(), control.tables()).await(LONG);
    }

    /** Returns when ClickHouse has read everything committed so far, be it parked. */
    void awaitRead() {
        new Barrier(control.systems(), control.names(), control.tables()).awaitRead(LONG);
    }

    /** What the product's own comparison finds. */
    TableVerification verify(String name) {
        return verify(name, false);
    }

    /** The same, and mends what differs if asked to. */
    TableVerification verify(String name, boolean repair) {
        Barrier barrier = new Barrier(control.systems(), control.names(), control.tables());
        return new Verifier(control.systems(), barrier, LONG, new Verifier.Options(10, repair)).verify(table(name));
    }

    /** What {@code sluice apply} does, for a control plane of a test's own. */
    static Plan apply(ControlPlane control) {
        return schemaWatch(control).apply();
    }

    /** Waits, then compares all rows of all tables. */
    void assertEqual() throws SQLException {
        assertEqual(control, source);
    }

    /** Waits for one table, then compares all of its rows. */
    void assertEqual(String name) throws SQLException {
        new Barrier(control.systems(), control.names(), List.of(table(name))).await(LONG);
        assertThat(WholeTable.copyOf(source, clickhouse(), name)).as(name).isEqualTo(WholeTable.in(source, name));
    }

    /** The same as for all tables, for a control plane of a test's own. */
    static void assertEqual(ControlPlane control, Source source) throws SQLException {
        new Barrier(control.systems(), control.names(), control.tables()).await(LONG);
        for (TargetTable table : control.tables()) {
            String name = table.source().name();
            Source schema = new Source(source.address(), table.source().schema());
            assertThat(WholeTable.copyOf(schema, control.systems().clickhouse(), name))
                    .as(table.source().toString())
                    .isEqualTo(WholeTable.in(schema, name));
        }
    }

    /**
     * Every change of a table in order, each as {@code op value value …}; NULL is a dash. The two halves of a change of
     * key are one change in the WAL, and so have one version; so have all rows of the initial load, which come in the order of their texts.
     */
    List<String> history(String table) {
        TargetTable target = table(table);
        String values = String.join(
                ", ",
                target.columns().stream()
                        .map(column -> "ifNull(toString(" + column.quoted() + "), '-')")
                        .toList());
        return clickhouse()
                .rows("SELECT concat_ws(' ', _op, " + values + ") FROM `" + source.schema() + "`.`" + table
                        + "_history` ORDER BY _version, _op DESC, 1")
                .stream()
                .map(row -> row.get(0).asText())
                .toList();
    }

    /** For whoever asks why nothing goes on: what the watch and the connector do now, and how far the tables are. */
    String whereItStands() {
        StringBuilder text = new StringBuilder("the watch is ").append(watching.getState());
        for (StackTraceElement frame : watching.getStackTrace()) {
            text.append("\n  ").append(frame);
        }
        Thread.getAllStackTraces().forEach((thread, frames) -> {
            if (thread.getName().startsWith("load-")
                    || thread.getName().contains(control.names().connector())
                    || thread.getName().startsWith("debezium-")) {
                text.append("\n").append(thread.getName());
                List.of(frames).forEach(frame -> text.append("\n  ").append(frame));
            }
        });
        try {
            text.append("\n")
                    .append(control.systems().connect().state(control.names().connector()));
            source.rows("SELECT s::text, a::text FROM pg_replication_slots s LEFT JOIN pg_stat_activity a"
                            + " ON a.pid = s.active_pid WHERE slot_name = '"
                            + control.names().slot() + "'")
                    .forEach(row -> text.append("\n").append(row));
        } catch (SQLException | RuntimeException e) {
            text.append("\n").append(e);
        }
        for (String asked : List.of(
                "SELECT target, state, rows, at FROM _sluice.loads FINAL WHERE startsWith(target, '" + source.schema()
                        + ".')",
                "SELECT target, toward, at FROM _sluice.shapes FINAL WHERE startsWith(target, '" + source.schema()
                        + ".')",
                "SELECT name, metadata_modification_time FROM system.tables WHERE database = '_sluice' AND startsWith(name, 'stale."
                        + source.schema() + ".')",
                "SELECT query_id, elapsed, query FROM system.processes")) {
            text.append("\n").append(asked);
            try {
                clickhouse().eachRow(asked, row -> text.append("\n  ").append(row));
            } catch (RuntimeException e) {
                // What is told here must not hide why somebody asks.
                text.append("\n  ").append(e);
            }
        }
        return text.toString();
    }

    /** From here on nothing follows by itself. */
    void stopWatching() {
        watch.stop();
        try {
            if (watching.getState() != Thread.State.NEW) {
                watching.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws SQLException {
        stopWatching();
        try (Systems systems = control.systems()) {
            assertThat(systems.clickhouse().reachable()).isTrue();
            control.destroy(new Quiet());
        }
        source.run("DROP SCHEMA " + source.schema() + " CASCADE");
    }

    /** What a plan would do, as a person reads it. */
    static List<String> steps(Plan plan) {
        return plan.steps().stream().map(Step::what).toList();
    }

    /** Says nothing. */
    static class Quiet implements Executor.Listener {
        @Override
        public void begins(Step step, int number, int of) {}

        @Override
        public void progress(Step step, LoadProgress progress) {}

        @Override
        public void ends(Step step) {}
    }
}
