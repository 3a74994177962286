/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.control;

import dev.sluice.core.config.Endpoints;
import dev.sluice.runtime.capture.ConnectClient;
import dev.sluice.runtime.source.PostgresSource;
import dev.sluice.runtime.target.ClickHouse;
import dev.sluice.runtime.topics.KafkaTopics;

/** The four systems of one pipeline, each behind its adapter, in the order in which a row meets them. */
public record Systems(PostgresSource postgres, ConnectClient connect, KafkaTopics kafka, ClickHouse clickhouse)
        implements AutoCloseable {

    /** Makes the clients; nothing is asked before the first call. */
    public static Systems open(Endpoints endpoints) {
        return new Systems(
                new PostgresSource(endpoints.postgres()),
                new ConnectClient(endpoints.connect()),
                KafkaTopics.open(endpoints.kafka()),
                ClickHouse.open(endpoints.clickhouse()));
    }

    /** Asks each of them for something small; throws the problem of the first that does not answer. */
    public void reach() {
        postgres.with(connection -> true);
        connect.plugins();
        kafka.topics("");
        clickhouse.value("SELECT 1");
    }

    @Override
    public void close() {
        postgres.close();
        kafka.close();
        clickhouse.close();
    }
}
