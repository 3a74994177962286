/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import dev.sluice.core.target.ObjectName;
import dev.sluice.core.target.TargetNames;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.control.Systems;
import dev.sluice.stack.lifecycle.CpuUse;
import java.sql.ResultSet;
import java.util.List;

/**
 * A way of changes from the source to ClickHouse, which can be held up at its connector.
 *
 * @param slot that the connector reads
 * @param arrived ClickHouse's SQL that counts the rows that have arrived
 */
record StreamPath(String name, String connector, String slot, List<String> topics, String arrived) {
    StreamPath {
        topics = List.copyOf(topics);
    }

    /** Counts the rows of a store. */
    static String rowsOf(ObjectName store) {
        return "SELECT count() FROM " + store.quoted();
    }

    /** Counts the rows of all stores of ours whose names begin so, which is cheap however many they are. */
    static String rowsOfAll(String prefix) {
        return "SELECT sum(rows) FROM system.parts WHERE active AND database = '" + TargetNames.OWN
                + "' AND startsWith(table, '" + prefix + "')";
    }

    /** The way of all tables of the pipeline, which are of the schema {@link Orders#SCHEMA}. */
    static StreamPath ours(String name, TestBed bed) {
        return new StreamPath(
                name,
                bed.control().names().connector(),
                bed.control().names().slot(),
                bed.control().tables().stream().map(TargetTable::topic).toList(),
                rowsOfAll("rows." + Orders.SCHEMA + "."));
    }

    /** Waits until the connector reads, then makes it leave the slot; it goes on from there when it is let go. */
    void hold(Systems systems) {
        Looks.until("the connector " + connector + " to read its slot", () -> active(systems));
        systems.connect().stop(connector);
        Looks.until("the connector " + connector + " to leave its slot", () -> !active(systems));
    }

    private boolean active(Systems systems) {
        return systems.postgres().withKept(connection -> {
            // One that is being made has no confirmed position yet, so it is only asked for this.
            try (var statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT active FROM pg_replication_slots WHERE slot_name = '" + slot + "'")) {
                return row.next() && row.getBoolean(1);
            }
        });
    }

    /** Lets it go, and notes how fast so many changes came, into Kafka and to ClickHouse, counted from the first one. */
    void measure(TestBed bed, Pairs pairs, long changes) {
        Systems systems = bed.systems();
        long expected = rows(systems) + changes;
        TopicFilling filling = new TopicFilling(systems, topics, connector);
        systems.connect().resume(connector);
        filling.awaitFirst();
        CpuUse before = bed.cpu().get();
        double kafka = filling.await(changes);
        filling.until(() -> rows(systems) >= expected);
        pairs.add(name, "rows/s", changes / filling.seconds());
        pairs.add(name + ", into Kafka", "rows/s", changes / kafka);
        CpuTimes.note(pairs, name, bed.usedSince(before), changes);
    }

    private long rows(Systems systems) {
        return Long.parseLong(systems.clickhouse().value(arrived));
    }
}
