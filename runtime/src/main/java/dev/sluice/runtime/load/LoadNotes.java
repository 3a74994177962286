/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.load;

import static dev.sluice.core.target.ChIdentifiers.literal;

import dev.sluice.core.target.MergeLimit;
import dev.sluice.core.target.ObjectName;
import dev.sluice.core.target.ShapeText;
import dev.sluice.core.target.TargetNames;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.target.ClickHouse;
import java.util.List;
import java.util.Optional;

/** What is kept of one table's load, in {@link TargetNames#LOADS}. The last note counts. */
final class LoadNotes implements LoadJournal {
    private final ClickHouse target;
    private final TargetTable table;
    private final LoadsBefore before;

    LoadNotes(ClickHouse target, TargetTable table, LoadsBefore before) {
        this.target = target;
        this.table = table;
        this.before = before;
    }

    @Override
    public boolean endsForSure() {
        return true;
    }

    @Override
    public String now() {
        return before.now();
    }

    /** The load that was cut off, if its rows are in the store that is there now and its key has this order; else a new one. */
    @Override
    public Note begin(String now, String order) {
        String store = before.identity(table.names().rows());
        Optional<Note> cutOff =
                before.underWay(table.target()).filter(note -> note.store().equals(store));
        if (cutOff.filter(note -> !note.order().equals(order)).isPresent()) {
            forgetRows();
        }
        return cutOff.filter(note -> note.order().equals(order)).orElse(Note.fresh(now, store, order));
    }

    /** What was loaded so far: the new load may find the same rows under other keys. */
    private void forgetRows() {
        // The new one may be too short to hold merges back, and so to let them go.
        new MergeLimit(table.names()).reset().forEach(target::execute);
        for (ObjectName stored : List.of(table.names().changes(), table.names().rows())) {
            target.execute("ALTER TABLE " + stored.quoted() + " DELETE WHERE "
                    + table.own().version() + " = 0 SETTINGS mutations_sync = 2");
        }
    }

    @Override
    public void write(String state, Note note, SourceSnapshot snapshot) {
        write(state, note, snapshot, "now64(6, 'UTC')");
    }

    /** {@code at} is what ClickHouse takes for the moment of the note. */
    void write(String state, Note note, SourceSnapshot snapshot, String at) {
        target.execute("INSERT INTO " + TargetNames.LOADS.quoted()
                + " (target, state, rows, total, seconds, key, store, `order`, began, lsn, xmax, xip, at) VALUES ("
                + literal(table.target()) + ", " + literal(state) + ", " + note.rows() + ", " + note.total() + ", "
                + note.seconds() + ", " + note.keyArray() + ", " + literal(note.store()) + ", " + literal(note.order())
                + ", "
                + literal(note.began()) + ", "
                + Long.toUnsignedString(snapshot.lsn().value()) + ", " + snapshot.xmax()
                + ", " + snapshot.xip() + ", " + at + ")");
    }

    /** The next plan begins anew. This load goes on: partitions may come and go more often than one takes. */
    @Override
    public void doubt() {
        target.execute(ShapeText.doubt(table));
    }
}
