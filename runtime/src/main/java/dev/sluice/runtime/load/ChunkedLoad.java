/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.load;

import dev.sluice.core.load.ByteBudget;
import dev.sluice.core.load.Chunk;
import dev.sluice.core.load.ChunkQueries;
import dev.sluice.core.load.ChunkSize;
import dev.sluice.core.load.LoadProgress;
import dev.sluice.core.source.Relation;
import dev.sluice.core.target.MergeLimit;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.source.ReadableKeys;
import dev.sluice.runtime.target.ClickHouse;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A table with a key, in chunks of the key's order, each in a short transaction of its own. What is noted is the key up to
 * which every chunk is done, so a load that was cut off goes on from there; chunks beyond that are sent again, which changes
 * nothing.
 */
final class ChunkedLoad implements TableLoad {
    private static final long NOTE_EVERY_NANOS = 900_000_000;

    private final TargetTable table;
    private final ClickHouse target;
    private final Optional<ByteBudget> budget;
    private final BigInteger version;
    private final LoadJournal notes;
    private final ChunkQueries queries;
    private final AtomicLong sent = new AtomicLong();

    private volatile LoadJournal.@Nullable Note note;
    private volatile long begin = System.nanoTime();
    private volatile long rowsBefore;
    private volatile boolean complete;
    // Guarded by this, with what writes those before.
    private ChunkSize size = new ChunkSize(1);
    private double secondsBefore;
    private List<String> reached = List.of();
    private long bytes;
    private boolean begun;
    /** The partitions that the last chunk saw, or the plan. */
    private Relation seen;
    /** Whether rows may have been read of a partition that the next look at the catalog knows nothing of. */
    private boolean doubted;
    /** Whether merges are held back, or may be since an earlier run. */
    private boolean limited;

    private boolean allTaken;
    private int taken;
    private int done;
    private int underWay;
    private long noted;
    private final Deque<Part> failed = new ArrayDeque<>();
    private final Map<Integer, Finished> finished = new HashMap<>();

    /** One that goes on if it is cut off; its rows have the version that every change outranks. */
    ChunkedLoad(TargetTable table, ClickHouse target, LoadsBefore before, Optional<ByteBudget> budget) {
        this(table, target, budget, BigInteger.ZERO, new LoadNotes(target, table, before));
    }

    private ChunkedLoad(
            TargetTable table, ClickHouse target, Optional<ByteBudget> budget, BigInteger version, LoadJournal notes) {
        this.table = table;
        this.target = target;
        this.budget = budget;
        this.version = version;
        this.notes = notes;
        this.queries = new ChunkQueries(table);
        this.seen = table.relation();
    }

    /** One of a table that is loaded already. */
    static ChunkedLoad again(Reread reread, ClickHouse target, Optional<ByteBudget> budget) {
        return new ChunkedLoad(reread.table(), target, budget, reread.version(), new RereadNotes(reread));
    }

    private record Part(int number, Chunk chunk) {}

    private record Finished(List<String> upTo, long rows) {}

    private record Taken(Part part, Footing footing) {}

    @Override
    public TargetTable table() {
        return table;
    }

    @Override
    public boolean isDone() {
        return complete;
    }

    /** Without a lock: whoever asks must not wait for one on the source. */
    @Override
    public LoadProgress progress() {
        LoadJournal.Note known = note;
        long rows = sent.get();
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new LoadProgress(rowsBefore + rows, known == null ? 0 : known.total(), rows / Math.max(seconds, 0.1));
    }

    @Override
    public boolean loadSome(Connection connection) throws SQLException {
        try {
            return loadChunk(connection);
        } catch (SQLException e) {
            // The place has a label of an enum that was renamed since the chunk stood on its footing.
            if (ReadableKeys.areRefused(e)) {
                throw Footing.changed(table).causedBy(e);
            }
            throw e;
        }
    }

    private boolean loadChunk(Connection connection) throws SQLException {
        Optional<Taken> next = take(connection);
        if (next.isEmpty()) {
            return finish(connection);
        }
        Part part = next.get().part;
        long start = System.nanoTime();
        AtomicLong told = new AtomicLong();
        RowCopy copy = new RowCopy(target, budget, rows -> {
            told.addAndGet(rows);
            sent.addAndGet(rows);
        });
        RowCopy.Sent all;
        try {
            prefer(connection, !part.chunk.isAll());
            all = copy.copy(connection, table, next.get().footing.lsn(), version, queries.where(part.chunk));
            Footing.end(connection);
        } catch (SQLException | RuntimeException e) {
            sent.addAndGet(-told.get());
            giveBack(part);
            throw e;
        }
        finished(next.get(), all, (System.nanoTime() - start) / 1e9);
        return true;
    }

