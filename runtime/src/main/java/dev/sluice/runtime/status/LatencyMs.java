/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.status;

/** Commit in Postgres to arrival in ClickHouse, in milliseconds, by the two systems' clocks. */
public record LatencyMs(double p50, double p95, double p99) {}
