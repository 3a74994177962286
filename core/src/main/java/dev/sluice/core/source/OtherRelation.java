/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.source;

import java.util.Optional;

/**
 * What looks like a table and can't be replicated.
 *
 * @param about the table that the reason names; empty if it names none
 */
public record OtherRelation(TableId id, Kind kind, Optional<TableId> about) {

    /** Why it can't be replicated. */
    public enum Kind {
        VIEW("is a view, and Postgres does not publish views", "Name the tables that it reads."),
        MATERIALIZED_VIEW(
                "is a materialized view, and Postgres does not publish those", "Name the tables that it reads."),
        FOREIGN_TABLE(
                "is a foreign table, whose rows are in another server",
                "Replicate it from the server that has the rows."),
        UNLOGGED(
                "is unlogged, so its changes are not in the write-ahead log",
                "Run ALTER TABLE … SET LOGGED, or leave it out."),
        TEMPORARY(
                "is a temporary table, which only one session sees and whose changes are not in the write-ahead log",
                "Make it an ordinary table, or leave it out."),
        PARTITION("is a partition, whose rows are those of", "Name the partitioned table instead."),
        FOREIGN_PARTITION(
                "has a partition whose rows are in another server:", "Detach that partition, or leave the table out."),
        UNLOGGED_PARTITION(
                "has an unlogged partition, whose changes are not in the write-ahead log:",
                "Run ALTER TABLE … SET LOGGED on the partition, or leave the table out."),
        PARTITION_IDENTITY(
                "has a partition with another replica identity than its own:",
                "Give the partition the replica identity of the table, or REPLICA IDENTITY FULL, with ALTER TABLE.");

        private final String reason;
        private final String next;

        Kind(String reason, String next) {
            this.reason = reason;
            this.next = next;
        }

        /** What to do about it, as an imperative sentence. */
        public String next() {
            return next;
        }
    }

    /** The reason, as a predicate. */
    public String reason() {
        return kind.reason + about.map(table -> " " + table).orElse("");
    }
}
