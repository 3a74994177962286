/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.kafka;

import java.util.Properties;

/** The broker's properties: one node, little memory, and groups that come back at once after a crash. */
final class BrokerConfig {
    static final int NODE_ID = 1;

    private BrokerConfig() {}

    static Properties of(KafkaSettings settings) {
        var config = new Properties();
        network(config, settings);
        singleNode(config);
        groups(config);
        memory(config);
        settings.overrides().forEach(config::setProperty);
        return config;
    }

    private static void network(Properties config, KafkaSettings settings) {
        config.setProperty("process.roles", "broker,controller");
        config.setProperty("node.id", Integer.toString(NODE_ID));
        config.setProperty("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + settings.controllerPort());
        config.setProperty(
                "listeners",
                "PLAINTEXT://127.0.0.1:" + settings.port() + ",CONTROLLER://127.0.0.1:" + settings.controllerPort());
        config.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + settings.port());
        config.setProperty("controller.listener.names", "CONTROLLER");
        config.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        config.setProperty("log.dirs", settings.data().toString());
        config.setProperty("auto.create.topics.enable", "false");
        config.setProperty("metric.reporters", "");
    }

    private static void singleNode(Properties config) {
        for (String topic : new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            config.setProperty(topic + ".num.partitions", "1");
            config.setProperty(topic + ".replication.factor", "1");
        }
        config.setProperty("transaction.state.log.min.isr", "1");
        config.setProperty("share.coordinator.state.topic.min.isr", "1");
        config.setProperty("default.replication.factor", "1");
        config.setProperty("min.insync.replicas", "1");
        config.setProperty("num.partitions", "1");
        // After SIGKILL the controller refuses the new broker until the session of the old one has run out.
        config.setProperty("broker.heartbeat.interval.ms", "250");
        config.setProperty("broker.session.timeout.ms", "1500");
    }

    private static void groups(Properties config) {
        config.setProperty("group.initial.rebalance.delay.ms", "0");
        config.setProperty("group.min.session.timeout.ms", "1000");
        config.setProperty("group.consumer.min.session.timeout.ms", "1000");
        config.setProperty("group.consumer.min.heartbeat.interval.ms", "200");
    }

    private static void memory(Properties config) {
        config.setProperty("num.network.threads", "2");
        config.setProperty("num.io.threads", "4");
        config.setProperty("num.recovery.threads.per.data.dir", "2");
        config.setProperty("background.threads", "2");
        config.setProperty("log.segment.bytes", Integer.toString(64 << 20));
        config.setProperty("log.index.size.max.bytes", Integer.toString(1 << 20));
        config.setProperty("metadata.log.segment.bytes", Integer.toString(16 << 20));
        // The default reserves 128 MB for compaction; our compacted topics are tiny.
        config.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20));
        config.setProperty("log.cleaner.io.buffer.size", Integer.toString(128 << 10));
        config.setProperty("offsets.load.buffer.size", Integer.toString(1 << 20));
    }
}
