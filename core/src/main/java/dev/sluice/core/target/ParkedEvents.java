/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import static dev.sluice.core.target.ChIdentifiers.literal;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The parked events of a table, as the planner and its executor need them. */
public final class ParkedEvents {
    private static final String UNKNOWN = "error LIKE 'unknown schema %'";

    /** One row for each target: all schemas, and those that nobody knew. */
    public static final String SCHEMAS = "SELECT target, groupUniqArray(schema_id), groupUniqArrayIf(schema_id, "
            + UNKNOWN + ") FROM " + TargetNames.PARKED.quoted() + " GROUP BY target";

    private ParkedEvents() {}

    /**
     * The first offset of each partition with an event of {@code table} that has the schema known now.
     *
     * @param held the first offset that each partition of the topic still holds
     */
    public static String firstOffsets(TargetTable table, Map<Integer, Long> held) {
        return "SELECT partition, min(offset) FROM " + TargetNames.PARKED.quoted() + " WHERE " + ofTarget(table)
                + " AND " + known(table) + " AND " + held(held) + " GROUP BY partition";
    }

    /** Closes those that have the schema known now and are still {@code held} by the topic. */
    public static String closeKnown(TargetTable table, Map<Integer, Long> held) {
        return close(table, known(table) + " AND " + held(held));
    }

    /** Closes those whose schema nobody knew and that were parked before the load began, which has read what they changed. */
    public static String closeUnknown(TargetTable table) {
        return close(
                table,
                UNKNOWN + " AND parked_at < (SELECT max(began) FROM " + TargetNames.LOADS.quoted() + " FINAL WHERE "
                        + ofTarget(table) + ")");
    }

    /** Closes all, rows of the load too. */
    public static String closeAll(TargetTable table) {
        return close(TargetNames.IS_PARKED + " AND " + ofTarget(table));
    }

    private static String close(TargetTable table, String which) {
        return close(TargetNames.IS_PARKED + " AND " + ofTarget(table)
                + " AND (topic, partition, offset) IN (SELECT topic, partition, offset FROM "
                + TargetNames.PARKED.quoted()
                + " WHERE " + ofTarget(table) + " AND " + which + ")");
    }

    private static String close(String which) {
        return "INSERT INTO " + TargetNames.INCIDENTS.quoted()
                + " SELECT * REPLACE (now64(6, 'UTC') AS seen_at, 1 AS done) FROM " + TargetNames.INCIDENTS.quoted()
                + " FINAL WHERE " + which;
    }

    private static String held(Map<Integer, Long> held) {
        if (held.isEmpty()) {
            return "false";
        }
        return new TreeMap<>(held)
                .entrySet().stream()
                        .map(first -> "partition = " + first.getKey() + " AND offset >= " + first.getValue())
                        .collect(Collectors.joining(" OR ", "topic != '' AND (", ")"));
    }

    private static String known(TargetTable table) {
        return "schema_id = " + literal(table.schemaId());
    }

    private static String ofTarget(TargetTable table) {
        return "target = " + literal(table.target());
    }
}
