/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.connect;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * One worker of a Connect cluster; its REST API listens on 127.0.0.1 only.
 *
 * @param bootstrap the Kafka cluster, as {@code host:port,host:port}; the embedded one or any other
 * @param port of the REST API
 * @param secrets the only folder that {@code ${file:…}} and {@code ${directory:…}} in connector settings may read
 * @param sessionTimeout how long the group waits for a worker that was killed before its successor gets the
 *     connectors; at least the cluster's {@code group.min.session.timeout.ms}, 6 s on a stock Kafka
 * @param overrides worker settings that win over ours, for example {@code offset.flush.interval.ms} or security
 */
public record ConnectSettings(
        String bootstrap, int port, Path secrets, Duration sessionTimeout, Map<String, String> overrides) {
    public ConnectSettings {
        overrides = Map.copyOf(overrides);
    }

    /** A worker beside our own {@link dev.sluice.stack.kafka.KafkaService}, whose groups may have short sessions. */
    public static ConnectSettings embedded(String bootstrap, int port, Path secrets) {
        return new ConnectSettings(bootstrap, port, secrets, Duration.ofSeconds(3), Map.of());
    }

    /** A worker for a Kafka cluster with stock settings. */
    public static ConnectSettings external(String bootstrap, int port, Path secrets) {
        return new ConnectSettings(bootstrap, port, secrets, Duration.ofSeconds(10), Map.of());
    }

    /** The base URL of the REST API. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }
}
