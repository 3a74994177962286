/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.wiring;

import dev.sluice.app.port.PlannedStep;
import dev.sluice.app.port.Progress;
import dev.sluice.core.load.LoadProgress;
import dev.sluice.core.plan.Step;
import dev.sluice.runtime.control.Executor;
import java.util.function.Consumer;

/** Tells a command which steps are done, and how its loads go. One apply, one object. */
final class AppliedSteps implements Executor.Listener {
    private final Consumer<PlannedStep> done;
    private final ToldLoads loads;

    AppliedSteps(Consumer<PlannedStep> done, Progress progress) {
        this.done = done;
        this.loads = new ToldLoads(progress);
    }

    @Override
    public void begins(Step step, int number, int of) {}

    @Override
    public void progress(Step step, LoadProgress load) {
        loads.tell(step.what(), load);
    }

    @Override
    public void ends(Step step) {
        done.accept(Steps.shown(step));
    }

    @Override
    public void waits(String why) {
        loads.waits(why);
    }
}
