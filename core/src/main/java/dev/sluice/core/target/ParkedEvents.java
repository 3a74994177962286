/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import static dev.sluice.core.target.ChIdentifiers.literal;

/** Queries over the parked events of a table. */
public final class ParkedEvents {
    private static final String UNKNOWN = "error LIKE 'unknown schema %'";

    /** One row for each target: all schemas, and those that nobody knew. */
    public static final String SCHEMAS = "SELECT target, groupUniqArray(schema_id), groupUniqArrayIf(schema_id, "
            + UNKNOWN + ") FROM " + TargetNames.PARKED.quoted() + " GROUP BY target";

    private ParkedEvents() {}

    /** The first offset of each partition with an event of {@code table} that has the schema known now. */
    public static String firstOffsets(TargetTable table) {
        return "SELECT partition, min(offset) FROM " + TargetNames.PARKED.quoted() + " WHERE " + ofTarget(table)
                + " AND " + known(table) + " GROUP BY partition";
    }

    /** Closes those that have the schema known now. */
    public static String closeKnown(TargetTable table) {
        return close(table, known(table));
    }

    /** Closes those whose schema nobody knew. */
    public static String closeUnknown(TargetTable table) {
        return close(table, UNKNOWN);
    }

    private static String close(TargetTable table, String which) {
        return "INSERT INTO " + TargetNames.INCIDENTS.quoted()
                + " SELECT * REPLACE (now64(6, 'UTC') AS seen_at, 1 AS done) FROM " + TargetNames.INCIDENTS.quoted()
                + " FINAL WHERE " + TargetNames.IS_PARKED + " AND " + ofTarget(table)
                + " AND (topic, partition, offset) IN (SELECT topic, partition, offset FROM "
                + TargetNames.PARKED.quoted()
                + " WHERE " + ofTarget(table) + " AND " + which + ")";
    }

    private static String known(TargetTable table) {
        return "schema_id = " + literal(table.schemaId());
    }

    private static String ofTarget(TargetTable table) {
        return "target = " + literal(table.target());
    }
}
