/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import dev.sluice.app.port.ApplyReport;
import dev.sluice.app.port.BenchReport;
import dev.sluice.app.port.BenchRequest;
import dev.sluice.app.port.BenchRun;
import dev.sluice.app.port.DemoRequest;
import dev.sluice.app.port.DemoRun;
import dev.sluice.app.port.DoctorReport;
import dev.sluice.app.port.DropReport;
import dev.sluice.app.port.GroupsReport;
import dev.sluice.app.port.HistoryReport;
import dev.sluice.app.port.HistoryRequest;
import dev.sluice.app.port.LiveRun;
import dev.sluice.app.port.LiveState;
import dev.sluice.app.port.Parked;
import dev.sluice.app.port.ParkedEvent;
import dev.sluice.app.port.ParkedReport;
import dev.sluice.app.port.ParkedRequest;
import dev.sluice.app.port.Pipeline;
import dev.sluice.app.port.PlanReport;
import dev.sluice.app.port.PlannedStep;
import dev.sluice.app.port.Progress;
import dev.sluice.app.port.ReplayReport;
import dev.sluice.app.port.ResyncReport;
import dev.sluice.app.port.ServiceRequest;
import dev.sluice.app.port.StatusReport;
import dev.sluice.app.port.TailMessage;
import dev.sluice.app.port.TailRequest;
import dev.sluice.app.port.Target;
import dev.sluice.app.port.TopicsReport;
import dev.sluice.app.port.VerifyReport;
import dev.sluice.app.port.VerifyRequest;
import dev.sluice.app.port.WaitReport;
import dev.sluice.app.port.Wiring;
import dev.sluice.app.view.BenchSample;
import dev.sluice.app.view.ParkedSamples;
import dev.sluice.app.view.Samples;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Answers every call with a sample and remembers it. */
final class FixedWiring implements Wiring {
    final List<String> calls = new ArrayList<>();
    int open;

    @Nullable
    RuntimeException failure;

    @Override
    public Pipeline pipeline(Target target, Progress progress) {
        open++;
        return new FixedPipeline();
    }

    @Override
    public DemoRun demo(Target target, DemoRequest request) {
        return new FixedRun((request.headless() ? "headless " : "live ") + request.seconds() + " s at " + request.rate()
                + "/s after " + request.warmup());
    }

    @Override
    public LiveRun run(Target target) {
        return new FixedRun("run");
    }

    @Override
    public LiveRun service(Target target, ServiceRequest request) {
        return new FixedRun("service " + request.name() + " " + request.port().orElse(0));
    }

    @Override
    public BenchRun bench(Target target, BenchRequest request, Progress progress) {
        open++;
        return new BenchRun() {
            @Override
            public BenchReport run() {
                called("bench " + request.name() + " " + request.size() + " rows, " + request.runs() + " runs");
                return BenchSample.report();
            }

            @Override
            public void close() {
                open--;
            }
        };
    }

    private void called(String call) {
        calls.add(call);
        if (failure != null) {
            throw failure;
        }
    }

    private final class FixedRun implements DemoRun {
        private final String call;

        FixedRun(String call) {
            this.call = call;
        }

        @Override
        public void run() {
            open++;
            called(call);
        }

        @Override
        public LiveState state() {
            return Samples.state(Samples.live());
        }

        @Override
        public VerifyReport report() {
            return Samples.equal();
        }

        @Override
        public void close() {
            open--;
        }
    }

    private final class FixedParked implements Parked {
        @Override
        public ParkedReport list(ParkedRequest request) {
            called("parked list " + request.tables() + " " + request.ids() + " " + request.limit());
            return request.closed() ? ParkedSamples.closed() : ParkedSamples.parked();
        }

        @Override
        public ParkedEvent show(String id) {
            called("parked show " + id);
            return ParkedSamples.parkedEvent();
        }

        @Override
        public ReplayReport replay(ParkedRequest request) {
            called("parked replay " + request.tables() + " " + request.ids());
            return ParkedSamples.replayed();
        }

        @Override
        public DropReport drop(ParkedRequest request, ParkedReport told) {
            called("parked drop " + request.tables() + " " + request.ids());
            return ParkedSamples.dropped();
        }
    }

    private final class FixedPipeline implements Pipeline {
        @Override
        public PlanReport plan() {
            called("plan");
            return Samples.plan();
        }

        @Override
        public ApplyReport apply(Consumer<PlannedStep> done) {
            called("apply");
            Samples.plan().steps().forEach(done);
            return Samples.applied();
        }

        @Override
        public PlanReport destroyPlan() {
            called("destroyPlan");
            return Samples.plan();
        }

        @Override
        public ApplyReport destroy(Consumer<PlannedStep> done) {
            called("destroy");
            Samples.plan().steps().forEach(done);
            return Samples.applied();
        }

        @Override
        public StatusReport status() {
            called("status");
            return Samples.live();
        }

        @Override
        public WaitReport waitFor(Duration timeout) {
            called("wait " + timeout);
            return Samples.waited();
        }

        @Override
        public VerifyReport verify(VerifyRequest request) {
            called("verify " + request.tables() + " " + request.limit());
            return Samples.different();
        }

        @Override
        public ResyncReport resync(List<String> tables, boolean fromStart) {
            called("resync " + tables + (fromStart ? " from start" : ""));
            return Samples.readAgain();
        }

        @Override
        public HistoryReport history(HistoryRequest request) {
            called("history " + request.table() + " " + request.key() + " " + request.limit());
            return Samples.history();
        }

        @Override
        public Parked parked() {
            return new FixedParked();
        }

        @Override
        public void sql(String statement, String format, OutputStream out) {
            called("sql " + format + " " + statement);
        }

        @Override
        public TopicsReport topics() {
            called("topics");
            return Samples.topics();
        }

        @Override
        public GroupsReport groups() {
            called("groups");
            return Samples.groups();
        }

        @Override
        public void tail(TailRequest request, Consumer<TailMessage> each) {
            called("tail " + request.table() + " " + request.last() + " " + request.follow());
            each.accept(Samples.message());
            each.accept(Samples.tombstone());
        }

        @Override
        public DoctorReport doctor() {
            called("doctor");
            return Samples.doctor();
        }

        @Override
        public void close() {
            open--;
        }
    }
}
