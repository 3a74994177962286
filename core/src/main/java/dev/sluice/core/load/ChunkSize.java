/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.load;

/**
 * How many rows the next chunk has. It follows what the last ones took, so that a chunk, and with it a transaction on the
 * source, takes about a second, whatever the rows, the disks and the network are like.
 */
public record ChunkSize(long rows) {
    private static final double SECONDS = 1;
    private static final long FIRST_ROWS = 20_000;
    private static final long FIRST_BYTES = 8L << 20;
    private static final long MOST_ROWS = 500_000;
    private static final long MOST_BYTES = 64L << 20;

    public ChunkSize {
        rows = Math.clamp(rows, 1, MOST_ROWS);
    }

    /** The first one of a table of which Postgres has estimated the rows and measured the bytes, large values included. */
    public static ChunkSize first(long tableRows, long tableBytes) {
        long width = tableRows <= 0 ? 1 : Math.max(1, tableBytes / tableRows);
        return new ChunkSize(Math.min(FIRST_ROWS, FIRST_BYTES / width));
    }

    /** The next one, after one of so many rows and bytes that took so long. */
    public ChunkSize after(long sent, long bytes, double seconds) {
        if (sent <= 0) {
            return this;
        }
        double inTime = sent * SECONDS / Math.max(seconds, 1e-3);
        double inBytes = (double) sent * MOST_BYTES / Math.max(bytes, 1);
        // One chunk that went fast tells little about the next.
        return new ChunkSize((long) Math.min(Math.min(inTime, inBytes), rows * 2.0));
    }

    /** The next one after one that failed, which may have been for its size. */
    public ChunkSize afterFailure() {
        return new ChunkSize(rows / 2);
    }
}
