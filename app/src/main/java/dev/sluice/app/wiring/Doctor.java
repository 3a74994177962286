/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.wiring;

import dev.sluice.app.port.DoctorReport;
import dev.sluice.app.port.DoctorReport.Finding;
import dev.sluice.app.port.DoctorReport.Level;
import dev.sluice.app.port.PlannedTable;
import dev.sluice.core.capture.ConnectorDefaults;
import dev.sluice.core.plan.LeftOut;
import dev.sluice.core.plan.PipelineCompiler.Compiled;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.problem.Problem;
import dev.sluice.core.problem.ProblemException;
import dev.sluice.core.source.Prerequisites;
import dev.sluice.core.source.SourceCatalog;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.control.ControlPlane;
import dev.sluice.runtime.source.CatalogReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Checks every prerequisite and changes nothing. */
final class Doctor {
    private final ControlPlane control;
    private final List<Finding> findings = new ArrayList<>();
    private final List<PlannedTable> tables = new ArrayList<>();

    private Doctor(ControlPlane control) {
        this.control = control;
    }

    static DoctorReport examine(ControlPlane control) {
        Doctor doctor = new Doctor(control);
        doctor.check("postgres", "connection", doctor::source);
        doctor.check("connect", "plugins", doctor::connect);
        doctor.check("kafka", "connection", doctor::kafka);
        doctor.check("clickhouse", "connection", doctor::clickhouse);
        return new DoctorReport(List.copyOf(doctor.findings), List.copyOf(doctor.tables));
    }

    /** What can't be asked is a finding too, and the other systems are examined all the same. */
    private void check(String system, String what, Runnable examination) {
        try {
            examination.run();
        } catch (ProblemException e) {
            failed(system, what, e.problem());
        }
    }

    private void source() {
        SourceCatalog catalog = CatalogReader.read(control.systems().postgres());
        int version = catalog.server().versionNumber();
        ok("postgres", "connection", "PostgreSQL " + version / 10000 + "." + version % 10000 + " answers.");
        boolean slot = control.systems().postgres().slot(control.names().slot()).isPresent();
        List<Problem> missing = Prerequisites.missing(catalog.server(), slot);
        missing.forEach(problem -> failed("postgres", problem.code(), problem));
        if (missing.isEmpty()) {
            ok(
                    "postgres",
                    "replication",
                    "wal_level is logical, and " + catalog.server().user() + " may replicate.");
        }
        Compiled compiled = control.compile(catalog);
        Prerequisites.hidden(catalog, compiled.desired().sources())
                .forEach(problem -> failed("postgres", problem.code(), problem));
        compiled.problems().forEach(problem -> failed("postgres", problem.code(), problem));
        tables.addAll(Outlines.shown(compiled.outlines(), new Plan(List.of())));
        for (LeftOut left : compiled.leftOut()) {
            findings.add(new Finding("postgres", "left out", Level.WARNING, left.toString(), left.next()));
        }
        for (TargetTable table : compiled.desired().tables()) {
            if (table.isInsertsOnly()) {
                findings.add(new Finding(
                        "postgres",
                        "table " + table.source(),
                        Level.WARNING,
                        "Only inserts of " + table.source() + " are copied: updates and deletes are not seen.",
                        "Add a primary key, or run ALTER TABLE … REPLICA IDENTITY FULL, if its rows ever change."));
                continue;
            }
            ok(
                    "postgres",
                    "table " + table.source(),
                    table.columns().size() + " columns, "
                            + (table.isCounted()
                                    ? "no key (equal rows are counted)"
                                    : "key (" + String.join(", ", table.key()) + ")")
                            + ", becomes " + table.names().live() + ".");
        }
    }

    private void connect() {
        Set<String> plugins = Set.copyOf(control.systems().connect().plugins());
        for (String needed : List.of(
                ConnectorDefaults.settings().getOrDefault("connector.class", ""),
                ConnectorDefaults.settings().getOrDefault("value.converter", ""))) {
            if (plugins.contains(needed)) {
                ok("connect", "plugin " + needed, "The worker has it.");
            } else {
                findings.add(new Finding(
                        "connect",
                        "plugin " + needed,
                        Level.FAILED,
                        "The worker lacks it.",
                        "Unpack connect/target/plugin/sluice-connect.zip and Debezium's Postgres connector into a folder of"
                                + " the worker's plugin.path, and restart it."));
            }
        }
    }

    private void kafka() {
        control.systems().kafka().topics("");
        ok(
                "kafka",
                "connection",
                "The brokers at " + control.endpoints().kafka().bootstrap() + " answer.");
    }

    private void clickhouse() {
        ok(
                "clickhouse",
                "connection",
                "ClickHouse " + control.systems().clickhouse().value("SELECT version()") + " answers.");
        boolean kafka = !control.systems()
                .clickhouse()
                .value("SELECT count() FROM system.table_engines WHERE name = 'Kafka'")
                .equals("0");
        if (kafka) {
            ok("clickhouse", "Kafka engine", "It is there.");
        } else {
            findings.add(new Finding(
                    "clickhouse",
                    "Kafka engine",
                    Level.FAILED,
                    "This ClickHouse has no Kafka engine.",
                    "Use an official build of ClickHouse."));
        }
        if (extractsEvents()) {
            ok("clickhouse", "events", "It reads values of all types out of JSON.");
        } else {
            findings.add(new Finding(
                    "clickhouse",
                    "events",
                    Level.FAILED,
                    "This ClickHouse doesn't read values of all types out of JSON, which is how events arrive.",
                    "Use a later version of ClickHouse."));
        }
    }

    /** Asks for what the stream's reader does, since a version says less. */
    private boolean extractsEvents() {
        try {
            return control.systems()
                    .clickhouse()
                    .value(
                            "SELECT toString(JSONExtract('{\"a\":-1,\"b\":\"x\",\"c\":\"1.50\",\"d\":\"2026-01-02\","
                                    + "\"e\":\"2026-01-02 03:04:05.5\",\"f\":\"36893488147419103233\",\"g\":[\"u\"],\"h\":true}',"
                                    + " 'Tuple(a Nullable(Int8), b Nullable(Int8), c Nullable(Decimal(9, 2)), d Nullable(Date32),"
                                    + " e Nullable(DateTime64(6, \\'UTC\\')), f UInt128, g Array(Enum16(\\'u\\' = 5)), h Bool)'))")
                    .equals("(-1,NULL,1.5,'2026-01-02','2026-01-02 03:04:05.500000',36893488147419103233,['u'],true)");
        } catch (ProblemException e) {
            if (e.problem().retryable()) {
                throw e;
            }
            return false;
        }
    }

    private void ok(String system, String check, String what) {
        findings.add(new Finding(system, check, Level.OK, what, null));
    }

    private void failed(String system, String check, Problem problem) {
        findings.add(new Finding(system, check, Level.FAILED, problem.what(), problem.next()));
    }
}
