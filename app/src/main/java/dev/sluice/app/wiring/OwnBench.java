/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.wiring;

import dev.sluice.app.bench.Bench;
import dev.sluice.app.port.BenchReport;
import dev.sluice.app.port.BenchRun;
import dev.sluice.app.port.Progress;
import dev.sluice.app.port.Target;
import dev.sluice.core.load.LoadProgress;
import dev.sluice.core.plan.Step;
import dev.sluice.core.problem.Problem;
import dev.sluice.runtime.control.Executor;
import dev.sluice.stack.lifecycle.Folders;
import java.io.IOException;
import java.nio.file.Path;
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
                opened.control(),
                () -> opened.schemaWatch(new Applying(progress, new LoadHeadline()))
                        .apply(),
                progress);
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

    private record Applying(Progress progress, LoadHeadline loads) implements Executor.Listener {
        @Override
        public void begins(Step step, int number, int of) {
            progress.report(step.what(), Double.NaN);
        }

        @Override
        public void progress(Step step, LoadProgress load) {
            progress.report(loads.of(step, load), Double.NaN);
        }

        @Override
        public void ends(Step step) {}
    }
}
