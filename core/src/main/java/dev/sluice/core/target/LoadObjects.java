/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import static dev.sluice.core.target.ChIdentifiers.literal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The way of the initial load into one table's stores: the texts that COPY prints, a view that parses them, and a view for
 * each store. A row comes with the version 0, which is lower than that of every change in the stream, or with the one that
 * a repair gives it. What can't be parsed yields a row with a fault instead of an exception, which would end the load.
 */
final class LoadObjects {
    private final TargetTable table;
    private final TableObject factory;
    private final OwnColumns own;

    LoadObjects(TargetTable table, TableObject factory) {
        this.table = table;
        this.factory = factory;
        this.own = table.own();
    }

    /** In the order in which they are created. */
    List<TargetObject> all() {
        List<TargetObject> all = new ArrayList<>(List.of(load(), loaded(), toRows(), toChanges(), toIncidents()));
        all.addAll(new LossObjects(table, factory).ofLoad());
        all.add(parse());
        return all;
    }

    private TargetObject load() {
        return factory.channel(
                table.names().load(),
                "rows of the initial load of " + table.source(),
                Stream.concat(table.columns().stream().map(column -> column.quoted() + " Nullable(String)"), places()));
    }

    private TargetObject loaded() {
        return factory.channel(
                table.names().loaded(),
                "parsed rows of the initial load of " + table.source(),
                Stream.concat(
                        table.columns().stream().map(column -> column.quoted() + " " + column.nullableType()),
                        Stream.concat(
                                places(),
                                Stream.concat(
                                        Stream.of(own.fault() + " String", own.raw() + " String"),
                                        table.isRecording() ? Stream.of(LossObjects.column(own)) : Stream.empty()))));
    }

    /** What the loader tells of each row beside its values. */
    private Stream<String> places() {
        Stream<String> all = Stream.of(own.lsn() + " UInt64", own.version() + " UInt128");
        return table.isCounted() ? Stream.concat(all, Stream.of(own.number() + " UInt64")) : all;
    }

    private TargetObject parse() {
        List<String> select = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (TargetColumn column : table.columns()) {
            String text = "l." + column.quoted();
            String value = column.mapping().fromText().apply(text);
            select.add(value + " AS " + column.quoted());
            texts.add(literal(column.name()) + ", " + text);
            String message = "concat(" + literal("column " + column.name() + ": ") + ", ifNull(" + text
                    + ", 'no value'), " + literal(" does not fit " + column.type()) + ")";
            if (!column.nullable()) {
                faults.add("isNull(" + value + "), " + message);
            } else if (!value.equals(text) && !column.mapping().isRecorded()) {
                faults.add("isNull(" + value + ") AND isNotNull(" + text + "), " + message);
            }
        }
        String fault = faults.isEmpty() ? "''" : "multiIf(\n    " + String.join(",\n    ", faults) + ",\n    '')";
        select.add("l." + own.lsn() + " AS " + own.lsn());
        select.add("l." + own.version() + " AS " + own.version());
        if (table.isCounted()) {
            select.add("l." + own.number() + " AS " + own.number());
        }
        select.add(fault + " AS " + own.fault());
        select.add("if(" + fault + " = '', '', toJSONString(map(" + String.join(", ", texts) + "))) AS " + own.raw());
        if (table.isRecording()) {
            select.add(LossObjects.array(table, column -> "l." + column.quoted()) + " AS " + own.losses());
        }
        return factory.of(
                ObjectKind.MATERIALIZED_VIEW,
                table.names().parseLoad(),
                "parses the initial load of " + table.source(),
                "CREATE MATERIALIZED VIEW " + table.names().parseLoad().quoted() + " TO "
                        + table.names().loaded().quoted() + " AS\nSELECT\n  " + String.join(",\n  ", select) + "\nFROM "
                        + table.names().load().quoted() + " AS l");
    }

    private TargetObject toRows() {
        List<String> select = new ArrayList<>();
        for (TargetColumn column : table.columns()) {
            select.add(value(column, column.nullable()));
        }
        table.kept().forEach(column -> select.add(column.absent()));
        if (table.isCounted()) {
            select.addAll(new CountedRows(table, factory).ofLoad());
        } else {
            select.add(own.version());
            select.add("false AS " + own.deleted());
        }
        return view("rows", table.names().rows(), select, sound());
    }

    private TargetObject toChanges() {
        List<String> select = new ArrayList<>();
        for (TargetColumn column : table.columns()) {
            select.add(value(column, !column.key()));
        }
        table.kept().forEach(column -> select.add(column.absent()));
        select.add("'r' AS " + own.op());
        select.add(own.lsn());
        select.add("toUInt64(0) AS " + own.tx());
        select.add("now64(6, 'UTC') AS " + own.committedAt());
        select.add("now64(6, 'UTC') AS " + own.syncedAt());
        select.add(own.version());
        select.add("CAST([], '" + OwnColumns.MISSING_TYPE + "') AS " + own.missing());
        if (table.isCounted()) {
            select.add(own.number());
        }
        return view("changes", table.names().changes(), select, sound());
    }

    private TargetObject toIncidents() {
        return view(
                "incidents",
                TargetNames.INCIDENTS,
                List.of(
                        "'' AS op",
                        factory.target() + " AS target",
                        own.fault() + " AS error",
                        own.raw() + " AS payload",
                        "now64(6, 'UTC') AS seen_at"),
                own.fault() + " != ''");
    }

    private String sound() {
        return own.fault() + " = ''";
    }

    /** The value as the store's column type; rows with a NULL that must not be have a fault and don't come here. */
    private static String value(TargetColumn column, boolean keepsNull) {
        return keepsNull ? column.quoted() : "assumeNotNull(" + column.quoted() + ") AS " + column.quoted();
    }

    private TargetObject view(String store, ObjectName to, List<String> select, String condition) {
        return factory.feed(
                table.names().loadTo(store),
                to,
                "load",
                select,
                "FROM " + table.names().loaded().quoted() + "\nWHERE " + condition);
    }
}
