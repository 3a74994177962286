/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.load;

import dev.sluice.core.load.ByteBudget;
import dev.sluice.core.load.LoadProgress;
import dev.sluice.core.target.ObjectName;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.target.ClickHouse;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A table whose rows are counted: one transaction with one snapshot, which the view of its rows refers to. If it is cut off,
 * it starts over.
 */
final class CountedLoad implements TableLoad {
    private final TargetTable table;
    private final ClickHouse target;
    private final Optional<ByteBudget> budget;
    private final LoadNotes notes;
    private final AtomicLong sent = new AtomicLong();

    private boolean taken; // guarded by this
    private volatile long begin = System.nanoTime();
    private volatile long total;
    private volatile boolean complete;

    CountedLoad(TargetTable table, ClickHouse target, LoadsBefore before, Optional<ByteBudget> budget) {
        this.table = table;
        this.target = target;
        this.budget = budget;
        this.notes = new LoadNotes(target, table, before);
    }

    @Override
    public TargetTable table() {
        return table;
    }

    @Override
    public boolean isDone() {
        return complete;
    }

    @Override
    public LoadProgress progress() {
        return new LoadProgress(sent.get(), total, sent.get() / Math.max(seconds(), 0.1));
    }

    @Override
    public boolean loadSome(Connection connection) throws SQLException {
        if (!take()) {
            return false;
        }
        try {
            load(connection);
            complete = true;
            return true;
        } finally {
            giveBack();
        }
    }

    private synchronized boolean take() {
        boolean mine = !taken && !complete;
        taken |= mine;
        return mine;
    }

    private synchronized void giveBack() {
        taken = false;
    }

    private void load(Connection connection) throws SQLException {
        sent.set(0);
        begin = System.nanoTime();
        forgetUnfinished();
        String now = notes.now();
        Footing footing = Footing.begin(connection, table);
        SourceSnapshot snapshot = SourceSnapshot.of(connection);
        total = Footing.size(connection, table).rows();
        LoadJournal.Note begun = notes.begin(now, footing.order()).reached(List.of(), 0, total, 0);
        notes.write(LoadJournal.LOADING, begun, snapshot);
        RowCopy.Sent all = new RowCopy(target, budget, sent::addAndGet)
                .copy(connection, table, snapshot.lsn(), BigInteger.ZERO, "");
        notes.write(LoadJournal.DONE, begun.reached(List.of(), all.rows(), all.rows(), seconds()), snapshot);
        Footing.end(connection);
    }

    /** The rows of a load that was cut off: the next one numbers its own rows anew. */
    private void forgetUnfinished() {
        for (ObjectName store : List.of(table.names().rows(), table.names().changes())) {
            target.execute("ALTER TABLE " + store.quoted() + " DELETE WHERE "
                    + table.own().op() + " = 'r' SETTINGS mutations_sync = 2");
        }
    }

    private double seconds() {
        return (System.nanoTime() - begin) / 1e9;
    }
}
