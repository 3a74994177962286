/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.connect;

import java.util.HashMap;
import java.util.Map;

/** The properties of a distributed worker that starts quickly and takes its connectors back at once after a crash. */
final class WorkerProperties {
    private WorkerProperties() {}

    static Map<String, String> of(ConnectSettings settings) {
        var config = new HashMap<String, String>();
        config.put("bootstrap.servers", settings.bootstrap());
        config.put("listeners", settings.url());
        config.put("rest.advertised.host.name", "127.0.0.1");
        config.put("rest.advertised.port", Integer.toString(settings.port()));
        config.put("metric.reporters", "");
        plugins(config);
        group(config, settings);
        topics(config);
        secrets(config, settings);
        config.putAll(settings.overrides());
        return config;
    }

    /** Debezium and our converter are on the class path, where looking services up costs no scan of every class. */
    private static void plugins(Map<String, String> config) {
        config.put("plugin.discovery", "service_load");
        config.put("key.converter", "org.apache.kafka.connect.json.JsonConverter");
        config.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
    }

    private static void group(Map<String, String> config, ConnectSettings settings) {
        long session = settings.sessionTimeout().toMillis();
        config.put("group.id", "sluice-connect");
        config.put("session.timeout.ms", Long.toString(session));
        config.put("heartbeat.interval.ms", Long.toString(Math.max(200, session / 6)));
        config.put("rebalance.timeout.ms", Long.toString(Math.max(10_000, 2 * session)));
        config.put("scheduled.rebalance.max.delay.ms", "0");
        config.put("task.shutdown.graceful.timeout.ms", "2000");
    }

    private static void topics(Map<String, String> config) {
        for (String store : new String[] {"config", "offset", "status"}) {
            config.put(store + ".storage.topic", "_connect-" + store);
            // -1: the broker's default, 1 on ours and usually 3 on a cluster
            config.put(store + ".storage.replication.factor", "-1");
        }
        config.put("offset.storage.partitions", "1");
        config.put("status.storage.partitions", "1");
        config.put("offset.flush.interval.ms", "200");
        // The readers of these topics close only after their last empty fetch.
        config.put("fetch.max.wait.ms", "250");
    }

    /** Connector settings hold a reference such as {@code ${file:…:postgres}}; the REST API shows only that. */
    private static void secrets(Map<String, String> config, ConnectSettings settings) {
        String allowed = settings.secrets().toAbsolutePath().normalize().toString();
        String providers = "org.apache.kafka.common.config.provider.";
        config.put("config.providers", "file,directory,env");
        config.put("config.providers.file.class", providers + "FileConfigProvider");
        config.put("config.providers.file.param.allowed.paths", allowed);
        config.put("config.providers.directory.class", providers + "DirectoryConfigProvider");
        config.put("config.providers.directory.param.allowed.paths", allowed);
        config.put("config.providers.env.class", providers + "EnvVarConfigProvider");
    }
}
