/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.load;

import java.util.OptionalDouble;

/**
 * How far a load is.
 *
 * @param rows that have been copied, also by earlier runs
 * @param total rows by Postgres's estimate, never less than {@code rows}; 0 if unknown
 * @param rowsPerSecond of this run
 */
public record LoadProgress(long rows, long total, double rowsPerSecond) {
    /** Nothing to load. */
    public static final LoadProgress NONE = new LoadProgress(0, 0, 0);

    public LoadProgress {
        total = total <= 0 ? 0 : Math.max(total, rows);
    }

    /** From 0 to 1; less than 1 as long as it is under way, since the total is an estimate. */
    public OptionalDouble share() {
        return total == 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.min(0.99, (double) rows / total));
    }

    /** Seconds until the estimated end at this rate. */
    public OptionalDouble secondsLeft() {
        return total == 0 || rowsPerSecond <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((total - rows) / rowsPerSecond);
    }

    /** Of two tables together; unknown in total if one of them is. */
    public LoadProgress plus(LoadProgress other) {
        if (equals(NONE)) {
            return other;
        }
        if (other.equals(NONE)) {
            return this;
        }
        return new LoadProgress(
                rows + other.rows,
                total == 0 || other.total == 0 ? 0 : total + other.total,
                rowsPerSecond + other.rowsPerSecond);
    }
}
