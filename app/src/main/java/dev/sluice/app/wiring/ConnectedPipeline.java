/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.wiring;

import com.clickhouse.data.ClickHouseFormat;
import dev.sluice.app.port.ApplyReport;
import dev.sluice.app.port.DoctorReport;
import dev.sluice.app.port.GroupsReport;
import dev.sluice.app.port.HistoryReport;
import dev.sluice.app.port.HistoryRequest;
import dev.sluice.app.port.Parked;
import dev.sluice.app.port.ParkedRequest;
import dev.sluice.app.port.Pipeline;
import dev.sluice.app.port.PlanReport;
import dev.sluice.app.port.PlannedStep;
import dev.sluice.app.port.Progress;
import dev.sluice.app.port.ResyncReport;
import dev.sluice.app.port.StatusReport;
import dev.sluice.app.port.TailMessage;
import dev.sluice.app.port.TailRequest;
import dev.sluice.app.port.Target;
import dev.sluice.app.port.TopicsReport;
import dev.sluice.app.port.VerifyReport;
import dev.sluice.app.port.VerifyRequest;
import dev.sluice.app.port.WaitReport;
import dev.sluice.core.plan.LeftOut;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.SchemaChange;
import dev.sluice.core.problem.Problem;
import dev.sluice.core.problem.ProblemException;
import dev.sluice.core.source.Lsn;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.control.ControlPlane;
import dev.sluice.runtime.control.Executor;
import dev.sluice.runtime.target.HistoryReader;
import dev.sluice.runtime.topics.TopicTail;
import dev.sluice.runtime.verify.Barrier;
import dev.sluice.runtime.verify.Verifier;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One pipeline. The embedded services that it needs are those of a process that runs in the same workspace; if there is
 * none, {@code plan}, {@code apply}, {@code destroy}, {@code verify} and {@code doctor} start them for themselves, and the
 * commands that only look say that nothing runs.
 */
final class ConnectedPipeline implements Pipeline {
    private final Target target;
    private final Progress progress;
    private @Nullable Session session;

    ConnectedPipeline(Target target, Progress progress) {
        this.target = target;
        this.progress = progress;
    }

    private ControlPlane started() {
        return startedSession().control();
    }

    private Session startedSession() {
        Session open = session;
        if (open == null) {
            open = Session.open(target, progress);
            session = open;
        }
        return open;
    }

    private ControlPlane running() {
        return runningSession().control();
    }

    private Session runningSession() {
        Session open = session;
        if (open == null) {
            open = Session.ofRunning(target);
            session = open;
        }
        return open;
    }

    @Override
    public PlanReport plan() {
        ControlPlane control = started();
        Plan plan = control.plan();
        return new PlanReport(
                pipeline(),
                Steps.shown(plan),
                Outlines.shown(control.outlines(), plan),
                control.leftOut().stream().map(LeftOut::toString).toList(),
                control.waiting().stream().map(SchemaChange::waiting).toList());
    }

    @Override
    public ApplyReport apply(Consumer<PlannedStep> done) {
        return timed(listener -> startedSession().schemaWatch(listener).apply(), done);
    }

    @Override
    public PlanReport destroyPlan() {
        return new PlanReport(pipeline(), Steps.shown(started().destroyPlan()), List.of(), List.of(), List.of());
    }

    @Override
    public ApplyReport destroy(Consumer<PlannedStep> done) {
        return timed(listener -> started().destroy(listener), done);
    }

    private ApplyReport timed(Function<Executor.Listener, Plan> work, Consumer<PlannedStep> done) {
        long begin = System.nanoTime();
        Plan plan = work.apply(new AppliedSteps(done, progress));
        return new ApplyReport(pipeline(), Steps.shown(plan), (System.nanoTime() - begin) / 1e9);
    }

    @Override
    public StatusReport status() {
        return runningSession().status();
    }

    @Override
    public WaitReport waitFor(Duration timeout) {
        long begin = System.nanoTime();
        try {
            Lsn end = barrier().await(timeout);
            return new WaitReport(pipeline(), end.toString(), true, millisSince(begin), List.of(), parkedEvents());
        } catch (ProblemException e) {
            if (!e.problem().code().equals(Barrier.TIMEOUT)) {
                throw e;
            }
            return new WaitReport(
                    pipeline(),
                    "",
                    false,
                    millisSince(begin),
                    List.of(e.problem().what()),
                    parkedEvents());
        }
    }

