/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.control;

import dev.sluice.core.load.LoadProgress;
import dev.sluice.core.plan.Step;
import dev.sluice.core.problem.ProblemException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the connector while tables are loaded, which may take hours: the source keeps its WAL until the connector has
 * read it.
 */
final class Tending implements Executor.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Tending.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private final ControlPlane control;
    private final Executor.Listener listener;
    private long looked = System.nanoTime();

    Tending(ControlPlane control, Executor.Listener listener) {
        this.control = control;
        this.listener = listener;
    }

    @Override
    public void begins(Step step, int number, int of) {
        listener.begins(step, number, of);
    }

    @Override
    public void progress(Step step, LoadProgress progress) {
        listener.progress(step, progress);
        tend();
    }

    @Override
    public void waits(String why) {
        listener.waits(why);
        tend();
    }

    private void tend() {
        if (System.nanoTime() - looked > LOOK_EVERY.toNanos()) {
            try {
                control.restartFailedConnector();
            } catch (ProblemException e) {
                LOG.warn("{}: {}", e.problem().code(), e.problem().what());
            }
            looked = System.nanoTime();
        }
    }

    @Override
    public void ends(Step step) {
        listener.ends(step);
    }
}
