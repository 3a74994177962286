/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.load;

import static dev.sluice.core.target.ChIdentifiers.literal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.target.TargetNames;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.target.ClickHouse;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * A read of a whole table with a key that somebody asked for. What it has read bears its version, and is as good as any as long as the
 * stores are the same; so one that was cut off can go on, with the same version. How far it is, is kept in {@link
 * TargetNames#REREADS}; the last note of a table counts.
 */
public final class Reread {
    private final ClickHouse target;
    private final TargetTable table;
    private final BigInteger version;
    private final LoadJournal.Note from;

    private Reread(ClickHouse target, TargetTable table, BigInteger version, LoadJournal.Note from) {
        this.target = target;
        this.table = table;
        this.version = version;
        this.from = from;
    }

    /** One that begins with the first row. The version has to be found out before it reads anything. */
    public static Reread fresh(ClickHouse target, TargetTable table, BigInteger version) {
        return new Reread(target, table, version, LoadJournal.Note.fresh("", store(target, table), ""));
    }

    /**
     * The last one, if it was cut off within {@link TargetNames#REREADS_KEPT}, fills the stores that are there now, and no TRUNCATE
     * outranks what it has read.
     */
    public static Optional<Reread> cutOff(ClickHouse target, TargetTable table) {
        List<JsonNode> rows =
                target.rows("SELECT toString(version), '' AS began, store, `order`, key, rows, total, seconds FROM "
                        + TargetNames.REREADS.quoted() + " FINAL WHERE target = " + literal(table.target())
                        + " AND state = " + literal(LoadJournal.LOADING) + " AND at > now() - INTERVAL "
                        + TargetNames.REREADS_KEPT.toHours() + " HOUR AND store = " + literal(store(target, table))
                        + " AND version > (SELECT max(version) FROM "
                        + TargetNames.TRUNCATIONS.quoted() + " WHERE target = " + literal(table.target()) + ")");
        return rows.stream()
                .findFirst()
                .map(row -> new Reread(target, table, new BigInteger(row.get(0).asText()), LoadsBefore.note(row)));
    }

    private static String store(ClickHouse target, TargetTable table) {
        return new LoadsBefore(target).identity(table.names().rows());
    }

    /** The table that is read. */
    public TargetTable table() {
        return table;
    }

    /** The version of the rows that it reads. */
    public BigInteger version() {
        return version;
    }

    /** The table of current rows that it fills, as ClickHouse knows it: one that is made anew is another. */
    public String store() {
        return from.store();
    }

    /** Whether that is still the one that has them. */
    public boolean isOfPresentStore() {
        return store(target, table).equals(from.store());
    }

    /** How many rows were read before it was cut off. */
    public long rowsBefore() {
        return from.rows();
    }

    /** Notes that nothing is left to do. */
    public void done() {
        write(LoadJournal.DONE, from);
    }

    /** Where it goes on as long as its key has this order. */
    LoadJournal.Note from(String order) {
        return from.order().equals(order) ? from : LoadJournal.Note.fresh("", from.store(), order);
    }

    void write(String state, LoadJournal.Note note) {
        target.execute("INSERT INTO " + TargetNames.REREADS.quoted()
                + " (target, state, version, rows, total, seconds, key, store, `order`) VALUES ("
                + literal(table.target()) + ", " + literal(state) + ", " + version + ", " + note.rows() + ", "
                + note.total() + ", " + note.seconds() + ", " + note.keyArray() + ", " + literal(note.store()) + ", "
                + literal(note.order()) + ")");
    }
}