    private static void requireCopy(ControlPlane control, TargetTable table) {
        if (!control.systems().clickhouse().exists(table.names().live())) {
            throw Problem.user(
                            "copy-not-current",
                            "the table " + table.source() + " has no copy yet",
                            "Run ./sluice run, or ./sluice apply, first.")
                    .asException();
        }
    }

    private long parkedEvents() {
        return parked().list(new ParkedRequest(List.of(), List.of(), false, 0)).events();
    }

    private static double millisSince(long begin) {
        return (System.nanoTime() - begin) / 1e6;
    }

    @Override
    public VerifyReport verify(VerifyRequest request) {
        List<TargetTable> tables = request.tables().isEmpty()
                ? started().tables()
                : request.tables().stream().map(name -> table(started(), name)).toList();
        tables.forEach(table -> requireCopy(started(), table));
        return Verification.of(started(), tables, new Verifier.Options(request.limit(), request.repair()));
    }

    @Override
    public ResyncReport resync(List<String> tables, boolean fromStart) {
        return new ResyncDesk(startedSession(), progress).read(tables, fromStart);
    }

    @Override
    public HistoryReport history(HistoryRequest request) {
        TargetTable table = table(running(), request.table());
        requireCopy(running(), table);
        if (table.isCounted()) {
            throw Problem.user(
                            "table-without-key",
                            "the table " + table.source() + " has no key, so the versions of one row can't be told",
                            "Ask the view " + table.names().history() + " with ./sluice sql.")
                    .asException();
        }
        if (request.key().size() != table.key().size()) {
            throw Problem.user(
                            "key-size",
                            "the key of " + table.source() + " has "
                                    + table.key().size() + " columns (" + String.join(", ", table.key()) + "), not "
                                    + request.key().size(),
                            "Give a value for each of them, in this order.")
                    .asException();
        }
        List<HistoryReport.Version> versions = new HistoryReader(
                        running().systems().clickhouse())
                .read(table, request.key(), request.limit()).stream()
                        .map(version -> new HistoryReport.Version(
                                version.op(),
                                version.lsn().toString(),
                                version.tx(),
                                version.committedAt(),
                                version.syncedAt(),
                                version.values()))
                        .toList();
        return new HistoryReport(
                table.source().toString(),
                request.key(),
                table.columns().stream().map(column -> column.name()).toList(),
                versions);
    }

    @Override
    public Parked parked() {
        return ParkedDesk.of(running());
    }

    @Override
    public void sql(String statement, String format, OutputStream out) {
        ClickHouseFormat known;
        try {
            known = ClickHouseFormat.valueOf(format);
        } catch (IllegalArgumentException e) {
            throw Problem.user(
                            "no-such-format",
                            "ClickHouse has no format " + format,
                            "Take one such as PrettyCompact, TabSeparated, CSV or JSONEachRow.")
                    .causedBy(e);
        }
        running().systems().clickhouse().copy(statement, known, out);
    }

    @Override
    public TopicsReport topics() {
        return KafkaReports.topics(running());
    }

    @Override
    public GroupsReport groups() {
        return KafkaReports.groups(running());
    }

    @Override
    public void tail(TailRequest request, Consumer<TailMessage> each) {
        TargetTable table = table(running(), request.table());
        new TopicTail(running().endpoints().kafka())
                .read(
                        table.topic(),
                        request.last(),
                        () -> request.follow() && !Thread.currentThread().isInterrupted(),
                        message -> each.accept(new TailMessage(
                                message.topic(),
                                message.partition(),
                                message.offset(),
                                Instant.ofEpochMilli(message.timestamp()),
                                message.key(),
                                message.value())));
    }

    @Override
    public DoctorReport doctor() {
        return Doctor.examine(started());
    }

    @Override
    public void close() {
        Session open = session;
        if (open != null) {
            open.close();
        }
    }

    private Barrier barrier() {
        ControlPlane control = running();
        return new Barrier(control.systems(), control.names(), control.tables());
    }

    static TargetTable table(ControlPlane control, String name) {
        List<TargetTable> tables = control.tables();
        return tables.stream()
                .filter(table -> table.source().toString().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.user(
                                "no-such-table",
                                "the pipeline " + control.names().pipeline() + " has no table " + name,
                                "Its tables are "
                                        + String.join(
                                                ", ",
                                                tables.stream()
                                                        .map(table ->
                                                                table.source().toString())
                                                        .toList())
                                        + ".")
                        .asException());
    }

    private String pipeline() {
        return DemoPipeline.configOf(target).pipeline();
    }
}
