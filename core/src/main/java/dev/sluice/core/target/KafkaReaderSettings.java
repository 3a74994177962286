/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import static dev.sluice.core.target.ChIdentifiers.literal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a Kafka engine table reads. ClickHouse's defaults mean seconds of delay. These are a compromise between delay and the
 * engine's CPU time, which each block costs; the demo's own figures tell what comes of it.
 */
final class KafkaReaderSettings {
    private KafkaReaderSettings() {}

    /** The SETTINGS clause. */
    static String clause(String brokers, String topic, String group) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("kafka_broker_list", literal(brokers));
        settings.put("kafka_topic_list", literal(topic));
        settings.put("kafka_group_name", literal(group));
        // The whole message in one column: no message can fail to parse here and stop the consumer.
        settings.put("kafka_format", literal("RawBLOB"));
        settings.put("kafka_num_consumers", "1");
        settings.put("kafka_thread_per_consumer", "1");
        settings.put("kafka_max_block_size", "65536");
        settings.put("kafka_poll_max_batch_size", "65536");
        // Every block, also an empty one, costs the engine some 30 ms of planning its views: five a second are enough.
        settings.put("kafka_poll_timeout_ms", "20");
        settings.put("kafka_flush_interval_ms", "200");
        settings.put("kafka_consumer_reschedule_ms", "50");
        return settings.entrySet().stream()
                .map(setting -> "  " + setting.getKey() + " = " + setting.getValue())
                .collect(Collectors.joining(",\n", "SETTINGS\n", ""));
    }
}
