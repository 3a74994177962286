/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import java.util.List;

/**
 * The way of the stream into one table's events: the Kafka reader, and the view that makes events of its messages. That view is the
 * valve: nothing is read without it.
 */
final class StreamObjects {
    private final TargetTable table;
    private final TableObject factory;
    private final TopicReading reading;

    StreamObjects(TargetTable table, TableObject factory, TopicReading reading) {
        this.table = table;
        this.factory = factory;
        this.reading = reading;
    }

    /** In the order in which they are created: the valve last. */
    List<TargetObject> all() {
        return List.of(reader(), read());
    }

    private TargetObject reader() {
        return new TargetObject(
                ObjectKind.TOPIC_READER,
                table.names().topic(),
                factory.owner(),
                "reads topic " + table.topic(),
                "CREATE TABLE " + table.names().topic().quoted() + " (\n  " + EventExtraction.MESSAGE
                        + " String\n)\nENGINE = Kafka\n"
                        + KafkaReaderSettings.clause(reading.brokers(), table.topic(), table.group()),
                TimeToLive.FOREVER,
                reading.tuning());
    }

    private TargetObject read() {
        EventExtraction extraction = new EventExtraction(table, new TopicColumns(table));
        return factory.feed(
                table.names().read(),
                table.names().events(),
                "topic",
                extraction.select(),
                extraction.from(table.names().topic()));
    }
}
