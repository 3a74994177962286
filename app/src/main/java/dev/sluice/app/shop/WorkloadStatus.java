/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.shop;

import dev.sluice.core.problem.Problem;
import java.util.Map;
import java.util.Optional;

/**
 * The workload's counters at one moment, since the {@link Workload} was made.
 *
 * @param changes committed row changes; every table is there
 * @param transactions committed transactions
 * @param rolledBack transactions that were rolled back on purpose
 * @param savepointsRolledBack savepoints that committed transactions rolled back to on purpose
 * @param redrawn transactions that found no row to change or lost a conflict with another one, and were drawn anew
 * @param reconnects connections opened after the first one of each worker
 * @param outcomes what became of transactions whose connection broke during COMMIT
 * @param behind changes that should have been committed by now and are not; 0 when not running
 * @param lastProblem why work does not go on at the moment; empty while it does
 */
public record WorkloadStatus(
        Map<ShopTable, RowChanges> changes,
        long transactions,
        long rolledBack,
        long savepointsRolledBack,
        long redrawn,
        long reconnects,
        BrokenCommits outcomes,
        long behind,
        Optional<Problem> lastProblem) {

    /**
     * Commits that broke off: the server was asked again after the reconnection.
     *
     * @param seen how many commits broke off
     * @param committed found committed; they are in {@link #changes}, and the listener heard of them
     * @param lost found aborted
     * @param unknown the server no longer knows; in no counter
     */
    public record BrokenCommits(long seen, long committed, long lost, long unknown) {}

    /** The committed changes of one table. */
    public RowChanges changes(ShopTable table) {
        return changes.getOrDefault(table, RowChanges.NONE);
    }

    /** All committed row changes. */
    public long committed() {
        return changes.values().stream().mapToLong(RowChanges::total).sum();
    }
}
