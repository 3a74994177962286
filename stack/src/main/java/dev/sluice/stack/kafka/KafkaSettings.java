/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.kafka;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where a broker keeps its data and listens; it listens on 127.0.0.1 only.
 *
 * @param data the folder of its logs and metadata, made at the first start
 * @param port what clients connect to
 * @param controllerPort what the broker's own controller listens on; of no interest to clients
 * @param overrides broker settings that win over ours
 */
public record KafkaSettings(Path data, int port, int controllerPort, Map<String, String> overrides) {
    public KafkaSettings {
        overrides = Map.copyOf(overrides);
    }

    /** A broker with our settings. */
    public KafkaSettings(Path data, int port, int controllerPort) {
        this(data, port, controllerPort, Map.of());
    }

    /** What clients are given as {@code bootstrap.servers}. */
    public String bootstrap() {
        return "127.0.0.1:" + port;
    }
}
