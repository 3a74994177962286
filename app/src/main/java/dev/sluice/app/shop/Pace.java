/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.shop;

/**
 * Spreads changes evenly over time. Work that could not be done in time is caught up at twice the rate, not in one
 * burst. Time is a parameter: nanoseconds of any clock that never goes back. For several threads.
 */
final class Pace {
    /** What {@link #begin} returns when the transaction may begin now. */
    static final long GO = 0;

    /** How soon to ask again when the rest of the work is in other hands. */
    private static final long SOON = 1_000_000;

    private final double changesPerNano;
    private final long target;
    private final long start;
    private long committed;
    private int inFlight;
    private long notBefore;

    /**
     * @param changesPerSecond more than 0
     * @param target after how many committed changes the work is done
     */
    Pace(int changesPerSecond, long target, long start) {
        this.changesPerNano = changesPerSecond / 1e9;
        this.target = target;
        this.start = start;
        this.notBefore = start;
    }

    /** Lets a transaction begin and returns {@link #GO}, or returns how many nanoseconds to wait before asking again. */
    synchronized long begin(long now) {
        // A transaction in progress is known to bring one change at least.
        long underway = committed + inFlight;
        if (underway >= target) {
            return SOON;
        }
        long dueAt = start + (long) Math.ceil((underway + 1) / changesPerNano);
        long wait = Math.max(dueAt, notBefore) - now;
        if (wait > 0) {
            return wait;
        }
        inFlight++;
        return GO;
    }

    /** Ends what {@link #begin} let begin at {@code begun}; 0 changes if it did not commit. */
    synchronized void end(long begun, long changes) {
        inFlight--;
        committed += changes;
        notBefore = Math.max(notBefore, begun) + (long) (changes / (2 * changesPerNano));
    }

    /** Counts changes of a transaction whose commit turned out later to have succeeded. */
    synchronized void found(long changes) {
        committed += changes;
    }

    synchronized boolean reached() {
        return committed >= target;
    }

    /** How many changes are missing at this moment. */
    synchronized long behind(long now) {
        long due = Math.min(target, (long) ((now - start) * changesPerNano));
        return Math.max(0, due - committed);
    }
}
