/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.topics;

import dev.sluice.core.config.KafkaAddress;
import dev.sluice.core.problem.Problem;
import dev.sluice.core.problem.ProblemException;
import dev.sluice.core.topics.TopicSpec;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Kafka's topics, groups and offsets. Safe for use by several threads; close it after use. */
public final class KafkaTopics implements AutoCloseable {
    private static final int TIMEOUT_SECONDS = 15;
    private static final int GROUP_LEAVE_SECONDS = 20;

    private final KafkaAddress address;
    private final Admin admin;

    private KafkaTopics(KafkaAddress address, Admin admin) {
        this.address = address;
        this.admin = admin;
    }

    /** Opens a client; the cluster is asked only by the calls. */
    public static KafkaTopics open(KafkaAddress address) {
        try {
            Admin admin = Admin.create(Map.of(
                    AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address.bootstrap(),
                    AdminClientConfig.CLIENT_ID_CONFIG, "sluice",
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000",
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "12000"));
            return new KafkaTopics(address, admin);
        } catch (org.apache.kafka.common.KafkaException e) {
            throw Problem.user(
                            "kafka-address",
                            "kafka.bootstrap " + address.bootstrap() + " can't be used",
                            "Write it as host:port, several separated by commas.")
                    .causedBy(e);
        }
    }

    /** All topics whose names begin with {@code prefix}, internal ones left out. */
    public Set<String> topics(String prefix) {
        return get(admin.listTopics().names()).stream()
                .filter(name -> name.startsWith(prefix))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Creates topics; does nothing to those that exist. */
    public void create(Collection<TopicSpec> topics) {
        List<NewTopic> requests = topics.stream()
                .map(topic -> new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty())
                        .configs(topic.config()))
                .toList();
        admin.createTopics(requests)
                .values()
                .values()
                .forEach(created -> attempt(() -> get(created), TopicExistsException.class));
    }

    /** Deletes a topic; does nothing if there is none. */
    public void deleteTopic(String name) {
        attempt(() -> get(admin.deleteTopics(List.of(name)).all()), UnknownTopicOrPartitionException.class);
    }

    /** Partitions of each topic. */
    public Map<String, TopicDescription> describe(Collection<String> topics) {
        return get(admin.describeTopics(topics).allTopicNames());
    }

    /** The consumer groups whose names begin with {@code prefix}. */
    public Set<String> groups(String prefix) {
        return get(admin.listGroups(ListGroupsOptions.forConsumerGroups()).all()).stream()
                .map(GroupListing::groupId)
                .filter(name -> name.startsWith(prefix))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Makes a group's members leave; does nothing if there is no such group. A ClickHouse table that was dropped doesn't say
     * that it goes, and would be waited for until its session ends: https://github.com/ClickHouse/ClickHouse/issues/104305.
     */
    public void emptyGroup(String name) {
        try {
            attempt(
                    () -> get(admin.removeMembersFromConsumerGroup(name, new RemoveMembersFromConsumerGroupOptions())
                            .all()),
                    UnknownMemberIdException.class);
        } catch (ProblemException e) {
            // A group without members is a fault to Kafka's client, without a type that would tell it from others.
            if (members(name) > 0) {
                throw e;
            }
        }
    }

    private int members(String group) {
        Group known = describeGroups(List.of(group)).get(group);
        return known == null ? 0 : known.members();
    }

    /** Deletes a group, whose members are made to leave; does nothing if there is none. */
    public void deleteGroup(String name) {
        emptyGroup(name);
        untilEmpty(() ->
                attempt(() -> get(admin.deleteConsumerGroups(List.of(name)).all()), GroupIdNotFoundException.class));
    }

    private static void untilEmpty(Runnable call) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(GROUP_LEAVE_SECONDS);
        while (true) {
            try {
                call.run();
                return;
            } catch (ProblemException e) {
                boolean members = e.getCause() instanceof GroupNotEmptyException
                        || e.getCause() instanceof UnknownMemberIdException;
                if (!members || System.nanoTime() > deadline) {
                    throw e;
                }
                pause();
            }
        }
    }

