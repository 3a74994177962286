/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.shop;

import java.util.concurrent.Semaphore;

/**
 * The commits of one workload that were sent and of which nobody knows yet what became. For any thread.
 *
 * <p>A crash of Postgres can lose the WAL of a transaction that was not committed yet, and gives its id to a later
 * one. Whoever asks for the old transaction by its id must do so before anyone of the workload begins a later one:
 * {@link #awaitKnown} is the place to wait.
 */
final class CommitsInFlight {
    private final int workers;
    private final Semaphore free;

    /** @param workers how many can commit at the same time */
    CommitsInFlight(int workers) {
        this.workers = workers;
        // Fair: else one that waits for all permits could wait for ever while others commit one after another.
        this.free = new Semaphore(workers, true);
    }

    /** Before a commit is sent; each is followed by one {@link #known}. */
    void sent() {
        free.acquireUninterruptibly();
    }

    /** After the answer to a commit, or when the server has been asked, or when nobody will ask any more. */
    void known() {
        free.release();
    }

    /** Returns when every commit sent before is known; the caller must have none in flight itself. */
    void awaitKnown() {
        free.acquireUninterruptibly(workers);
        free.release(workers);
    }
}
