/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.wiring;

import dev.sluice.app.bench.Bench;
import dev.sluice.app.bench.TestBed;
import dev.sluice.app.port.BenchReport;
import dev.sluice.app.port.BenchRun;
import dev.sluice.app.port.Progress;
import dev.sluice.app.port.Target;
import dev.sluice.core.load.LoadProgress;
import dev.sluice.core.plan.Step;
import dev.sluice.core.problem.Problem;
import dev.sluice.runtime.control.Executor;
import dev.sluice.stack.lifecycle.CpuUse;
import dev.sluice.stack.lifecycle.Folders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A benchmark with services of its own, in a new folder of the workspace that is gone afterwards. */
final class OwnBench implements BenchRun {
    private final Bench bench;
    private final Progress progress;
    private final Path folder;
    private @Nullable Session session;

    OwnBench(Target target, Bench bench, Progress progress) {
        this.bench = bench;
        this.progress = progress;
        this.folder =
                target.workspace().resolve("bench-" + ProcessHandle.current().pid());
    }

    @Override
    public BenchReport run() {
        Session opened = Session.open(new Target(Optional.of(bench.config()), folder), progress);
        session = opened;
        return bench.run(
                new TestBed(opened.control(), new OwnHand(opened, progress), opened::cpu, opened::ownMemory, progress));
    }

    @Override
    public void close() {
        Session opened = session;
        try {
            if (opened != null) {
                opened.close();
            }
        } finally {
            delete();
        }
    }

    private void delete() {
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            throw Problem.user(
                            "bench-folder",
                            "the benchmark's folder " + folder + " can't be deleted: " + e.getMessage(),
                            "Delete it.")
                    .causedBy(e);
        }
    }

    private record OwnHand(Session session, Progress progress) implements TestBed.Hand {
        @Override
        public TestBed.Load apply(Runnable loading) {
            Applying applying = new Applying(session, progress, loading);
            session.schemaWatch(applying).apply();
            return applying.load();
        }

        @Override
        public void destroy() {
            session.control().destroy(new Applying(session, progress, () -> {}));
        }
    }

    /** Tells what is done, and takes the time of the load. */
    private static final class Applying implements Executor.Listener {
        private final Session session;
        private final Progress progress;
        private final Runnable loading;
        private final LoadHeadline loads = new LoadHeadline();
        private int open;
        private long began;
        private CpuUse cpuBefore = new CpuUse(Map.of());
        private TestBed.Load load = new TestBed.Load(0, cpuBefore);

        Applying(Session session, Progress progress, Runnable loading) {
            this.session = session;
            this.progress = progress;
            this.loading = loading;
        }

        TestBed.Load load() {
            return load;
        }

        @Override
        public void begins(Step step, int number, int of) {
            progress.report(step.what(), Double.NaN);
            if (step instanceof Step.LoadTable && open++ == 0) {
                cpuBefore = session.cpu();
                began = System.nanoTime();
                loading.run();
            }
        }

        @Override
        public void progress(Step step, LoadProgress load) {
            progress.report(loads.of(step.what(), load), Double.NaN);
        }

        @Override
        public void ends(Step step) {
            // All loads of a plan have begun when the first one ends. To look at all processes takes as long as a small
            // one.
            if (step instanceof Step.LoadTable && --open == 0) {
                double seconds = (System.nanoTime() - began) / 1e9;
                load = new TestBed.Load(seconds, TestBed.usedSince(session::cpu, cpuBefore));
            }
        }
    }
}
