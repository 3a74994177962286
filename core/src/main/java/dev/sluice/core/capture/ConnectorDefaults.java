/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.capture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings of the Debezium connector that Sluice depends on, each with its reason. What depends on the pipeline (address,
 * names of slot, publication and topics, tables) is added by the planner.
 *
 * <p>They were found by experiment with Debezium 3.7.0.Final and PostgreSQL 16.3; the tests of module {@code connect} run
 * with exactly these.
 */
public final class ConnectorDefaults {
    private static final String EVENT_CONVERTER = "dev.sluice.connect.EventConverter";

    /** Bytes of the largest event that goes through Kafka. Two more settings of Kafka follow from it, here and of topics. */
    public static final int LARGEST_EVENT = 64 << 20;
    /** Bytes of the largest message: an event with its key and headers, and what compression may add. */
    public static final int LARGEST_MESSAGE = LARGEST_EVENT + (1 << 20);

    /** One setting, and what would go wrong without it. */
    public record Setting(String key, String value, String reason) {}

    private static final List<Setting> SETTINGS = List.of(
            new Setting(
                    "connector.class",
                    "dev.sluice.connect.ResumingPostgresConnector",
                    "Debezium for Postgres, that loses nothing when it is stopped between events of one position, and reads"
                            + " rows by the types that they were written by."),
            new Setting("tasks.max", "1", "One slot has one reader, and its order is the commit order."),
            new Setting("plugin.name", "pgoutput", "Built into Postgres; the default plugin is not."),
            new Setting("snapshot.mode", "no_data", "Sluice loads existing rows itself, from the slot's position on."),
            new Setting(
                    "publication.autocreate.mode",
                    "disabled",
                    "Sluice creates the publication; the connector's user need not own the tables."),
            new Setting("key.converter", EVENT_CONVERTER, "Keys hold the same texts as rows."),
            new Setting("value.converter", EVENT_CONVERTER, "Writes what Postgres prints, without a tree in between."),
            new Setting(
                    "converters",
                    "sluice",
                    "Debezium's own conversions lose values silently: nested arrays, varbit, 24:00:00, eras in arrays."),
            new Setting(
                    "sluice.type",
                    "dev.sluice.connect.ColumnText",
                    "Takes every column's value before those conversions."),
            new Setting(
                    "include.unknown.datatypes",
                    "true",
                    "Columns of types that Debezium doesn't know (composites, multiranges, pg_lsn) would be left out."),
            new Setting(
                    "driver.options",
                    "-c IntervalStyle=postgres -c bytea_output=hex -c extra_float_digits=1",
                    "Pins the texts of values against settings of the database or the role."),
            new Setting(
                    "event.converting.failure.handling.mode",
                    "fail",
                    "The default warns and sends NULL in place of a value that could not be converted."),
            new Setting("event.processing.failure.handling.mode", "fail", "An event must never be skipped."),
            new Setting("skipped.operations", "none", "The default drops TRUNCATE."),
            new Setting(
                    "tombstones.on.delete", "false", "A delete is one event; a second, empty one doubles the traffic."),
            new Setting("extended.headers.enabled", "false", "Headers that nobody reads cost 7 % of the task's time."),
            new Setting(
                    "heartbeat.interval.ms",
                    "1000",
                    "Without heartbeats an idle database retains write-ahead log for ever."),
            new Setting(
                    "poll.interval.ms",
                    "15",
                    "The default of 500 ms is delay that everybody sees; with less than this, requests to the broker take"
                            + " more time than is won."),
            new Setting(
                    "topic.creation.default.partitions",
                    "1",
                    "A table that gets another name writes to a topic that nobody has created yet; the task would wait for it."),
            new Setting(
                    "topic.creation.default.replication.factor",
                    "-1",
                    "As many copies as the cluster makes by default."),
            new Setting("producer.override.linger.ms", "5", "A batch is there already when the task hands it over."),
            new Setting("producer.override.compression.type", "lz4", "Events of one table resemble each other."),
            new Setting("producer.override.batch.size", "262144", "The default of 16 KB cuts a busy task's batch up."),
            new Setting(
                    "retriable.restart.connector.wait.ms",
                    "500",
                    "The pause before Debezium reconnects to a source that went away; its default is ten seconds."),
            new Setting(
                    "slot.retry.delay.ms",
                    "200",
                    "The pause before Debezium asks again for a slot that its own last connection has not let go yet; its default"
                            + " is ten seconds."),
            new Setting(
                    "slot.max.retries",
                    "10",
                    "After that it connects anew. It asks by one connection, and never finds out that this is gone."),
            new Setting(
                    "max.queue.size",
                    "8192",
                    "Debezium's default. Eight times as long is no faster, and each collection of garbage copies what waits in it:"
                            + " measured, a tenth of what a change costs."),
            new Setting(
                    "max.queue.size.in.bytes",
                    "67108864",
                    "8192 large rows could fill the worker's heap; the queue is there twice, with the batch in hand."),
            new Setting(
                    "value.converter.largest.event.bytes",
                    Integer.toString(LARGEST_EVENT),
                    "What is larger is parked instead of ending the task."),
            new Setting(
                    "producer.override.max.request.size",
                    Integer.toString(LARGEST_MESSAGE),
                    "The default of 1 MiB ends the task at the first row with a large value."),
            new Setting(
                    "producer.override.buffer.memory",
                    Integer.toString(LARGEST_MESSAGE + (4 << 20)),
                    "Has to hold the largest message; the default of 32 MiB doesn't."));

    private ConnectorDefaults() {}

    /** Every setting with its reason, in the order in which they are explained. */
    public static List<Setting> all() {
        return SETTINGS;
    }

    /** The settings alone, in the same order; a new map that the caller may change. */
    public static Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        SETTINGS.forEach(setting -> settings.put(setting.key(), setting.value()));
        return settings;
    }
}
