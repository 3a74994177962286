/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.wiring;

import dev.sluice.app.port.GroupsReport;
import dev.sluice.app.port.TopicsReport;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.control.ControlPlane;
import dev.sluice.runtime.topics.KafkaTopics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/** What a Kafka UI shows, of one pipeline's topics and groups. */
final class KafkaReports {
    private KafkaReports() {}

    static TopicsReport topics(ControlPlane control) {
        KafkaTopics kafka = control.systems().kafka();
        Map<String, String> tables = control.tables().stream()
                .collect(Collectors.toMap(
                        TargetTable::topic, table -> table.source().toString()));
        Set<String> names = new TreeSet<>(kafka.topics(control.names().topicPrefix() + "."));
        names.addAll(kafka.topics(control.names().heartbeatTopic()));
        if (names.isEmpty()) {
            return new TopicsReport(List.of());
        }
        Map<String, TopicDescription> descriptions = kafka.describe(names);
        Map<TopicPartition, Long> ends = kafka.ends(names);
        Map<TopicPartition, Long> beginnings = kafka.beginnings(names);
        Map<String, Long> sizes = kafka.sizes(names);
        List<TopicsReport.Topic> topics = new ArrayList<>();
        for (String name : names) {
            TopicDescription description = descriptions.get(name);
            if (description == null) {
                continue;
            }
            int replicas = description.partitions().getFirst().replicas().size();
            Long bytes = sizes.get(name);
            topics.add(new TopicsReport.Topic(
                    name,
                    tables.get(name),
                    replicas,
                    bytes == null ? null : bytes / Math.max(1, replicas),
                    description.partitions().stream()
                            .map(partition -> {
                                TopicPartition id = new TopicPartition(name, partition.partition());
                                return new TopicsReport.Partition(
                                        partition.partition(),
                                        beginnings.getOrDefault(id, 0L),
                                        ends.getOrDefault(id, 0L),
                                        partition.isr().size());
                            })
                            .toList()));
        }
        return new TopicsReport(topics);
    }

    static GroupsReport groups(ControlPlane control) {
        KafkaTopics kafka = control.systems().kafka();
        List<TargetTable> tables = control.tables();
        Map<String, KafkaTopics.Group> described =
                kafka.describeGroups(tables.stream().map(TargetTable::group).toList());
        Map<String, Map<TopicPartition, Long>> committed =
                kafka.committed(tables.stream().map(TargetTable::group).toList());
        Set<String> existing = kafka.topics(control.names().topicPrefix() + ".");
        List<GroupsReport.Group> groups = new ArrayList<>();
        for (TargetTable table : tables) {
            KafkaTopics.Group group = described.get(table.group());
            if (group == null || !existing.contains(table.topic())) {
                continue;
            }
            List<GroupsReport.Position> positions = new ArrayList<>();
            kafka.ends(List.of(table.topic()))
                    .forEach((partition, end) -> positions.add(new GroupsReport.Position(
                            partition.topic(),
                            partition.partition(),
                            committed.getOrDefault(table.group(), Map.of()).get(partition),
                            end)));
            groups.add(new GroupsReport.Group(table.group(), group.state(), group.members(), positions));
        }
        return new GroupsReport(groups);
    }
}
