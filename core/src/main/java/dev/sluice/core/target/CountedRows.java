/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The current rows of a table whose rows nothing tells apart: under REPLICA IDENTITY FULL a change names its old row by all
 * values, and there may be equal rows. The store has an entry for each row that came and one for each that went, by the place
 * of its change in the stream (its version, and its number among the rows of that version), so that an entry that comes twice is
 * one. The view adds them up.
 *
 * <p>A load and the stream beside it can't agree by key, so the load notes exactly what it has seen ({@link
 * TargetNames#LOADS}): a position in the WAL, and its snapshot. A change of before that position whose transaction the
 * snapshot saw is in the load already. The load locks the table against TRUNCATE, so of truncations the position tells. No two
 * loads have the same position, so that the rows of one that was cut off or overtaken by another process don't count.
 */
final class CountedRows {
    private final TargetTable table;
    private final OwnColumns own;
    private final TableObject factory;

    CountedRows(TargetTable table, TableObject factory) {
        this.table = table;
        this.own = table.own();
        this.factory = factory;
    }

    TargetObject store() {
        String columns = TableObjects.lines(Stream.concat(
                table.columns().stream().map(column -> column.quoted() + " " + column.type()),
                Stream.of(
                        own.version() + " UInt128",
                        own.op() + " " + Operation.TYPE,
                        own.sign() + " Int8",
                        own.number() + " UInt64",
                        own.lsn() + " UInt64",
                        own.tx() + " UInt64")));
        return factory.of(
                ObjectKind.STORAGE,
                table.names().rows(),
                "rows that came and went of " + table.source(),
                "CREATE TABLE " + table.names().rows().quoted() + " (\n" + columns
                        + "\n)\nENGINE = ReplacingMergeTree\nORDER BY (" + own.version() + ", " + own.op() + ", "
                        + own.sign() + ", " + own.number() + ")");
    }

    TargetObject live() {
        String columns = table.columns().stream().map(TargetColumn::quoted).collect(Collectors.joining(", "));
        String position = loaded("lsn");
        String truncated = "(SELECT max(version) FROM " + TargetNames.INCIDENTS.quoted()
                + " WHERE op = 't' AND target = " + factory.target() + " AND toUInt64(version) >= " + position + ")";
        // Transaction ids wrap around; those near the snapshot are told by their distance.
        String seen = own.lsn() + " < " + position + " AND toInt32(toInt64(" + own.tx() + ") - toInt64("
                + loaded("xmax") + ")) < 0 AND NOT has(" + loaded("xip") + ", bitAnd(" + own.tx() + ", 4294967295))";
        return factory.of(
                ObjectKind.VIEW,
                table.names().live(),
                "live copy of " + table.source() + " in PostgreSQL",
                "CREATE VIEW " + table.names().live().quoted() + " AS\nSELECT " + columns + "\nFROM (\n  SELECT "
                        + columns + ", sum(" + own.sign() + ") AS " + own.number() + "\n  FROM "
                        + table.names().rows().quoted() + " FINAL\n  WHERE if(" + own.op() + " = 'r', " + own.lsn()
                        + " = " + position + " AND " + truncated + " = 0, " + own.version() + " >= " + truncated
                        + " AND NOT (" + seen + "))\n  GROUP BY " + columns + "\n  HAVING " + own.number()
                        + " > 0)\nARRAY JOIN range(toUInt64(" + own.number() + ")) AS " + own.sign());
    }

    /** Leaves out of the history what a load has brought that was cut off or overtaken by another one. */
    String toldOnce() {
        return "WHERE " + own.op() + " != 'r' OR " + own.lsn() + " = " + loaded("lsn");
    }

    /** The view from the stream into the store. */
    TargetObject toStore(TopicColumns topic) {
        List<String> select = new ArrayList<>();
        for (TargetColumn column : table.columns()) {
            select.add(topic.sided(column, own.sign() + " < 0") + " AS " + column.quoted());
        }
        select.add(topic.member("version") + " AS " + own.version());
        select.add(topic.member("op") + " AS " + own.op());
        select.add(own.sign());
        select.add(topic.member(TopicColumns.NUMBER) + " AS " + own.number());
        select.add("tupleElement(" + topic.member("source") + ", 'lsn') AS " + own.lsn());
        select.add("tupleElement(" + topic.member("source") + ", 'txId') AS " + own.tx());
        return factory.feed(
                table.names().to("rows"),
                table.names().rows(),
                "events",
                select,
                "FROM " + table.names().events().quoted() + " AS " + own.event()
                        + "\nARRAY JOIN CAST(multiIf(" + topic.member("op") + " = 'u', [-1, 1], " + topic.member("op")
                        + " = 'd', [-1], [1]), 'Array(Int8)') AS " + own.sign()
                        + "\nWHERE " + topic.member("complete"));
    }

    /** What the load has noted that began last; nothing noted is 0. */
    private String loaded(String column) {
        return "(SELECT argMax(" + column + ", at) FROM " + TargetNames.LOADS.quoted() + " WHERE target = "
                + factory.target() + ")";
    }
}
