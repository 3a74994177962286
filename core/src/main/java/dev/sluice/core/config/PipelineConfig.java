/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.config;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code sluice.yaml} says, after reading and checking. An absent section of a system means that Sluice runs that
 * system itself, embedded.
 *
 * @param pipeline the pipeline's name: a lower-case letter, then at most 39 lower-case letters, digits and underscores;
 *     names of slot, publication, connector, topics and consumer groups are made from it
 * @param tables which source tables to replicate, first match wins; never empty
 * @param databases source schema to ClickHouse database, where they differ
 * @param debezium extra connector settings, passed through
 */
public record PipelineConfig(
        String pipeline,
        Optional<SourceConfig> source,
        List<TableRule> tables,
        Map<String, String> databases,
        Optional<KafkaConfig> kafka,
        Optional<ConnectConfig> connect,
        Optional<ClickHouseConfig> clickhouse,
        Map<String, String> debezium) {

    /** An external Postgres. */
    public record SourceConfig(PostgresAddress address, Optional<String> connectorPassword) {}

    /** Tables that match {@code schema.name} patterns ({@code *} and {@code ?}), and how they are replicated. */
    public record TableRule(String match, List<String> exclude, Optional<Retention> history) {}

    /** How long the history of a table is kept, in days. */
    public record Retention(int days) {}

    /** An external Kafka cluster. */
    public record KafkaConfig(String bootstrap) {}

    /** An external Kafka Connect cluster. */
    public record ConnectConfig(URI url) {}

    /** An external ClickHouse. */
    public record ClickHouseConfig(URI url, String user, Optional<Secret> password) {}
}
