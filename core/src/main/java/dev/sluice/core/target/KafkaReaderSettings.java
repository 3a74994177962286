/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import static dev.sluice.core.target.ChIdentifiers.literal;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** How a Kafka engine table reads, but for {@link TopicReading}, which is about when. */
public final class KafkaReaderSettings {
    /** How the engine's JSON format has to read events that are replayed. */
    public static final Map<String, String> FORMAT = format();

    private KafkaReaderSettings() {}

    private static Map<String, String> format() {
        Map<String, String> settings = new LinkedHashMap<>();
        // A member that the reader doesn't know: then it is not our converter's event.
        settings.put("input_format_skip_unknown_fields", "0");
        // But a table may leave out columns of the row, and most of what Debezium says of the source.
        settings.put("input_format_json_ignore_unknown_keys_in_named_tuple", "1");
        settings.put("input_format_json_defaults_for_missing_elements_in_named_tuple", "1");
        // "before": null is no row; NULL in a column that has none is in "nulls", which refuses it.
        settings.put("input_format_null_as_default", "1");
        // With an offset behind it, as timestamptz is printed.
        settings.put("date_time_input_format", "'best_effort'");
        return Collections.unmodifiableMap(settings);
    }

    /** The SETTINGS clause, which may go on. */
    static String clause(String brokers, String topic, String group) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("kafka_broker_list", literal(brokers));
        settings.put("kafka_topic_list", literal(topic));
        settings.put("kafka_group_name", literal(group));
        // Whole messages, which nothing can be wrong with. The engine reads each by itself, and a column costs a
        // microsecond then.
        settings.put("kafka_format", literal("RawBLOB"));
        settings.put("kafka_num_consumers", "1");
        settings.put("kafka_thread_per_consumer", "1");
        settings.put("kafka_max_block_size", "65536");
        settings.put("kafka_poll_max_batch_size", "65536");
        return settings.entrySet().stream()
                .map(setting -> "  " + setting.getKey() + " = " + setting.getValue())
                .collect(Collectors.joining(",\n", "SETTINGS\n", ""));
    }
}
