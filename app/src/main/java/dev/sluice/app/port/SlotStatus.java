/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

/**
 * The replication slot.
 *
 * @param retainedBytes WAL that Postgres keeps for it
 * @param walStatus {@code pg_replication_slots.wal_status}: reserved, extended, unreserved or lost
 */
public record SlotStatus(String name, boolean active, String confirmedLsn, long retainedBytes, String walStatus) {}
