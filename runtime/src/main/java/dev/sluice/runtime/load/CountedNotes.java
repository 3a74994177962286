/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.load;

import static dev.sluice.core.target.ChIdentifiers.literal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.source.Lsn;
import dev.sluice.core.target.ObjectName;
import dev.sluice.core.target.TargetNames;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.target.ClickHouse;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is kept of the loads of a table whose rows are counted: each has a position in the WAL that no other has, and so have its
 * rows. Readers see those of the load that counts, which is the one that began last.
 *
 * <p>A load takes away the rows of those that began before it, of which one may still be under way. So that this one can't count any
 * more, whatever it notes and whenever that arrives, the note of a load's end is dated right after that of its beginning.
 */
final class CountedNotes {
    private final ClickHouse target;
    private final TargetTable table;
    private final LoadsBefore before;
    private final LoadNotes notes;

    CountedNotes(ClickHouse target, TargetTable table, LoadsBefore before) {
        this.target = target;
        this.table = table;
        this.before = before;
        this.notes = new LoadNotes(target, table, before);
    }

    /**
     * The load that counts.
     *
     * @param done whether it is complete, and has filled the stores that are there now
     */
    record Counting(Lsn position, boolean done) {}

    /** Position 0 if none does. */
    Counting counting() {
        JsonNode last = target.rows("SELECT toString(argMax(lsn, at)), argMax(state, at), argMax(store, at) FROM "
                        + TargetNames.LOADS.quoted() + " WHERE target = " + literal(table.target()))
                .getFirst();
        boolean done = last.get(1).asText().equals(LoadJournal.DONE)
                && last.get(2).asText().equals(store());
        return new Counting(new Lsn(Long.parseUnsignedLong(last.get(0).asText())), done);
    }

    /** The loads that have left rows, or that send some now. What begins after this was asked outranks them all. */
    List<Lsn> withRows() {
        String rows = stores().stream()
                .map(store -> "SELECT " + table.own().lsn() + " AS lsn FROM " + store.quoted() + " WHERE "
                        + table.own().op() + " = 'r'")
                .collect(Collectors.joining(" UNION ALL "));
        return target.rows("SELECT DISTINCT toString(lsn) FROM (" + rows + ")").stream()
                .map(row -> new Lsn(Long.parseUnsignedLong(row.get(0).asText())))
                .toList();
    }

    /** Takes the rows of these loads away; they must not count any more. */
    void forget(Collection<Lsn> loads) {
        if (loads.isEmpty()) {
            return;
        }
        String positions =
                loads.stream().map(load -> Long.toUnsignedString(load.value())).collect(Collectors.joining(", "));
        stores().forEach(store -> target.execute("ALTER TABLE " + store.quoted() + " DELETE WHERE "
                + table.own().op() + " = 'r' AND " + table.own().lsn() + " IN (" + positions
                + ") SETTINGS mutations_sync = 2"));
    }

    /** The moment, by ClickHouse's own clock; should that have been set back, right after the last note and the end of what it is about. */
    String now() {
        return target.value("SELECT toString(greatest(now64(6, 'UTC'), addMicroseconds(max(at), 2))) FROM "
                + TargetNames.LOADS.quoted() + " WHERE target = " + literal(table.target()));
    }

    /** A load with this order of the key. */
    LoadJournal.Note fresh(String now, String order) {
        return LoadJournal.Note.fresh(now, store(), order);
    }

    /** Makes it the one that counts. */
    void begins(LoadJournal.Note note, SourceSnapshot snapshot) {
        notes.write(LoadJournal.LOADING, note, snapshot, began(note));
    }

    /** Says that it is complete; it does not count for that if another one does by now. */
    void ends(LoadJournal.Note note, SourceSnapshot snapshot) {
        notes.write(LoadJournal.DONE, note, snapshot, "addMicroseconds(" + began(note) + ", 1)");
    }

    private static String began(LoadJournal.Note note) {
        return "toDateTime64(" + literal(note.began()) + ", 6, 'UTC')";
    }

    private List<ObjectName> stores() {
        return List.of(table.names().rows(), table.names().changes());
    }

    private String store() {
        return before.identity(table.names().rows());
    }
}
