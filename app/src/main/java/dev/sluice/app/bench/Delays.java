/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import dev.sluice.app.shop.LatencyProbe;
import dev.sluice.app.shop.LatencySummary;
import dev.sluice.app.shop.OrderVisibility;
import dev.sluice.core.problem.Problem;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** How long after its commit a row is visible to the readers of one view. A thread asks for it until it is closed. */
final class Delays implements AutoCloseable {
    private static final int WARM_UP_RATE = 100;
    private static final long WARM_UP_SECONDS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final PacedCommits commits;
    private final LatencyProbe probe;
    private boolean complete = true;

    Delays(PacedCommits commits, OrderVisibility view) {
        this.commits = commits;
        this.probe = new LatencyProbe(view);
    }

    /** Begins to ask. Once only. */
    Delays start() {
        probe.start();
        return this;
    }

    /** Commits rows for some seconds, at most so many, and waits until they are visible. */
    void warmUp(long atMost) {
        commits.keepUp(WARM_UP_RATE, PacedCommits.seconds(Math.min(WARM_UP_SECONDS, atMost)), probe);
        drain();
    }

    /** Commits so many rows a second as long as it goes on, waits until all are visible, and notes their delays. */
    void measure(Pairs pairs, String name, int rate, BooleanSupplier goesOn) {
        probe.beginAnew();
        pairs.add(name + ": committed", "rows/s", commits.keepUp(rate, goesOn, probe));
        drain();
        LatencySummary found = probe.status().all();
        pairs.add(name + ": p50", "ms", found.p50());
        pairs.add(name + ": p95", "ms", found.p95());
        pairs.add(name + ": p99", "ms", found.p99());
        pairs.add(name + ": longest", "ms", found.max());
    }

    /** Whether all rows came to be seen, each within a minute after the last commit. */
    boolean complete() {
        return complete;
    }

    private void drain() {
        try {
            complete &= probe.drain(PATIENCE);
        } catch (InterruptedException e) {
            throw Problem.interrupted(e);
        }
    }

    @Override
    public void close() {
        try {
            probe.close();
        } catch (InterruptedException e) {
            throw Problem.interrupted(e);
        }
    }
}
