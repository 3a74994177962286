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

/**
 * Debezium's real connector task, driven the way a Connect worker drives it but without one: {@link #poll} hands over the
 * records in Connect's own form, before any converter.
 */
final class DebeziumCapture implements AutoCloseable {
    private final PostgresConnectorTask task = new PostgresConnectorTask();
    private final Map<String, String> config;

    DebeziumCapture(Map<String, String> config) {
        this.config = new LinkedHashMap<>(config);
    }

    /** Connects and starts to stream. */
    DebeziumCapture start() {
        task.initialize(new Context(config));
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

    /** A worker without stored offsets: the connector starts at its slot's position. */
    private record Context(Map<String, String> configs) implements SourceTaskContext {
        @Override
        public OffsetStorageReader offsetStorageReader() {
            return new NoOffsets();
        }

        @Override
        public PluginMetrics pluginMetrics() {
            throw new UnsupportedOperationException("this worker keeps no metrics");
        }
    }

    private static final class NoOffsets implements OffsetStorageReader {
        @Override
        @SuppressWarnings("NullAway") // Connect's interface says "null if no offset", without an annotation
        public <T> Map<String, Object> offset(Map<String, T> partition) {
            return null;
        }

        @Override
        public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
            return new HashMap<>();
        }
    }
}
