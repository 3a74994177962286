/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.connect;

import java.util.Map;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.connector.policy.AllConnectorClientConfigOverridePolicy;
import org.apache.kafka.connect.runtime.distributed.DistributedConfig;
import org.apache.kafka.connect.runtime.distributed.DistributedHerder;
import org.apache.kafka.connect.runtime.isolation.Plugins;
import org.apache.kafka.connect.runtime.rest.ConnectRestServer;
import org.apache.kafka.connect.runtime.rest.RestClient;

/**
 * The parts of a worker, put together as Kafka's own command does, but in two steps, since only the second needs Kafka,
 * and without its shutdown hook and its exit of the JVM.
 */
final class DistributedWorker extends ConnectDistributed {
    /** What can be made before Kafka is up: the plugins are found and the REST port is taken. */
    record Prepared(Plugins plugins, DistributedConfig config, RestClient client, ConnectRestServer rest) {}

    /** A worker that runs. */
    record Running(DistributedHerder herder, ConnectRestServer rest) {
        /** Leaves the group, stops connectors and tasks, commits their offsets. */
        void stop() {
            rest.stop();
            herder.stop();
        }
    }

    Prepared prepare(Map<String, String> properties) {
        var plugins = new Plugins(properties);
        try (var swap = plugins.withClassLoader(plugins.delegatingLoader())) {
            DistributedConfig config = createConfig(properties);
            var client = new RestClient(config);
            var rest = new ConnectRestServer(config.rebalanceTimeout(), client, config.originals());
            rest.initializeServer();
            return new Prepared(plugins, config, client, rest);
        }
    }

    Running start(Prepared prepared) {
        Plugins plugins = prepared.plugins();
        try (var swap = plugins.withClassLoader(plugins.delegatingLoader())) {
            var policy = new AllConnectorClientConfigOverridePolicy();
            var url = prepared.rest().advertisedUrl();
            DistributedHerder herder = createHerder(
                    prepared.config(),
                    url.getHost() + ":" + url.getPort(),
                    plugins,
                    policy,
                    prepared.rest(),
                    prepared.client());
            herder.start();
            prepared.rest().initializeResources(herder);
            return new Running(herder, prepared.rest());
        }
    }
}
