/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.topics;

import dev.sluice.core.capture.ConnectorDefaults;
import java.util.Map;

/**
 * A topic that Sluice wants to exist.
 *
 * @param config the topic settings that differ from the broker's defaults
 */
public record TopicSpec(String name, int partitions, Map<String, String> config) {
    public TopicSpec {
        config = Map.copyOf(config);
    }
    /** The topic of a table's changes: read within a week, or read again from there. */
    public static TopicSpec ofChanges(String name) {
        return new TopicSpec(
                name,
                1,
                Map.of(
                        "cleanup.policy",
                        "delete",
                        "retention.ms",
                        "604800000",
                        "max.message.bytes",
                        Integer.toString(ConnectorDefaults.LARGEST_MESSAGE)));
    }

    /** A topic whose messages are of use for moments only. */
    public static TopicSpec shortLived(String name) {
        return new TopicSpec(name, 1, Map.of("cleanup.policy", "delete", "retention.ms", "3600000"));
    }
}
