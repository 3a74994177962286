/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import static dev.sluice.core.target.ChIdentifiers.literal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The way of the initial load into one table's events: the texts that COPY prints, and a view that parses them. A row comes
 * with the version 0, which is lower than that of every change in the stream, or with the one that a repair gives it; without a
 * key, with the position of its load, which is lower, too. What can't be parsed yields a row that is not complete and says why,
 * instead of an exception, which would end the load.
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
        return List.of(load(), parse());
    }

    private TargetObject load() {
        Stream<String> texts = table.columns().stream().map(column -> column.quoted() + " Nullable(String)");
        List<String> places = new ArrayList<>(List.of(own.lsn() + " UInt64", own.version() + " UInt128"));
        if (table.isCounted()) {
            places.add(own.number() + " UInt64");
        }
        return factory.channel(
                table.names().load(),
                "rows of the initial load of " + table.source(),
                Stream.concat(texts, places.stream()));
    }

    private TargetObject parse() {
        String sound = own.fault() + " = ''";
        List<String> select = new ArrayList<>(List.of(
                "if(" + sound + ", CAST('r', " + literal(Operation.TYPE) + "), CAST('', " + literal(Operation.TYPE)
                        + ")) AS op",
                "if(" + sound + ", " + version() + ", 0) AS version",
                values(table.streamed()) + " AS after",
                sound + " AS complete",
                "tuple(l." + own.lsn() + ", toUInt64(0), now64(6, 'UTC')) AS source",
                own.fault() + " AS _error",
                "if(" + sound + ", '', toJSONString(map(" + texts() + "))) AS _raw_message"));
        if (!table.generated().isEmpty()) {
            select.add(values(table.generated()) + " AS " + TopicColumns.GENERATED);
        }
        if (table.isCounted()) {
            select.add("l." + own.number() + " AS " + TopicColumns.NUMBER);
        }
        return factory.of(
                ObjectKind.MATERIALIZED_VIEW,
                table.names().parseLoad(),
                "parses the initial load of " + table.source(),
                "CREATE MATERIALIZED VIEW " + table.names().parseLoad().quoted() + " TO "
                        + table.names().events().quoted() + " AS\nWITH " + fault() + " AS " + own.fault()
                        + "\nSELECT\n  " + String.join(",\n  ", select) + "\nFROM "
                        + table.names().load().quoted() + " AS l");
    }

    /** Rows without a key that different loads bring under one number are not the same; each load has a position of its own. */
    private String version() {
        return table.isCounted() ? "toUInt128(l." + own.lsn() + ")" : "l." + own.version();
    }

    private String texts() {
        return table.columns().stream()
                .map(column -> literal(column.name()) + ", " + text(column))
                .collect(Collectors.joining(", "));
    }

    /** Why a row can't be kept; empty if it can. */
    private String fault() {
        List<String> faults = new ArrayList<>();
        for (TargetColumn column : table.columns()) {
            String text = text(column);
            String value = column.mapping().fromText().apply(text);
            String message = "concat(" + literal("column " + column.name() + ": ") + ", ifNull(" + text
                    + ", 'no value'), " + literal(" does not fit " + column.type()) + ")";
            if (!column.nullable()) {
                faults.add("isNull(" + value + "), " + message);
            } else if (!value.equals(text) && !column.mapping().isRecorded()) {
                faults.add("isNull(" + value + ") AND isNotNull(" + text + "), " + message);
            }
        }
        return faults.isEmpty() ? "''" : "multiIf(\n    " + String.join(",\n    ", faults) + ",\n    '')";
    }

    private static String values(List<TargetColumn> columns) {
        return columns.stream()
                .map(column -> TopicColumns.isTextWhenRead(column)
                        ? text(column)
                        : column.mapping().fromText().apply(text(column)))
                .collect(Collectors.joining(", ", "tuple(", ")"));
    }

    private static String text(TargetColumn column) {
        return "l." + column.quoted();
    }
}
