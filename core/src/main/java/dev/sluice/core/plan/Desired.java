/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.plan;

import dev.sluice.core.capture.PipelineNames;
import dev.sluice.core.capture.Published;
import dev.sluice.core.source.TableId;
import dev.sluice.core.target.TargetObject;
import dev.sluice.core.target.TargetTable;
import dev.sluice.core.topics.TopicSpec;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Everything that one pipeline wants to exist.
 *
 * @param copies sorted by source table
 * @param shared the ClickHouse objects that no single table owns, in the order of their creation
 * @param connector the connector's configuration, secrets as references
 */
public record Desired(
        PipelineNames names,
        List<Copy> copies,
        List<TopicSpec> topics,
        List<TargetObject> shared,
        Map<String, String> connector) {
    public Desired {
        copies = List.copyOf(copies);
        topics = List.copyOf(topics);
        shared = List.copyOf(shared);
        connector = Map.copyOf(connector);
    }

    /** What the publications have to cover. */
    public Published published() {
        Map<Boolean, List<TableId>> ids = tables().stream()
                .collect(Collectors.partitioningBy(
                        TargetTable::isInsertsOnly, Collectors.mapping(TargetTable::source, Collectors.toList())));
        return Published.of(ids.getOrDefault(false, List.of()), ids.getOrDefault(true, List.of()));
    }

    /** The tables alone. */
    public List<TargetTable> tables() {
        return copies.stream().map(Copy::table).toList();
    }
}
