/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.shop;

import dev.sluice.app.shop.WorkloadWorker.Site;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;

/**
 * The shop's customers at work: seeded, mixed, small transactions at a steady number of row changes a second, over one
 * or two connections. Expects {@link ShopSchema} and the rows of {@link ShopData}. Goes on by itself when Postgres
 * comes back. Methods may be called from any thread; status is cheap enough for a live screen.
 */
public final class Workload implements AutoCloseable {
    private final Site site;
    private final WorkloadLedger ledger = new WorkloadLedger();
    private final SplittableRandom random;
    private Run run = Run.NONE;

    /** One run from start to stop. */
    private record Run(Pace pace, CountDownLatch stop, List<Thread> workers) {
        static final Run NONE = new Run(new Pace(1, 0, 0), new CountDownLatch(0), List.of());

        boolean active() {
            return workers.stream().anyMatch(Thread::isAlive);
        }
    }

    /** Connects to nothing yet. */
    public Workload(ShopDatabase database, WorkloadOptions options, CommitListener listener) {
        this.site = new Site(
                database,
                options,
                ledger,
                new CommitsInFlight(options.connections()),
                listener,
                InstantSource.system());
        this.random = new SplittableRandom(options.seed());
    }

    /**
     * Works in the background until {@link #stop}.
     *
     * @param changesPerSecond committed row changes a second, at least 1
     * @throws IllegalStateException if it works already
     */
    public void start(int changesPerSecond) {
        begin(changesPerSecond, Long.MAX_VALUE);
    }

    /**
     * Works until {@code seconds * changesPerSecond} changes are committed, however long that takes, and returns then;
     * at most two transactions more may be committed. Returns earlier if {@link #stop} is called.
     *
     * @throws InterruptedException if interrupted; the work has stopped then
     */
    public WorkloadStatus runFor(int seconds, int changesPerSecond) throws InterruptedException {
        Run own = begin(changesPerSecond, (long) seconds * changesPerSecond);
        try {
            join(own);
        } finally {
            own.stop().countDown();
        }
        return status();
    }

    /**
     * Finishes the transactions in progress and returns when no connection is left; does nothing if it does not work.
     * It may be started again afterwards.
     */
    public WorkloadStatus stop() throws InterruptedException {
        Run current = current();
        current.stop().countDown();
        join(current);
        return status();
    }

    /** The counters at this moment. */
    public WorkloadStatus status() {
        Run current = current();
        return ledger.status(current.active() ? current.pace().behind(System.nanoTime()) : 0);
    }

    @Override
    public void close() throws InterruptedException {
        stop();
    }

    private synchronized Run begin(int changesPerSecond, long target) {
        if (changesPerSecond < 1) {
            throw new IllegalArgumentException("at least 1 change a second, not " + changesPerSecond);
        }
        if (run.active()) {
            throw new IllegalStateException("the workload is running");
        }
        Pace pace = new Pace(changesPerSecond, target, System.nanoTime());
        CountDownLatch stop = new CountDownLatch(1);
        List<Thread> workers = new ArrayList<>();
        for (int i = 1; i <= site.options().connections(); i++) {
            TransactionMix mix = new TransactionMix(random.split());
            // Not virtual threads: these wait for Postgres a thousand times a second, and each answer would cost a
            // virtual one twice the switches.
            workers.add(Thread.ofPlatform()
                    .daemon()
                    .name("shop-workload-" + i)
                    .start(new WorkloadWorker(site, mix, pace, stop)));
        }
        run = new Run(pace, stop, List.copyOf(workers));
        return run;
    }

    private synchronized Run current() {
        return run;
    }

    private static void join(Run run) throws InterruptedException {
        for (Thread worker : run.workers()) {
            worker.join();
        }
    }
}
