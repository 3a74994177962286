/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import static dev.sluice.core.target.ChIdentifiers.literal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Completes rows whose event did not carry every column: with the default replica identity, Postgres leaves a large
 * (TOASTed) value out of an UPDATE that does not change it.
 *
 * <p>Such a value is the one that the row's last version before had. Every event is in the table of changes, also those
 * with gaps, so a gap is filled from the highest lower version of the same key that has the column; the current rows
 * serve as one more version, for when the history is kept for a limited time. A gap that nothing can fill yet (the
 * initial load has not come to that row) stays open. Running it again changes nothing.
 */
public final class PartialRows {
    private final TargetTable table;
    private final OwnColumns own;
    private final String target;

    public PartialRows(TargetTable table) {
        this.table = table;
        this.own = table.own();
        this.target = literal(table.names().live().toString());
    }

    /** Inserts the complete row of every open gap that can be filled. */
    public String complete() {
        List<String> into = new ArrayList<>();
        List<String> outer = new ArrayList<>();
        List<String> filled = new ArrayList<>();
        List<String> ready = new ArrayList<>();
        String window = " OVER (PARTITION BY " + key("") + " ORDER BY " + own.version()
                + " ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)";
        int number = 0;
        for (TargetColumn column : table.columns()) {
            into.add(column.quoted());
            if (column.key()) {
                filled.add(column.quoted());
                outer.add(column.quoted());
                continue;
            }
            String has = "NOT has(" + own.missing() + ", " + literal(column.name()) + ")";
            String alias = "f" + number++;
            filled.add("argMaxIf(tuple(" + column.quoted() + "), " + own.version() + ", " + has + ")" + window + " AS "
                    + alias);
            ready.add("countIf(" + has + ")" + window + " > 0");
            String value = "tupleElement(" + alias + ", 1)";
            outer.add(column.nullable() ? value : "assumeNotNull(" + value + ")");
        }
        into.add(own.version());
        into.add(own.deleted());
        outer.add(own.version());
        outer.add("toUInt8(0)");
        filled.add(own.version());
        filled.add(own.missing());
        filled.add((ready.isEmpty() ? "true" : String.join(" AND ", ready)) + " AS ready");
        return "INSERT INTO " + table.names().rows().quoted() + " (" + String.join(", ", into) + ")\nSELECT "
                + String.join(", ", outer) + "\nFROM (SELECT " + String.join(", ", filled) + "\n  FROM ("
                + versions() + "))\nWHERE notEmpty(" + own.missing() + ") AND ready AND " + own.version() + " IN ("
                + open()
                + ")";
    }

    /** Closes the gaps whose row is complete by now, or has a later version anyway. */
    public String close() {
        String key = key("");
        String finished = "SELECT c." + own.version() + " FROM (SELECT " + key + ", " + own.version() + " FROM "
                + table.names().changes().quoted() + " WHERE " + own.version() + " IN (" + open()
                + ")) AS c INNER JOIN (SELECT " + key + ", max(" + own.version() + ") AS latest FROM "
                + table.names().rows().quoted() + " WHERE (" + key + ") IN (" + openKeys() + ") GROUP BY " + key
                + ") AS r USING (" + key + ") WHERE r.latest >= c." + own.version();
        return "INSERT INTO " + TargetNames.INCIDENTS.quoted()
                + " SELECT * REPLACE (now64(6, 'UTC') AS seen_at, 1 AS done)\nFROM "
                + TargetNames.INCIDENTS.quoted() + " FINAL\nWHERE " + TargetNames.IS_PARTIAL + " AND target = " + target
                + " AND version IN (" + finished + ")";
    }

    /** The targets that have open gaps. */
    public static String targetsWithGaps() {
        return "SELECT DISTINCT target FROM " + TargetNames.PARTIAL.quoted();
    }

    private String versions() {
        String columns = table.columns().stream().map(TargetColumn::quoted).collect(Collectors.joining(", "));
        String nullable = table.columns().stream()
                .map(column -> column.key()
                        ? column.quoted()
                        : "CAST(" + column.quoted() + ", " + literal(column.nullableType()) + ") AS " + column.quoted())
                .collect(Collectors.joining(", "));
        String ofTheseKeys = " WHERE (" + key("") + ") IN (" + openKeys() + ")";
        return "SELECT " + columns + ", " + own.version() + ", " + own.missing() + " FROM "
                + table.names().changes().quoted() + " FINAL" + ofTheseKeys + "\n    UNION ALL SELECT " + nullable
                + ", "
                + own.version() + ", CAST([], 'Array(String)') FROM "
                + table.names().rows().quoted() + " FINAL"
                + ofTheseKeys;
    }

    private String open() {
        return "SELECT version FROM " + TargetNames.PARTIAL.quoted() + " WHERE target = " + target;
    }

    private String openKeys() {
        return "SELECT " + key("") + " FROM " + table.names().changes().quoted() + " WHERE " + own.version() + " IN ("
                + open() + ")";
    }

    private String key(String prefix) {
        return table.keyColumns().stream()
                .map(column -> prefix + column.quoted())
                .collect(Collectors.joining(", "));
    }
}
