/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.wiring;

import dev.sluice.app.port.Progress;
import dev.sluice.core.load.LoadProgress;
import java.time.Duration;

/** Tells every two seconds how the loads of one command go, and once for whom they wait. One thread. */
final class ToldLoads {
    private static final Duration TELL_EVERY = Duration.ofSeconds(2);

    private final Progress progress;
    private final LoadHeadline loads = new LoadHeadline();
    private long told = System.nanoTime();
    private String waitsFor = "";

    ToldLoads(Progress progress) {
        this.progress = progress;
    }

    /** To be called as often as one likes. */
    void tell(String load, LoadProgress of) {
        String line = loads.of(load, of);
        if (System.nanoTime() - told > TELL_EVERY.toNanos()) {
            told = System.nanoTime();
            progress.report(line, Double.NaN);
        }
    }

    /** To be called as often as one likes. */
    void waits(String why) {
        if (!why.equals(waitsFor)) {
            waitsFor = why;
            progress.report("waiting: " + why, Double.NaN);
        }
    }
}
