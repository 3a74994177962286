/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

/** From commit in Postgres to visible in ClickHouse, in milliseconds. */
public record Latency(double p50, double p95, double p99) {}
