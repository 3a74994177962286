/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.load;

/**
 * Bytes that may be read from the source in a second, by all connections together: a bucket that fills at that rate and holds
 * a tenth of a second's worth. Times are those of {@link System#nanoTime}. Safe for use by several threads.
 */
public final class ByteBudget {
    private static final long HOLDS_NANOS = 100_000_000;

    private final double nanosPerByte;
    private long paidUntil = Long.MIN_VALUE;

    public ByteBudget(long bytesPerSecond) {
        this.nanosPerByte = 1e9 / bytesPerSecond;
    }

    /** Takes bytes that were read just now; returns how many nanoseconds to wait before reading more. */
    public synchronized long take(long bytes, long now) {
        long full = now - HOLDS_NANOS;
        paidUntil = (paidUntil == Long.MIN_VALUE ? full : Math.max(paidUntil, full)) + Math.round(bytes * nanosPerByte);
        return Math.max(0, paidUntil - now);
    }
}
