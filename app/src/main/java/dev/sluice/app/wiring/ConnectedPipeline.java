/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.wiring;

import com.clickhouse.data.ClickHouseFormat;
import dev.sluice.app.port.ApplyReport;
import dev.sluice.app.port.DoctorReport;
import dev.sluice.app.port.GroupsReport;
import dev.sluice.app.port.HistoryReport;
import dev.sluice.app.port.HistoryRequest;
import dev.sluice.app.port.Pipeline;
import dev.sluice.app.port.PlanReport;
import dev.sluice.app.port.PlannedStep;
import dev.sluice.app.port.StatusReport;
import dev.sluice.app.port.TailMessage;
import dev.sluice.app.port.TailRequest;
import dev.sluice.app.port.TopicsReport;
import dev.sluice.app.port.VerifyReport;
import dev.sluice.app.port.VerifyRequest;
import dev.sluice.app.port.WaitReport;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.Step;
import dev.sluice.core.problem.Problem;
import dev.sluice.core.problem.ProblemException;
import dev.sluice.core.source.Lsn;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.control.ControlPlane;
import dev.sluice.runtime.control.Executor;
import dev.sluice.runtime.target.HistoryReader;
import dev.sluice.runtime.topics.TopicTail;
import dev.sluice.runtime.verify.Barrier;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** One pipeline, its systems reached at their addresses. */
final class ConnectedPipeline implements Pipeline {
    private final ControlPlane control;
    private final Supplier<StatusReport> status;
    private final Runnable close;

    /**
     * @param status reads the present state
     * @param close lets go of everything that was opened or started for this object
     */
    ConnectedPipeline(ControlPlane control, Supplier<StatusReport> status, Runnable close) {
        this.control = control;
        this.status = status;
        this.close = close;
    }

    @Override
    public PlanReport plan() {
        return new PlanReport(pipeline(), Steps.shown(control.plan()));
    }

    @Override
    public ApplyReport apply(Consumer<PlannedStep> done) {
        return timed(listener -> control.apply(listener), done);
    }

    @Override
    public PlanReport destroyPlan() {
        return new PlanReport(pipeline(), Steps.shown(control.destroyPlan()));
    }

    @Override
    public ApplyReport destroy(Consumer<PlannedStep> done) {
        return timed(listener -> control.destroy(listener), done);
    }

    private ApplyReport timed(Function<Executor.Listener, Plan> work, Consumer<PlannedStep> done) {
        long begin = System.nanoTime();
        Plan plan = work.apply(new Executor.Listener() {
            @Override
            public void begins(Step step, int number, int of) {}

            @Override
            public void progress(Step step, long rows) {}

            @Override
            public void ends(Step step) {
                done.accept(Steps.shown(step));
            }
        });
        return new ApplyReport(pipeline(), Steps.shown(plan), (System.nanoTime() - begin) / 1e9);
    }

    @Override
    public StatusReport status() {
        return status.get();
    }

    @Override
    public WaitReport waitFor(Duration timeout) {
        long begin = System.nanoTime();
        try {
            Lsn end = barrier().await(timeout);
            return new WaitReport(pipeline(), end.toString(), true, millisSince(begin), List.of());
        } catch (ProblemException e) {
            if (!e.problem().code().equals(Barrier.TIMEOUT)) {
                throw e;
            }
            return new WaitReport(
                    pipeline(),
                    "",
                    false,
                    millisSince(begin),
                    List.of(e.problem().what()));
        }
    }

    private static double millisSince(long begin) {
        return (System.nanoTime() - begin) / 1e6;
    }

    @Override
    public VerifyReport verify(VerifyRequest request) {
        List<TargetTable> tables = request.tables().isEmpty()
                ? control.tables()
                : request.tables().stream().map(this::table).toList();
        return Verification.of(control, tables, request.limit());
    }

    @Override
    public HistoryReport history(HistoryRequest request) {
        TargetTable table = table(request.table());
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
                        control.systems().clickhouse())
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
        control.systems().clickhouse().copy(statement, known, out);
    }

    @Override
    public TopicsReport topics() {
        return KafkaReports.topics(control);
    }

    @Override
    public GroupsReport groups() {
        return KafkaReports.groups(control);
    }

    @Override
    public void tail(TailRequest request, Consumer<TailMessage> each) {
        TargetTable table = table(request.table());
        new TopicTail(control.endpoints().kafka())
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
        return Doctor.examine(control);
    }

    @Override
    public void close() {
        close.run();
    }

    private Barrier barrier() {
        return new Barrier(control.systems(), control.names(), control.tables());
    }

    private TargetTable table(String name) {
        List<TargetTable> tables = control.tables();
        return tables.stream()
                .filter(table -> table.source().toString().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.user(
                                "no-such-table",
                                "the pipeline " + pipeline() + " has no table " + name,
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
        return control.names().pipeline();
    }
}
