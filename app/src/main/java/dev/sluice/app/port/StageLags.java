/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

/** How far each stage is behind the one before it, in the order of the flow. */
public record StageLags(Lag slot, Lag connector, Lag topic, Lag clickhouse) {}
