/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import dev.sluice.core.capture.ConnectorDefaults;
import dev.sluice.core.problem.ProblemException;
import dev.sluice.core.topics.TopicSpec;
import dev.sluice.runtime.capture.ConnectClient;
import dev.sluice.runtime.control.Systems;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A Debezium connector as its tutorial has it: its defaults and Kafka Connect's JsonConverter, without schemas. It reaches the
 * source in the same way as ours, and runs in the same worker.
 *
 * @param name of the connector, its slot, its publication and its topics' prefix
 * @param table that it reads
 */
record StockConnector(Systems systems, String name, String table) {
    private static final String JSON = "org.apache.kafka.connect.json.JsonConverter";

    /**
     * The settings of our connector by which a task hands over more at once (the default sends 16 KB and waits for the answer), with the
     * longer queue that a snapshot is faster with.
     */
    static final Map<String, String> OUR_BATCHES = ourBatches();

    private static Map<String, String> ourBatches() {
        Map<String, String> ours = ConnectorDefaults.settings();
        ours.keySet()
                .removeIf(key -> !key.matches(
                        "max\\..*|poll\\..*|extended\\..*|producer\\.override\\.(linger|compression|batch).*"));
        ours.put("max.batch.size", "16384");
        ours.put("max.queue.size", "65536");
        return Map.copyOf(ours);
    }

    /** Makes its topic, which the broker doesn't do by itself. */
    void prepare() {
        systems.kafka().create(List.of(TopicSpec.shortLived(topic())));
        // The answer may come before the broker hosts it.
        Looks.until("the topic " + topic(), () -> {
            try {
                return !systems.kafka().ends(List.of(topic())).isEmpty();
            } catch (ProblemException e) {
                return false;
            }
        });
    }

    String topic() {
        return name + "." + table;
    }

    /** Its way into Kafka, and to the readers of these groups. */
    StreamPath path(String called, List<String> groups) {
        return new StreamPath(called, name, name, List.of(topic()), groups);
    }

    /** Starts it. {@code ours} is the connector of the pipeline, whose address of the source it takes. */
    void start(String ours, Map<String, String> more) {
        Map<String, String> config = new TreeMap<>();
        connect().config(ours).orElseThrow().forEach((key, value) -> {
            if (key.startsWith("database.")) {
                config.put(key, value);
            }
        });
        config.put("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
        config.put("plugin.name", "pgoutput");
        config.put("slot.name", name);
        config.put("publication.name", name);
        config.put("publication.autocreate.mode", "filtered");
        config.put("topic.prefix", name);
        config.put("table.include.list", table);
        for (String side : new String[] {"key", "value"}) {
            config.put(side + ".converter", JSON);
            config.put(side + ".converter.schemas.enable", "false");
        }
        config.putAll(more);
        connect().put(name, config);
    }

    /** Takes away all of it. */
    void drop() {
        connect().delete(name);
        systems.postgres().dropSlot(name);
        systems.postgres().execute("DROP PUBLICATION IF EXISTS " + name);
        systems.kafka().deleteTopic(topic());
    }

    ConnectClient connect() {
        return systems.connect();
    }
}
