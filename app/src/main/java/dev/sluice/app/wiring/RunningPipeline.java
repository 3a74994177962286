/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.wiring;

import dev.sluice.app.port.LiveRun;
import dev.sluice.app.port.LiveState;
import dev.sluice.app.port.StatusReport;
import dev.sluice.app.port.Target;
import dev.sluice.core.config.PipelineConfig;
import dev.sluice.core.load.LoadProgress;
import dev.sluice.core.plan.Step;
import dev.sluice.core.problem.Problem;
import dev.sluice.core.problem.ProblemException;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.control.Executor;
import dev.sluice.runtime.control.SchemaWatch;
import dev.sluice.runtime.control.Watch;
import dev.sluice.runtime.verify.Barrier;
import dev.sluice.runtime.verify.ProofWatch;
import dev.sluice.stack.lifecycle.WorkspaceLayout;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code sluice run}: starts what is embedded, applies, and keeps the pipeline healthy until it is closed. One object, one
 * run. {@link #close} may come at any moment, also while services are still starting.
 */
class RunningPipeline implements LiveRun {
    private static final Logger LOG = LoggerFactory.getLogger(RunningPipeline.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private final long begin = System.nanoTime();
    private final PipelineConfig config;
    private final WorkspaceLayout layout;
    private final EmbeddedServices services;
    private final ServiceStates states;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean began;
    private volatile String headline = "starting";
    /** What is applied now, which comes before the headline; empty if nothing is. */
    private volatile String underWay = "";

    private volatile @Nullable StatusReport latest;
    private volatile @Nullable EmbeddedStack stack;
    private volatile @Nullable Session session;

    RunningPipeline(Target target) {
        this.config = DemoPipeline.configOf(target);
        this.layout = Session.layout(target, config);
        this.services = Session.services(config, layout);
        this.states = new ServiceStates(services.names());
    }

    @Override
    public final void run() {
        began = true;
        try {
            EmbeddedStack prepared = EmbeddedStack.prepare(services, layout, states, notice -> headline = notice);
            stack = prepared;
            if (stopping()) {
                prepared.close();
                return;
            }
            try (Session opened = Session.start(config, services, prepared, states)) {
                session = opened;
                work(opened);
            }
        } catch (ProblemException e) {
            if (!stopping()) {
                throw e;
            }
            LOG.info("Stopped while it was busy: {}", e.problem().what());
        } finally {
            ended.countDown();
        }
    }

    private void work(Session opened) {
        prepare(opened);
        SchemaWatch schema = opened.schemaWatch(new Loading());
        Thread looking = Thread.ofVirtual().name("status").start(() -> look(opened, schema));
        try {
            apply(opened, schema);
            watched(opened, schema);
        } finally {
            looking.interrupt();
            join(looking);
            headline = "stopping";
        }
    }

    /**
     * What does not answer at all is told at once, as its address may be wrong. A system that has answered and goes away is
     * waited for, as it is later on, and so is one that this process starts again. So are events that nobody can read for a
     * while.
     */
    private void apply(Session opened, SchemaWatch schema) {
        boolean answered = false;
        headline = "applying";
        while (true) {
            try {
                if (!answered) {
                    opened.control().systems().reach();
                    answered = true;
                }
                schema.start();
                return;
            } catch (ProblemException e) {
                Problem problem = e.problem();
                boolean waits = problem.isUnreachable() && (answered || isStartedHere(problem))
                        || problem.code().equals(Barrier.TIMEOUT);
                if (!waits) {
                    throw e;
                }
                LOG.warn("the apply waits: {}: {}", problem.code(), problem.what());
                headline = "waiting: " + problem.what();
                if (stopped(lookEvery())) {
                    throw e;
                }
            }
        }
    }

    private boolean isStartedHere(Problem unreachable) {
        return services.names().stream()
                .anyMatch(name -> unreachable.code().startsWith(name.equals("postgres") ? "source-" : name + "-"));
    }

    private void watched(Session opened, SchemaWatch schema) {
        List<TargetTable> tables = schema.tables();
        Watch watch = new Watch(opened.control(), schema);
        Thread watching = Thread.ofVirtual().name("watch").start(watch::run);
        ProofWatch proofs =
                new ProofWatch(opened.control().systems(), opened.control().names(), config.verify(), schema::tables);
        Thread proving = Thread.ofVirtual().name("verify").start(proofs::run);
        try {
            headline = "live";
            live(opened, tables);
        } finally {
            watch.stop();
            proving.interrupt();
            join(watching);
            join(proving);
        }
    }

    /** What has to be there before the pipeline is applied; nothing by default. */
    void prepare(Session opened) {}

    /** What goes on while the pipeline is live; returns when the run is over. */
    void live(Session opened, List<TargetTable> tables) {
        try {
            stop.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Commands that the screen proposes. */
    List<String> tryNext() {
        return List.of("sluice status -c FILE", "sluice sql -c FILE 'SHOW DATABASES'");
    }

    /** Puts a figure that only this run knows into what was measured. */
    StatusReport enriched(StatusReport measured) {
        return measured;
    }

    /** How often the state of all stages is measured, which takes the engines some time. */
    Duration lookEvery() {
        return LOOK_EVERY;
    }

    final void headline(String text) {
        headline = text;
    }

    final boolean stopping() {
        return stop.getCount() == 0;
    }

    /** Waits for the stop signal; true if it came. */
    final boolean stopped(Duration atMost) {
        try {
            return stop.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void look(Session opened, SchemaWatch schema) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                List<TargetTable> tables = schema.tables();
                // Before the first apply is done there is only the headline, and the load's progress after a while.
                if (tables.isEmpty()) {
                    Thread.sleep(lookEvery());
                }
                latest = tables.isEmpty() ? opened.status() : opened.status(tables, schema.waiting());
            } catch (InterruptedException e) {
                return;
            } catch (ProblemException e) {
                LOG.warn("status: {}: {}", e.problem().code(), e.problem().what());
                StatusReport before = latest;
                List<String> warnings = List.of(e.problem().what());
                latest = before == null
                        ? null
                        : new StatusReport(
                                before.pipeline(),
                                before.state(),
                                before.at(),
                                opened.services(),
                                before.slot(),
                                before.tables(),
                                before.load(),
                                before.memory(),
                                warnings);
            }
            try {
                Thread.sleep(lookEvery());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public final LiveState state() {
        StatusReport known = latest;
        Session opened = session;
        List<dev.sluice.app.port.ServiceStatus> now = opened == null ? states.shown(null) : opened.services();
        StatusReport report = known == null
                ? new StatusAssembler(new dev.sluice.core.capture.PipelineNames(config.pipeline()))
                        .bare("starting", now, List.of())
                : new StatusReport(
                        known.pipeline(),
                        known.state(),
                        known.at(),
                        now,
                        known.slot(),
                        known.tables(),
                        known.load(),
                        known.memory(),
                        known.warnings());
        return new LiveState(enriched(report), (System.nanoTime() - begin) / 1e9, shownHeadline(), tryNext());
    }

    private String shownHeadline() {
        String now = underWay;
        return now.isEmpty() || stopping() ? headline : now;
    }

    @Override
    public final void close() {
        stop.countDown();
        headline = "stopping";
        if (!began) {
            return;
        }
        EmbeddedStack starting = stack;
        if (starting != null && session == null) {
            // Still starting: its end makes start() give up.
            starting.cancel();
        }
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Shows how the apply goes on, and ends it when the run is to stop. */
    private final class Loading implements Executor.Listener {
        private final LoadHeadline loads = new LoadHeadline();

        @Override
        public void begins(Step step, int number, int of) {
            requireGoingOn();
            underWay = "applying, step " + number + " of " + of + ": " + step.what();
        }

        @Override
        public void progress(Step step, LoadProgress progress) {
            requireGoingOn();
            underWay = loads.of(step.what(), progress);
        }

        @Override
        public void ends(Step step) {}

        @Override
        public void waits(String why) {
            requireGoingOn();
            underWay = "waiting: " + why;
        }

        @Override
        public void rests() {
            underWay = "";
        }

        private void requireGoingOn() {
            if (stopping()) {
                throw Problem.system(
                                "stopped",
                                "the run was stopped while it applied",
                                "Start it again; it goes on from there.")
                        .asException();
            }
        }
    }
}
