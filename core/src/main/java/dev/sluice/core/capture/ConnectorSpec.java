/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.capture;

import dev.sluice.core.config.PostgresAddress;
import java.util.Map;
import java.util.TreeMap;

/** The connector's configuration, but for what depends on the tables. */
public final class ConnectorSpec {
    private ConnectorSpec() {}

    /**
     * Defaults, then the user's settings, then what has to be so.
     *
     * @param source the database, as the Connect worker reaches it
     * @param passwordReference what the worker resolves to the password, such as {@code ${file:/path:key}}; never the
     *     password itself, for anybody who reaches Connect can read configurations
     * @param overrides the {@code debezium} section of the user's configuration
     */
    public static Map<String, String> of(
            PipelineNames names, PostgresAddress source, String passwordReference, Map<String, String> overrides) {
        Map<String, String> config = new TreeMap<>(ConnectorDefaults.settings());
        config.putAll(overrides);
        config.put("database.hostname", source.host());
        config.put("database.port", Integer.toString(source.port()));
        config.put("database.dbname", source.database());
        config.put("database.user", source.user());
        config.put("database.password", passwordReference);
        config.put("database.sslmode", source.sslMode().word());
        config.put("slot.name", names.slot());
        config.put("slot.drop.on.stop", "false");
        config.put("publication.name", names.publication());
        config.put("topic.prefix", names.topicPrefix());
        config.put("topic.heartbeat.prefix", "__debezium-heartbeat");
        return config;
    }
}
