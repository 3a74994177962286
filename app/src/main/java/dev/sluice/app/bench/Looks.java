/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import dev.sluice.core.problem.Problem;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Looks again and again, seldom enough that looking is not what is measured. */
final class Looks {
    private static final Duration PAUSE = Duration.ofMillis(30);
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private Looks() {}

    /** Returns when it is reached; {@code what} names what is waited for. */
    static void until(String what, BooleanSupplier reached) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw Problem.ours(
                                "bench-waits",
                                "the benchmark waited for " + what + " for " + PATIENCE.toMinutes() + " minutes")
                        .asException();
            }
            pause(PAUSE);
        }
    }

    static void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            throw Problem.interrupted(e);
        }
    }
}
