/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.topics;

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
}
