/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.status;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.capture.PipelineNames;
import dev.sluice.core.load.LoadProgress;
import dev.sluice.core.target.Losses;
import dev.sluice.core.target.RecentChanges;
import dev.sluice.core.target.TargetNames;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.control.Systems;
import dev.sluice.runtime.load.TableLoader;
import dev.sluice.runtime.source.PostgresSource.Slot;
import dev.sluice.runtime.verify.Proofs;
import dev.sluice.runtime.verify.Proofs.Proof;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * Measures where every stage of every table stands. Each call asks all systems; safe for use by several threads.
 *
 * <p>Slot and connector are shared by all tables and known in bytes of WAL. How many events of a table those bytes hold,
 * and how much time they stand for, is estimated from what the last minute brought; the topic's figures are exact.
 */
public final class StatusReader {
    private final Systems systems;
    private final PipelineNames names;
    private final List<TargetTable> tables;

    public StatusReader(Systems systems, PipelineNames names, List<TargetTable> tables) {
        this.systems = systems;
        this.names = names;
        this.tables = List.copyOf(tables);
    }

    /** The state of this moment. */
    public PipelineFlow read() {
        Optional<Slot> slot = systems.postgres().slot(names.slot());
        Set<String> existing = systems.kafka().topics(names.topicPrefix() + ".");
        List<String> topics = tables.stream()
                .map(TargetTable::topic)
                .filter(existing::contains)
                .toList();
        Map<TopicPartition, Long> ends =
                topics.isEmpty() ? Map.of() : systems.kafka().ends(topics);
        Map<TopicPartition, Long> beginnings =
                topics.isEmpty() ? Map.of() : systems.kafka().beginnings(topics);
        Map<String, Long> sizes = topics.isEmpty() ? Map.of() : systems.kafka().sizes(topics);
        Map<String, Map<TopicPartition, Long>> committed = systems.kafka()
                .committed(tables.stream().map(TargetTable::group).toList());
        boolean applied = Stream.of(TargetNames.PARTIAL, TargetNames.PARKED, TargetNames.LOADS)
                .allMatch(systems.clickhouse()::exists);
        Map<String, Recent> recent = applied ? recent() : Map.of();
        Map<String, Long> partial = applied ? counts(TargetNames.PARTIAL.quoted()) : Map.of();
        Map<String, Long> parked = applied ? counts(TargetNames.PARKED.quoted()) : Map.of();
        Map<String, Proof> proofs =
                systems.clickhouse().exists(TargetNames.VERIFICATIONS) ? Proofs.last(systems.clickhouse()) : Map.of();
        List<String> loaded = applied ? TableLoader.loaded(systems.clickhouse()) : List.of();
        Map<String, LoadProgress> loads = applied ? TableLoader.underWay(systems.clickhouse()) : Map.of();
        Map<String, String> troubles = troubles();
        WalRate wal = WalRate.of(recent.values());
        List<TableFlow> flows = new ArrayList<>();
        for (TargetTable table : tables) {
            String target = table.target();
            Recent lately = recent.getOrDefault(target, Recent.NOTHING);
            long unread = 0;
            long kept = 0;
            for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
                if (end.getKey().topic().equals(table.topic())) {
                    long read = committed.getOrDefault(table.group(), Map.of()).getOrDefault(end.getKey(), 0L);
                    long first = beginnings.getOrDefault(end.getKey(), 0L);
                    unread += Math.max(0, end.getValue() - Math.max(read, first));
                    kept += end.getValue() - first;
                }
            }
            long bytesPerMessage = kept == 0 ? 0 : sizes.getOrDefault(table.topic(), 0L) / kept;
            long gaps = partial.getOrDefault(target, 0L);
            flows.add(new TableFlow(
                    table,
                    loaded.contains(target),
                    Optional.ofNullable(loads.get(target)),
                    slot.map(s -> wal.lag(s.walEnd().minus(s.sent()), lately)).orElse(StageLag.NONE),
                    slot.map(s -> wal.lag(s.sent().minus(s.confirmed()), lately))
                            .orElse(StageLag.NONE),
                    new StageLag(unread * bytesPerMessage, unread, unread == 0 ? 0 : lately.ageMs()),
                    new StageLag(0, gaps, gaps == 0 ? 0 : lately.ageMs()),
                    lately.changesPerSecond(),
                    lately.events() == 0 ? Optional.empty() : Optional.of(lately.latency()),
                    parked.getOrDefault(target, 0L),
                    losses(table, applied),
                    Optional.ofNullable(proofs.get(target)),
                    unread == 0
                            ? Optional.empty()
                            : Optional.ofNullable(
                                    troubles.get(table.names().topic().name()))));
        }
        return new PipelineFlow(slot, systems.connect().state(names.connector()), flows);
    }

    /** By the name of the reader, what the last exception of the last minute said. */
    private Map<String, String> troubles() {
        Map<String, String> troubles = new HashMap<>();
        for (JsonNode row : systems.clickhouse()
                .rows("SELECT table, arrayElement(exceptions.text, -1) FROM system.kafka_consumers WHERE database = '"
                        + TargetNames.OWN + "' AND arrayElement(exceptions.time, -1) > now() - 60")) {
            troubles.put(row.get(0).asText(), row.get(1).asText());
        }
        return troubles;
    }

    private long losses(TargetTable table, boolean applied) {
        return applied
                        && table.isRecording()
                        && systems.clickhouse().exists(TargetNames.LOSSES)
                        && systems.clickhouse().exists(table.names().rows())
                ? Long.parseLong(systems.clickhouse().value(Losses.current(table)))
                : 0;
    }

    private Map<String, Long> counts(String table) {
        Map<String, Long> counts = new HashMap<>();
        for (JsonNode row : systems.clickhouse().rows("SELECT target, count() FROM " + table + " GROUP BY target")) {
            counts.put(row.get(0).asText(), row.get(1).asLong());
        }
        return counts;
    }

    private Map<String, Recent> recent() {
        Set<String> touched = systems.clickhouse().rows(RecentChanges.STORES_TOUCHED).stream()
                .map(row -> row.get(0).asText())
                .collect(Collectors.toSet());
        List<TargetTable> asked = tables.stream()
                .filter(table -> touched.contains(table.names().changes().name()))
                .toList();
        Map<String, Recent> recent = new HashMap<>();
        if (asked.isEmpty()) {
            return recent;
        }
        for (JsonNode row : systems.clickhouse().rows(RecentChanges.summary(asked))) {
            recent.put(
                    row.get(0).asText(),
                    new Recent(
                            row.get(1).asLong(),
                            row.get(2).asLong(),
                            row.get(3).asLong(),
                            row.get(4).asDouble(),
                            row.get(5).asDouble(),
                            row.get(6).asDouble(),
                            new LatencyMs(
                                    row.get(7).asDouble(),
                                    row.get(8).asDouble(),
                                    row.get(9).asDouble())));
        }
        return recent;
    }
}
