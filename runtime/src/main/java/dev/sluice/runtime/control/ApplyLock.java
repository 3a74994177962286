/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.control;

import dev.sluice.core.problem.Problem;
import dev.sluice.runtime.source.PostgresSource;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets one process at a time apply a pipeline: two that make the same things would fail on each other's. */
final class ApplyLock {
    private static final Logger LOG = LoggerFactory.getLogger(ApplyLock.class);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** Each look costs the source a connection. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private ApplyLock() {}

    /** Empty if another process applies now. */
    static Optional<PostgresSource.Held> tryTake(ControlPlane control) {
        return control.systems()
                .postgres()
                .tryLock("sluice apply " + control.names().pipeline());
    }

    /**
     * Waits for the other process for a minute, and goes on then: it may load for hours, and a plan that meets another fails with
     * a problem, but does no harm.
     */
    static PostgresSource.Held await(ControlPlane control) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Optional<PostgresSource.Held> held = tryTake(control);
            if (held.isPresent()) {
                return held.get();
            }
            if (System.nanoTime() > deadline) {
                LOG.warn(
                        "another process applies the pipeline {} for a minute now",
                        control.names().pipeline());
                return () -> {};
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                throw Problem.interrupted(e);
            }
        }
    }
}
