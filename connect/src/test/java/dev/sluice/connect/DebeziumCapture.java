/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.connect;

import io.debezium.connector.postgresql.PostgresConnectorTask;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/**
 * Debezium's real connector task, driven the way a Connect worker drives it but without one: {@link #poll} hands over the
 * records in Connect's own form, before any converter.
 */
final class DebeziumCapture implements AutoCloseable {
    private final PostgresConnectorTask task = new ResumingPostgresTask();
    private final Map<String, String> config;
    private final @Nullable Map<String, ?> stored;

    /** One that begins at the slot's position, or goes on from an offset that is stored. */
    DebeziumCapture(Map<String, String> config, @Nullable Map<String, ?> stored) {
        this.config = new LinkedHashMap<>(config);
        this.stored = stored;
    }

    /** Connects and starts to stream. */
    DebeziumCapture start() {
        task.initialize(new Context(config, stored));
        task.start(config);
        return this;
    }

    /** What has arrived since the last call; empty if nothing came within the poll interval. */
    List<SourceRecord> poll() throws InterruptedException {
        List<SourceRecord> records = task.poll();
        return records == null ? List.of() : records;
    }

    @Override
    public void close() {
        task.stop();
    }

    /** A worker as far as the task can see it. */
    private record Context(
            Map<String, String> configs, @Nullable Map<String, ?> stored) implements SourceTaskContext {
        @Override
        public OffsetStorageReader offsetStorageReader() {
            return new Offsets(stored);
        }

        @Override
        public PluginMetrics pluginMetrics() {
            throw new UnsupportedOperationException("this worker keeps no metrics");
        }
    }

    /** The same for each partition: there is only one. */
    private record Offsets(@Nullable Map<String, ?> stored) implements OffsetStorageReader {
        @Override
        @SuppressWarnings("NullAway") // Connect's interface says "null if no offset", without an annotation
        public <T> Map<String, Object> offset(Map<String, T> partition) {
            return stored == null ? null : new HashMap<>(stored);
        }

        @Override
        public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
            Map<Map<String, T>, Map<String, Object>> offsets = new HashMap<>();
            if (stored != null) {
                partitions.forEach(partition -> offsets.put(partition, new HashMap<>(stored)));
            }
            return offsets;
        }
    }
}
