/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import dev.sluice.core.problem.Problem;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Looks again and again, seldom enough that looking is not what is measured. */
final class Looks {
    private static final Duration PAUSE = Duration.ofMillis(30);
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    /** A new block of the tutorial's reader takes 7.5 s, a start of a connector on a busy machine half a minute. */
    private static final Duration STANDSTILL = Duration.ofMinutes(3);

    private Looks() {}

    /** Returns when it is reached; {@code what} names what is waited for. */
    static void until(String what, BooleanSupplier reached) {
        until(what, PATIENCE, () -> "", reached);
    }

    /** The same for as long as what {@code soFar} says changes, which is asked at every look. */
    static void until(String what, Supplier<String> soFar, BooleanSupplier reached) {
        until(what, STANDSTILL, soFar, reached);
    }

    /** The same, with as much patience for the same words. */
    static void until(String what, Duration patience, Supplier<String> soFar, BooleanSupplier reached) {
        String last = "";
        long deadline = System.nanoTime() + patience.toNanos();
        while (!reached.getAsBoolean()) {
            String now = soFar.get();
            if (!now.equals(last)) {
                last = now;
                deadline = System.nanoTime() + patience.toNanos();
            } else if (System.nanoTime() > deadline) {
                throw Problem.ours(
                                "bench-waits",
                                "the benchmark waited for " + what + ", and nothing came for " + patience.toMinutes()
                                        + " minutes" + (now.isEmpty() ? "" : ": " + now))
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
