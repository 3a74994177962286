/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import dev.sluice.core.target.TargetNames;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.control.Systems;
import dev.sluice.stack.lifecycle.CpuUse;
import java.sql.ResultSet;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A way of changes from the source to ClickHouse, which can be held up at its connector.
 *
 * @param slot that the connector reads
 * @param groups of ClickHouse's readers, if there are any
 */
record StreamPath(String name, String connector, String slot, List<String> topics, List<String> groups) {
    StreamPath {
        topics = List.copyOf(topics);
        groups = List.copyOf(groups);
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
                bed.control().tables().stream().map(TargetTable::group).toList());
    }

    /** Waits until the connector reads, then makes it leave the slot; it goes on from there when it is let go. */
    void hold(Systems systems) {
        awaitReading(systems);
        systems.connect().stop(connector);
        Looks.until("the connector " + connector + " to leave its slot", () -> !active(systems));
    }

    /** Returns when the connector reads. */
    void awaitReading(Systems systems) {
        Looks.until("the connector " + connector + " to read its slot", () -> active(systems));
    }

    /** Makes the connector go on. */
    void letGo(Systems systems) {
        systems.connect().resume(connector);
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

    /** What a batch of changes took, in seconds since the first one was in Kafka. */
    record Arrival(double seconds, double intoKafka, CpuUse cpu) {
        /** Notes all of it, of a batch of so many changes. */
        void note(Pairs pairs, String name, long changes) {
            pairs.add(name, "rows/s", changes / seconds);
            pairs.add(name + ", into Kafka", "rows/s", changes / intoKafka);
            CpuTimes.note(pairs, name, cpu, changes);
        }
    }

    /** Lets it go, and returns when so many messages are in Kafka and all that they tell has arrived in ClickHouse. */
    Arrival measure(TestBed bed, long messages, BooleanSupplier arrived) {
        Systems systems = bed.systems();
        TopicFilling filling = new TopicFilling(systems, this);
        letGo(systems);
        filling.awaitFirst();
        CpuUse before = bed.cpu().get();
        double intoKafka = filling.await(messages);
        filling.until(arrived);
        return new Arrival(filling.seconds(), intoKafka, bed.usedSince(before));
    }
}
