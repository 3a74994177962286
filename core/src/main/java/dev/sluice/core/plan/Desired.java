/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.plan;

import dev.sluice.core.capture.PipelineNames;
import dev.sluice.core.config.ChangePolicies;
import dev.sluice.core.source.TableId;
import dev.sluice.core.target.TargetObject;
import dev.sluice.core.target.TargetTable;
import dev.sluice.core.topics.TopicSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Everything that one pipeline wants to exist.
 *
 * @param copies sorted by source table
 * @param shared the ClickHouse objects that no single table owns, in the order of their creation
 * @param present all tables of the source, replicated or not: the name that the copy of each has or would have, and its oid
 * @param policies what may be done about changes of the source
 * @param connector the connector's configuration, secrets as references
 */
public record Desired(
        PipelineNames names,
        List<Copy> copies,
        List<TopicSpec> topics,
        List<TargetObject> shared,
        Map<String, Long> present,
        ChangePolicies policies,
        Map<String, String> connector) {
    public Desired {
        copies = List.copyOf(copies);
        topics = List.copyOf(topics);
        shared = List.copyOf(shared);
        present = Map.copyOf(present);
        connector = Map.copyOf(connector);
    }

    /** The same, but for what waits: somebody who applies by hand lets it in. */
    public Desired byHand() {
        return new Desired(names, copies, topics, shared, present, policies.byHand(), connector);
    }

    /** Without what some tables need: those that are published stay so, the others are left alone as well. */
    Desired without(Set<String> targets) {
        Set<String> topicsLeft = copies.stream()
                .filter(copy -> targets.contains(copy.table().target()))
                .map(copy -> copy.table().topic())
                .collect(Collectors.toSet());
        return new Desired(
                names,
                copies.stream()
                        .filter(copy -> !targets.contains(copy.table().target()))
                        .toList(),
                topics.stream()
                        .filter(topic -> !topicsLeft.contains(topic.name()))
                        .toList(),
                shared,
                present,
                policies,
                connector);
    }

    /** The tables alone. */
    public List<TargetTable> tables() {
        return copies.stream().map(Copy::table).toList();
    }

    /** Their names in the source. */
    public Set<TableId> sources() {
        return copies.stream().map(copy -> copy.table().source()).collect(Collectors.toSet());
    }
}
