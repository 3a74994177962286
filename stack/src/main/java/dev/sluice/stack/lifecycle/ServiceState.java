/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.lifecycle;

import dev.sluice.core.problem.Problem;
import java.time.Duration;
import java.util.List;

/**
 * What a service of a {@link Stack} does at the moment. Each state has the steps that lead out of it as methods, so that
 * no other order can be written.
 *
 * <pre>
 * Stopped ─▶ Starting ─▶ Healthy ─▶ Stopping ─▶ Stopped
 *               │           │ ▲
 *               ▼           ▼ │
 *             Failed     Restarting
 * </pre>
 */
public sealed interface ServiceState {

    /** Nothing of it runs. */
    record Stopped() implements ServiceState {
        public Starting starting() {
            return new Starting("starting", Double.NaN);
        }
    }

    /**
     * It is on its way.
     *
     * @param phase one short phrase
     * @param fraction of the phase that is done, 0 to 1, or NaN if that is unknown
     */
    record Starting(String phase, double fraction) implements ServiceState {
        public Starting progressed(String newPhase, double newFraction) {
            return new Starting(newPhase, newFraction);
        }

        public Healthy healthy(List<Long> pids) {
            return new Healthy(pids);
        }

        public Failed failed(Problem problem) {
            return new Failed(problem);
        }

        public Stopping stopping() {
            return new Stopping();
        }
    }

    /** It serves requests; {@code pids} are its child processes. */
    record Healthy(List<Long> pids) implements ServiceState {
        public Healthy {
            pids = List.copyOf(pids);
        }

        public Restarting died(Problem cause) {
            return new Restarting(1, cause);
        }

        public Stopping stopping() {
            return new Stopping();
        }
    }

    /**
     * It ended by itself and is started again, for as long as it takes.
     *
     * @param attempt 1 for the first
     * @param cause why it ended, or why the previous attempt failed
     */
    record Restarting(int attempt, Problem cause) implements ServiceState {
        private static final long FIRST_BACKOFF_MILLIS = 100;
        private static final long LONGEST_BACKOFF_MILLIS = 5_000;

        /** How long to wait before this attempt: doubled each time, 5 s at most. */
        public Duration backoff() {
            int doublings = Math.min(attempt - 1, 10);
            return Duration.ofMillis(Math.min(LONGEST_BACKOFF_MILLIS, FIRST_BACKOFF_MILLIS << doublings));
        }

        public Restarting failedAgain(Problem newCause) {
            return new Restarting(attempt + 1, newCause);
        }

        public Healthy healthy(List<Long> pids) {
            return new Healthy(pids);
        }

        public Stopping stopping() {
            return new Stopping();
        }
    }

    /** It did not start. */
    record Failed(Problem problem) implements ServiceState {
        public Stopping stopping() {
            return new Stopping();
        }
    }

    /** It was told to end. */
    record Stopping() implements ServiceState {
        public Stopped stopped() {
            return new Stopped();
        }
    }
}
