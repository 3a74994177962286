/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.load;

import static dev.sluice.core.target.ChIdentifiers.literal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.target.ChIdentifiers;
import dev.sluice.core.target.TargetNames;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.target.ClickHouse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What is kept of one table's load, in {@link TargetNames#LOADS}. The last note counts. */
final class LoadNotes implements LoadJournal {
    private final ClickHouse target;
    private final TargetTable table;

    LoadNotes(ClickHouse target, TargetTable table) {
        this.target = target;
        this.table = table;
    }

    /** The load that is under way, if its rows are in the store that is there now and its key has this order; else a new one. */
    @Override
    public Note begin(String order) {
        JsonNode now = target.rows(
                        "SELECT toString(now64(6, 'UTC')), (SELECT toString(any(uuid)) FROM system.tables WHERE"
                                + " database = " + literal(table.names().rows().database()) + " AND name = "
                                + literal(table.names().rows().name()) + ")")
                .getFirst();
        Note fresh = Note.fresh(now.get(0).asText(), now.get(1).asText(), order);
        List<JsonNode> noted = target.rows(
                "SELECT toString(began), store, `order`, key, rows, total, seconds FROM " + TargetNames.LOADS.quoted()
                        + " FINAL WHERE target = " + literal(table.target()) + " AND state = 'loading'");
        if (noted.isEmpty()) {
            return fresh;
        }
        JsonNode row = noted.getFirst();
        List<String> key = new ArrayList<>();
        row.get(3).forEach(value -> key.add(value.asText()));
        Note before = new Note(
                row.get(0).asText(),
                row.get(1).asText(),
                row.get(2).asText(),
                key,
                row.get(4).asLong(),
                row.get(5).asLong(),
                row.get(6).asDouble());
        return before.store().equals(fresh.store()) && before.order().equals(order) ? before : fresh;
    }

    @Override
    public void write(String state, Note note, SourceSnapshot snapshot) {
        String key = note.key().stream().map(ChIdentifiers::literal).collect(Collectors.joining(", ", "[", "]"));
        target.execute("INSERT INTO " + TargetNames.LOADS.quoted()
                + " (target, state, rows, total, seconds, key, store, `order`, began, lsn, xmax, xip) VALUES ("
                + literal(table.target()) + ", " + literal(state) + ", " + note.rows() + ", " + note.total() + ", "
                + note.seconds() + ", " + key + ", " + literal(note.store()) + ", " + literal(note.order()) + ", "
                + literal(note.began()) + ", "
                + Long.toUnsignedString(snapshot.lsn().value()) + ", " + snapshot.xmax()
                + ", " + snapshot.xip() + ")");
    }
}
