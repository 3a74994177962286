/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import dev.sluice.core.target.ObjectName;
import dev.sluice.core.target.TargetNames;

/**
 * A way of the changes of {@link Orders#TABLE} to a store of ClickHouse, one of those that are compared.
 *
 * @param reader the Kafka table that reads the topic
 * @param store that has each inserted row under its key, sooner or later
 * @param messagesOfDeletion how many messages of Kafka a deletion becomes
 */
record Way(StreamPath path, ObjectName reader, ObjectName store, int messagesOfDeletion) {
    /** Ours, with the history; the connector sends no tombstones. */
    static Way ours(String name, TestBed bed) {
        TargetNames names = bed.control().tables().getFirst().names();
        return new Way(StreamPath.ours(name, bed), names.topic(), names.rows(), 1);
    }

    String name() {
        return path.name();
    }

    /** Lets it go; it has arrived when the last change can be read, since changes keep their order. */
    StreamPath.Arrival measure(TestBed bed, OrderChanges.Batch batch) {
        return path.measure(
                bed,
                batch.changes() + batch.deletions() * (messagesOfDeletion - 1),
                () -> isThere(bed, batch.lastKey()));
    }

    /** Returns when the row of this key can be read. */
    void await(TestBed bed, long key) {
        Looks.until("row " + key + " of " + store, () -> isThere(bed, key));
    }

    private boolean isThere(TestBed bed, long key) {
        return !bed.systems()
                .clickhouse()
                .value("SELECT count() FROM " + store.quoted() + " WHERE id = " + key)
                .equals("0");
    }
}
