/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import static dev.sluice.core.target.ChIdentifiers.literal;

import dev.sluice.core.target.ObjectName;
import dev.sluice.runtime.control.Systems;
import dev.sluice.runtime.target.ClickHouse;
import java.util.List;
import java.util.Map;

/**
 * What tutorials build of the same engines: a connector as Debezium ships it, a Kafka table with whole messages and the
 * engine's default settings, and a materialized view that extracts column by column. It has no history, keeps nothing that
 * can't be read, and loses deletions, whose key is not where the view looks.
 */
final class TutorialWay {
    private static final String NAME = "bench_tutorial";
    private static final ObjectName QUEUE = new ObjectName(NAME, "queue");
    private static final ObjectName READ = new ObjectName(NAME, "read");
    private static final ObjectName STORE = new ObjectName(NAME, Orders.NAME);

    private static final String VIEW = """
            CREATE MATERIALIZED VIEW %s TO %s AS SELECT
              JSONExtractInt(message, 'after', 'id') AS id,
              JSONExtractInt(message, 'after', 'customer') AS customer,
              JSONExtractInt(message, 'after', 'quantity') AS quantity,
              toDecimal64(JSONExtractString(message, 'after', 'price'), 2) AS price,
              JSONExtract(message, 'after', 'note', 'Nullable(String)') AS note,
              fromUnixTimestamp64Micro(JSONExtractInt(message, 'after', 'created_at'), 'UTC') AS created_at,
              JSONExtractUInt(message, 'source', 'lsn') AS version,
              JSONExtractString(message, 'op') = 'd' AS deleted
            FROM %s
            """;

    private final StockConnector connector;

    TutorialWay(Systems systems) {
        this.connector = new StockConnector(systems, NAME, Orders.TABLE);
    }

    /** Makes all of it; {@code ours} is the connector whose address of the source it takes. */
    void make(String brokers, String ours) {
        ClickHouse clickhouse = connector.systems().clickhouse();
        connector.prepare();
        clickhouse.execute("CREATE DATABASE " + NAME);
        clickhouse.execute(
                Orders.target(STORE, ", version UInt64, deleted UInt8", "ReplacingMergeTree(version, deleted)"));
        clickhouse.execute("CREATE TABLE " + QUEUE.quoted() + " (message String) ENGINE = Kafka SETTINGS"
                + " kafka_broker_list = " + literal(brokers) + ", kafka_topic_list = " + literal(connector.topic())
                + ", kafka_group_name = " + literal(NAME) + ", kafka_format = 'JSONAsString'");
        clickhouse.execute(VIEW.formatted(READ.quoted(), STORE.quoted(), QUEUE.quoted()));
        // Decimals would be base64 of bytes otherwise, which nobody reads in SQL.
        connector.start(ours, Map.of("decimal.handling.mode", "string"));
    }

    StreamPath path(String name) {
        return new StreamPath(
                name, connector.name(), connector.name(), List.of(connector.topic()), StreamPath.rowsOf(STORE));
    }
}
