/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.wiring;

import dev.sluice.app.port.PlannedStep;
import dev.sluice.app.port.Progress;
import dev.sluice.core.load.LoadProgress;
import dev.sluice.core.plan.Step;
import dev.sluice.runtime.control.Executor;
import java.time.Duration;
import java.util.function.Consumer;

/** Tells a command which steps are done, and every two seconds how its loads go. One apply, one object. */
final class AppliedSteps implements Executor.Listener {
    private static final Duration TELL_EVERY = Duration.ofSeconds(2);

    private final Consumer<PlannedStep> done;
    private final Progress progress;
    private final LoadHeadline loads = new LoadHeadline();
    private long told = System.nanoTime();

    AppliedSteps(Consumer<PlannedStep> done, Progress progress) {
        this.done = done;
        this.progress = progress;
    }

    @Override
    public void begins(Step step, int number, int of) {}

    @Override
    public void progress(Step step, LoadProgress load) {
        String line = loads.of(step, load);
        if (System.nanoTime() - told > TELL_EVERY.toNanos()) {
            told = System.nanoTime();
            progress.report(line, Double.NaN);
        }
    }

    @Override
    public void ends(Step step) {
        done.accept(Steps.shown(step));
    }
}
