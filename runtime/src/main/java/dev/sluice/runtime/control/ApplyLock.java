/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.control;

import dev.sluice.core.problem.Problem;
import dev.sluice.runtime.source.PostgresSource;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one process at a time apply a pipeline: two that make the same things would fail on each other's. A restart of Postgres frees the
 * lock of one that goes on, so what two do at once must be right all the same.
 */
final class ApplyLock {
    private static final Logger LOG = LoggerFactory.getLogger(ApplyLock.class);
    /** Each look costs the source a connection. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private ApplyLock() {}

    /** Empty if another process applies now. */
    static Optional<PostgresSource.Held> tryTake(ControlPlane control) {
        return control.systems().postgres().tryLock(name(control));
    }

    /** Waits for the other process, which may load for hours; the listener hears of it all the time, and may end it by what it throws. */
    static PostgresSource.Held await(ControlPlane control, Executor.Listener listener) {
        String said = "";
        while (true) {
            Optional<PostgresSource.Held> held = tryTake(control);
            if (held.isPresent()) {
                return held.get();
            }
            String why =
                    "another process applies the pipeline " + control.names().pipeline()
                            + control.systems()
                                    .postgres()
                                    .lockHolder(name(control))
                                    .map(holder -> ": " + holder)
                                    .orElse("");
            if (!why.equals(said)) {
                LOG.info("it is waited for: {}", why);
                said = why;
            }
            listener.waits(why);
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                throw Problem.interrupted(e);
            }
        }
    }

    private static String name(ControlPlane control) {
        return "sluice apply " + control.names().pipeline();
    }
}