    /** The next chunk, in a transaction that has just begun; empty if all are taken. */
    private synchronized Optional<Taken> take(Connection connection) throws SQLException {
        if (complete || (failed.isEmpty() && allTaken)) {
            return Optional.empty();
        }
        String now = notes.now();
        Footing footing = Footing.begin(connection, table);
        LoadJournal.Note known = note;
        if (known == null) {
            prepare(connection, footing, now);
        } else if (!known.order().equals(footing.order())) {
            throw Footing.changed(table).asException();
        }
        follow(footing.relation());
        Part part = failed.isEmpty() ? cut(connection, footing) : failed.remove();
        try {
            noteBegin(footing);
        } catch (RuntimeException e) {
            failed.add(part);
            throw e;
        }
        underWay++;
        return Optional.of(new Taken(part, footing));
    }

    /** By the end of the load a partition may be gone again whose rows are in the copy, as if it had never been. */
    private void follow(Relation now) {
        if (!doubted && !now.partitionsAreToldSince(seen)) {
            notes.doubt();
            doubted = true;
        }
        seen = now;
    }

    private Part cut(Connection connection, Footing footing) throws SQLException {
        List<String> end = footing.canCut() ? end(connection) : List.of();
        Part part = new Part(taken++, new Chunk(reached, end));
        reached = end;
        allTaken = end.isEmpty();
        return part;
    }

    /**
     * Before the first chunk is read, so that nothing is older. Not if that chunk, having been looked for an end, is all that there is:
     * then the load is done before anybody could see that it had begun.
     */
    private void noteBegin(Footing footing) {
        boolean isShort = footing.canCut() && allTaken && taken == 1;
        if (!begun && !isShort) {
            notes.write(LoadJournal.LOADING, note(), SourceSnapshot.at(footing.lsn()));
            // Only now: the load that is noted will be ended, and the limit with it.
            if (notes.endsForSure()) {
                limited = true;
                new MergeLimit(table.names()).set(bytes).forEach(target::execute);
            }
        }
        begun = true;
    }

    /** Goes on where an earlier run was cut off. */
    private void prepare(Connection connection, Footing footing, String now) throws SQLException {
        begin = System.nanoTime();
        LoadJournal.Note before = notes.begin(now, footing.order());
        Footing.Size estimated = Footing.size(connection, table);
        size = estimated.first();
        bytes = estimated.bytes();
        limited = !before.began().equals(now);
        secondsBefore = before.seconds();
        rowsBefore = before.rows();
        reached = before.key();
        note = before.reached(before.key(), before.rows(), estimated.rows(), before.seconds());
        noted = System.nanoTime();
    }

    private List<String> end(Connection connection) throws SQLException {
        prefer(connection, true);
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(queries.end(reached, size.rows()))) {
            List<String> key = new ArrayList<>();
            if (row.next()) {
                for (int i = 1; i <= table.key().size(); i++) {
                    key.add(row.getString(i));
                }
            }
            return key;
        }
    }

    /** Reads by the key's index even where statistics mislead or are missing: a chunk must not read the whole table. */
    private static void prefer(Connection connection, boolean index) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("SET LOCAL enable_seqscan = " + (index ? "off" : "on")
                    + "; SET LOCAL jit = off; SET LOCAL max_parallel_workers_per_gather = 0");
        }
    }

    private synchronized void giveBack(Part part) {
        failed.add(part);
        underWay--;
        size = size.afterFailure();
    }

    private synchronized void finished(Taken chunk, RowCopy.Sent all, double seconds) {
        underWay--;
        size = size.after(all.rows(), all.bytes(), seconds);
        finished.put(chunk.part.number, new Finished(chunk.part.chunk.upTo(), all.rows()));
        LoadJournal.Note now = note();
        for (Finished next = finished.remove(done); next != null; next = finished.remove(done)) {
            done++;
            now = now.reached(next.upTo, now.rows() + next.rows, now.total(), took());
        }
        note = now;
        if (System.nanoTime() - noted > NOTE_EVERY_NANOS && !now.key().isEmpty()) {
            notes.write(LoadJournal.LOADING, now, SourceSnapshot.at(chunk.footing.lsn()));
            noted = System.nanoTime();
        }
    }

    /** Notes that all is loaded, with a position that comes after the last chunk's snapshot; whoever comes last does it. */
    private synchronized boolean finish(Connection connection) throws SQLException {
        if (complete || underWay > 0 || !failed.isEmpty() || !allTaken) {
            return false;
        }
        SourceSnapshot after = SourceSnapshot.of(connection);
        if (limited) {
            new MergeLimit(table.names()).reset().forEach(target::execute);
        }
        LoadJournal.Note all = note();
        notes.write(LoadJournal.DONE, all.reached(List.of(), all.rows(), all.rows(), took()), after);
        complete = true;
        if (doubted) {
            throw Footing.changed(table).asException();
        }
        return true;
    }

    private LoadJournal.Note note() {
        return Objects.requireNonNull(note);
    }

    private double took() {
        return secondsBefore + (System.nanoTime() - begin) / 1e9;
    }
}
