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
 * can't be read, and loses deletions: their key is not where the view looks, so they become a deleted row of key 0.
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
              toDecimal64OrZero(JSONExtractString(message, 'after', 'price'), 2) AS price,
              JSONExtract(message, 'after', 'note', 'Nullable(String)') AS note,
              fromUnixTimestamp64Micro(JSONExtractInt(message, 'after', 'created_at'), 'UTC') AS created_at,
              JSONExtractUInt(message, 'source', 'lsn') AS version,
              JSONExtractString(message, 'op') = 'd' AS deleted
            FROM %s
            """;

    private final StockConnector connector;
    private final String settings;

    private TutorialWay(Systems systems, String settings) {
        this.connector = new StockConnector(systems, NAME, Orders.TABLE);
        this.settings = settings;
    }

    /** With the engine's default settings. */
    static TutorialWay asIs(Systems systems) {
        return new TutorialWay(systems, "");
    }

    /**
     * With blocks of half a second at most. By default a block that isn't full (65,409 rows) waits for 7.5 s: at the end of a
     * batch, that would be most of what is measured, however fast all before was.
     */
    static TutorialWay flushingSoon(Systems systems) {
        // A poll takes 500 ms by default, and with blocks no longer than that the reader was once seen to deliver
        // nothing.
        return new TutorialWay(systems, ", kafka_poll_timeout_ms = 50, kafka_flush_interval_ms = 500");
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
                + ", kafka_group_name = " + literal(NAME) + ", kafka_format = 'JSONAsString'" + settings);
        clickhouse.execute(VIEW.formatted(READ.quoted(), STORE.quoted(), QUEUE.quoted()));
        // Decimals would be base64 of bytes otherwise, which nobody reads in SQL.
        connector.start(ours, Map.of("decimal.handling.mode", "string"));
    }

    /** Its way, under a name for the report; the connector sends a tombstone after each deletion. */
    Way way(String name) {
        return new Way(connector.path(name, List.of(NAME)), QUEUE, STORE, 2);
    }
}
