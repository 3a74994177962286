/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.load;

import dev.sluice.core.load.ByteBudget;
import dev.sluice.core.load.LoadProgress;
import dev.sluice.core.problem.Problem;
import dev.sluice.core.source.Lsn;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.source.PostgresSource;
import dev.sluice.runtime.target.ClickHouse;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A table whose rows are counted: one transaction with one snapshot, which the view of its rows refers to. If it is cut off,
 * it starts over. Another process may load the table at the same time: the load that began last counts, see {@link CountedNotes}.
 */
final class CountedLoad implements TableLoad {
    private static final String POSITION = "sluice.load";

    private final TargetTable table;
    private final PostgresSource source;
    private final ClickHouse target;
    private final Optional<ByteBudget> budget;
    private final CountedNotes notes;
    private final AtomicLong sent = new AtomicLong();
    /** The one that counted when this one first looked, and what itself has begun; used by whoever has taken it. */
    private final Set<Lsn> known = new HashSet<>();

    private boolean taken; // guarded by this
    private volatile long begin = System.nanoTime();
    private volatile long total;
    private volatile boolean complete;

    CountedLoad(
            TargetTable table,
            PostgresSource source,
            ClickHouse target,
            LoadsBefore before,
            Optional<ByteBudget> budget) {
        this.table = table;
        this.source = source;
        this.target = target;
        this.budget = budget;
        this.notes = new CountedNotes(target, table, before);
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
            if (!isLoadedByAnother()) {
                load(connection);
            }
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

    /** Whether the rows are there already. Does not begin again when another one has begun: they would overtake each other for ever. */
    private boolean isLoadedByAnother() {
        CountedNotes.Counting counting = notes.counting();
        if (known.isEmpty()) {
            known.add(counting.position());
        }
        if (!counting.done() && !known.contains(counting.position())) {
            throw overtaken().asException();
        }
        return counting.done();
    }

    private void load(Connection connection) throws SQLException {
        sent.set(0);
        begin = System.nanoTime();
        List<Lsn> before = notes.withRows();
        String now = notes.now();
        Footing footing = Footing.begin(connection, table);
        // Nothing is read yet. Later ones are not in the snapshot, and none of these can go while it is read.
        if (!footing.relation().partitionsAreToldSince(table.relation())) {
            throw Footing.changed(table).asException();
        }
        // On an idle source two loads would begin at the same end of the WAL.
        Lsn position = source.ownPosition(POSITION);
        SourceSnapshot snapshot = SourceSnapshot.of(connection).with(position);
        total = Footing.size(connection, table).rows();
        LoadJournal.Note begun = notes.fresh(now, footing.order()).reached(List.of(), 0, total, 0);
        known.add(position);
        notes.begins(begun, snapshot);
        notes.forget(before);
        RowCopy.Sent all =
                new RowCopy(target, budget, sent::addAndGet).copy(connection, table, position, BigInteger.ZERO, "");
        notes.ends(begun.reached(List.of(), all.rows(), all.rows(), seconds()), snapshot);
        Footing.end(connection);
        if (!notes.counting().position().equals(position)) {
            notes.forget(List.of(position));
            throw overtaken().asException();
        }
    }

    private Problem overtaken() {
        return Problem.system(
                "load-overtaken",
                "another process has begun to load " + table.source() + " meanwhile",
                "Let that one end, and run ./sluice apply then.");
    }

    private double seconds() {
        return (System.nanoTime() - begin) / 1e9;
    }
}