    /**
     * Sets a group's offsets back to these, where they are further. Its members are made to leave.
     */
    public void rewind(String group, Map<TopicPartition, Long> to) {
        Map<TopicPartition, Long> now = committed(List.of(group)).getOrDefault(group, Map.of());
        Map<TopicPartition, OffsetAndMetadata> back = new HashMap<>();
        to.forEach((partition, offset) -> {
            if (now.getOrDefault(partition, 0L) > offset) {
                back.put(partition, new OffsetAndMetadata(offset));
            }
        });
        if (!back.isEmpty()) {
            emptyGroup(group);
            untilEmpty(() -> get(admin.alterConsumerGroupOffsets(group, back).all()));
        }
    }

    /** The offset after the last message of every partition of these topics. */
    public Map<TopicPartition, Long> ends(Collection<String> topics) {
        return offsets(topics, OffsetSpec.latest());
    }

    /** The offset of the first message that is still there, of every partition of these topics. */
    public Map<TopicPartition, Long> beginnings(Collection<String> topics) {
        return offsets(topics, OffsetSpec.earliest());
    }

    private Map<TopicPartition, Long> offsets(Collection<String> topics, OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> question = new HashMap<>();
        describe(topics)
                .forEach((name, topic) -> topic.partitions()
                        .forEach(partition -> question.put(new TopicPartition(name, partition.partition()), which)));
        Map<TopicPartition, Long> answer = new HashMap<>();
        get(admin.listOffsets(question).all()).forEach((partition, offset) -> answer.put(partition, offset.offset()));
        return answer;
    }

    /** What each group has committed: the offset of the next message that it will read. */
    public Map<String, Map<TopicPartition, Long>> committed(Collection<String> groups) {
        Map<String, ListConsumerGroupOffsetsSpec> question =
                groups.stream().collect(Collectors.toMap(group -> group, group -> new ListConsumerGroupOffsetsSpec()));
        Map<String, Map<TopicPartition, Long>> answer = new HashMap<>();
        get(admin.listConsumerGroupOffsets(question).all()).forEach((group, offsets) -> {
            Map<TopicPartition, Long> committed = new HashMap<>();
            offsets.forEach((TopicPartition partition, OffsetAndMetadata offset) -> {
                if (offset != null) {
                    committed.put(partition, offset.offset());
                }
            });
            answer.put(group, committed);
        });
        return answer;
    }

    /** A consumer group: its state in lower case, and how many members it has. */
    public record Group(String state, int members) {}

    /** The groups that exist, of those named. */
    public Map<String, Group> describeGroups(Collection<String> groups) {
        Map<String, Group> answer = new HashMap<>();
        admin.describeConsumerGroups(groups).describedGroups().forEach((name, future) -> {
            try {
                ConsumerGroupDescription group = get(future);
                answer.put(
                        name,
                        new Group(
                                group.groupState().name().toLowerCase(Locale.ROOT),
                                group.members().size()));
            } catch (ProblemException e) {
                if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                    throw e;
                }
            }
        });
        return answer;
    }

    /** Bytes that each topic takes on the brokers' disks, replicas counted. */
    public Map<String, Long> sizes(Collection<String> topics) {
        Set<String> wanted = Set.copyOf(topics);
        Map<String, Long> sizes = new HashMap<>();
        List<Integer> brokers = get(admin.describeCluster().nodes()).stream()
                .map(node -> node.id())
                .toList();
        get(admin.describeLogDirs(brokers).allDescriptions())
                .values()
                .forEach(dirs -> dirs.values()
                        .forEach(dir -> dir.replicaInfos().forEach((partition, replica) -> {
                            if (wanted.contains(partition.topic())) {
                                sizes.merge(partition.topic(), replica.size(), Long::sum);
                            }
                        })));
        return sizes;
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            throw Problem.interrupted(e);
        }
    }

    private void attempt(Runnable call, Class<? extends Exception> alreadyDone) {
        try {
            call.run();
        } catch (ProblemException e) {
            if (!alreadyDone.isInstance(e.getCause())) {
                throw e;
            }
        }
    }

    private <T> T get(KafkaFuture<T> future) {
        try {
            return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
                throw unreachable(cause);
            }
            throw Problem.ours("kafka-error", "Kafka at " + address.bootstrap() + " answered: " + cause.getMessage())
                    .causedBy(cause);
        } catch (TimeoutException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            throw Problem.interrupted(e);
        }
    }

    private ProblemException unreachable(Throwable cause) {
        return Problem.system(
                        "kafka-unreachable",
                        "Kafka at " + address.bootstrap() + " can't be reached",
                        "Check that it runs and that kafka.bootstrap is right.")
                .causedBy(cause);
    }

    @Override
    public void close() {
        admin.close();
    }
}
