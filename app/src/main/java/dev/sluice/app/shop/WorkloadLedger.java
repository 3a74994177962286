/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.shop;

import dev.sluice.core.problem.Problem;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Counts what the workers of one workload did. For any thread. */
final class WorkloadLedger {
    private final Map<ShopTable, RowChanges> changes = new EnumMap<>(ShopTable.class);
    private long transactions;
    private long rolledBack;
    private long savepointsRolledBack;
    private long redrawn;
    private long reconnects;
    private long brokenCommits;
    private long foundCommitted;
    private long foundLost;
    private long foundUnknown;
    private Optional<Problem> lastProblem = Optional.empty();

    synchronized void committed(Tally tally) {
        tally.changes().forEach((table, more) -> changes.merge(table, more, RowChanges::plus));
        transactions++;
        lastProblem = Optional.empty();
    }

    synchronized void rolledBack() {
        rolledBack++;
    }

    synchronized void savepointRolledBack() {
        savepointsRolledBack++;
    }

    synchronized void redrawn() {
        redrawn++;
    }

    synchronized void reconnected() {
        reconnects++;
    }

    synchronized void commitBroke() {
        brokenCommits++;
    }

    synchronized void foundCommitted(Tally tally) {
        foundCommitted++;
        committed(tally);
    }

    synchronized void foundLost() {
        foundLost++;
    }

    synchronized void foundUnknown() {
        foundUnknown++;
    }

    synchronized void problem(Problem problem) {
        lastProblem = Optional.of(problem);
    }

    synchronized WorkloadStatus status(long behind) {
        Map<ShopTable, RowChanges> copy = new EnumMap<>(ShopTable.class);
        for (ShopTable table : ShopTable.values()) {
            copy.put(table, changes.getOrDefault(table, RowChanges.NONE));
        }
        return new WorkloadStatus(
                copy,
                transactions,
                rolledBack,
                savepointsRolledBack,
                redrawn,
                reconnects,
                new WorkloadStatus.BrokenCommits(brokenCommits, foundCommitted, foundLost, foundUnknown),
                behind,
                lastProblem);
    }
}
