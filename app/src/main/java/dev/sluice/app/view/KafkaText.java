/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.view;

import dev.sluice.app.port.GroupsReport;
import dev.sluice.app.port.GroupsReport.Group;
import dev.sluice.app.port.GroupsReport.Position;
import dev.sluice.app.port.TailMessage;
import dev.sluice.app.port.TopicsReport;
import dev.sluice.app.port.TopicsReport.Partition;
import dev.sluice.app.port.TopicsReport.Topic;
import java.util.List;

/** What a Kafka screen shows: topics, consumer groups, messages. */
public final class KafkaText {
    private KafkaText() {}

    /** One line for each partition of each topic. */
    public static List<String> topics(TopicsReport report, Paint paint) {
        if (report.topics().isEmpty()) {
            return List.of("The pipeline has no topics yet.");
        }
        TextTable table = TextTable.of("TOPIC", "TABLE", "PARTITION", "FIRST", "NEXT", "MESSAGES", "IN SYNC", "SIZE");
        for (Topic topic : report.topics()) {
            for (Partition partition : topic.partitions()) {
                boolean head = partition.equals(topic.partitions().getFirst());
                table.row(
                        Cell.of(head ? topic.name() : ""),
                        Cell.of(!head ? "" : topic.table() == null ? "–" : topic.table()),
                        Cell.figure(Integer.toString(partition.id())),
                        Cell.figure(Figures.count(partition.first())),
                        Cell.figure(Figures.count(partition.next())),
                        Cell.figure(Figures.count(partition.next() - partition.first())),
                        Cell.figure(partition.inSync() + "/" + topic.replicas()),
                        Cell.figure(head ? Figures.bytes(topic.bytes()) : ""));
            }
        }
        return table.lines(paint);
    }

    /** One line for each partition that a group reads. */
    public static List<String> groups(GroupsReport report, Paint paint) {
        if (report.groups().isEmpty()) {
            return List.of("Nobody reads the pipeline's topics yet.");
        }
        TextTable table = TextTable.of("GROUP", "STATE", "MEMBERS", "TOPIC", "PARTITION", "COMMITTED", "NEXT", "LAG");
        for (Group group : report.groups()) {
            for (Position position : group.positions()) {
                boolean head = position.equals(group.positions().getFirst());
                table.row(
                        Cell.of(head ? group.name() : ""),
                        Cell.of(head ? group.state() : "").painted(paint::state),
                        Cell.figure(head ? Integer.toString(group.members()) : ""),
                        Cell.of(position.topic()),
                        Cell.figure(Integer.toString(position.partition())),
                        Cell.figure(Figures.count(position.committed())),
                        Cell.figure(Figures.count(position.next())),
                        Cell.figure(Figures.count(position.lag())));
            }
            if (group.positions().isEmpty()) {
                table.row(
                        Cell.of(group.name()),
                        Cell.of(group.state()).painted(paint::state),
                        Cell.figure(Integer.toString(group.members())),
                        Cell.of("–"),
                        Cell.figure(""),
                        Cell.figure(""),
                        Cell.figure(""),
                        Cell.figure(""));
            }
        }
        return table.lines(paint);
    }

    /** A heading with the position, then the key and the value as they are. */
    public static List<String> message(TailMessage message, Paint paint) {
        return List.of(
                paint.dim(message.topic() + " " + message.partition() + ":" + message.offset() + "  " + message.at())
                        + "  " + paint.accent(message.key() == null ? "(no key)" : message.key()),
                message.value() == null ? paint.warn("(tombstone)") : message.value());
    }
}
