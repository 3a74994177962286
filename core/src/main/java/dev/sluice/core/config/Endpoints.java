/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.config;

/** The addresses of the four systems of one pipeline, whether Sluice started them or not. */
public record Endpoints(
        PostgresAddress postgres, KafkaAddress kafka, ConnectAddress connect, ClickHouseAddress clickhouse) {}
