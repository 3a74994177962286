/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

import org.jspecify.annotations.Nullable;

/**
 * One replicated table.
 *
 * @param table {@code schema.name} in the source
 * @param state {@code loading}, {@code live}, {@code paused} or {@code failed}
 * @param loaded share of the initial load that is done, 0 to 1; null when it is over or unknown
 * @param load the same in rows; null when it is over or has not begun
 * @param sourceRows rows in Postgres; null if not counted
 * @param targetRows rows that a reader of ClickHouse sees; null if not counted
 * @param changesPerS changes that became visible, over the last seconds
 * @param latencyMs commit to visible, over the last seconds; null if nothing changed
 * @param verified the last comparison with the source; null before the first
 * @param parked events that could not be applied and wait for somebody
 * @param losses values that became NULL in the copy since their columns don't hold them, and that the rows have now
 */
public record TableStatus(
        String table,
        String state,
        @Nullable Double loaded,
        @Nullable LoadStatus load,
        @Nullable Long sourceRows,
        @Nullable Long targetRows,
        StageLags lag,
        double changesPerS,
        @Nullable Latency latencyMs,
        @Nullable Verified verified,
        long parked,
        long losses) {

    /**
     * What the last comparison of all rows found.
     *
     * @param ageS how long ago it ended, in seconds
     * @param differences rows that differed and were not repaired
     */
    public record Verified(double ageS, long differences) {}
}
