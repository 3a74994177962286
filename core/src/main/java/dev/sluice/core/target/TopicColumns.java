/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import static dev.sluice.core.target.ChIdentifiers.literal;
import static dev.sluice.core.target.ChIdentifiers.quote;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The columns of a table's Kafka reader: the members of the event that {@code EventConverter} writes, each with the type
 * that takes exactly what belongs into this table.
 *
 * <p>Whatever else an event holds makes the reader's format refuse it, with the message as it came and the reason, and not
 * as an exception: a schema that the enumeration of {@code schema_id} doesn't list, a column in {@code nulls} that must not
 * be NULL, a date that the column would clamp, a member that nobody knows. So the views behind need no checks, which they
 * would cost time on for every block: ClickHouse plans them anew for each.
 */
final class TopicColumns {
    private static final String ENUM_OF_NOTHING = "Enum8('' = 0)";

    private final TargetTable table;
    private final List<TargetColumn> columns;

    TopicColumns(TargetTable table) {
        this.table = table;
        this.columns = table.streamed();
    }

    /** Name and type of each. What was refused has the defaults: no version, not complete. */
    List<String> all() {
        List<String> all = new ArrayList<>(used());
        all.addAll(List.of(
                "schema_id Enum8('' = 0, " + literal(table.schemaId()) + " = 1)",
                "ts_ms Nullable(Int64)",
                "nulls Array(" + names(columns.stream().filter(TargetColumn::nullable)) + ")",
                "out_of_range Array(" + names(columns.stream().filter(TopicColumns::isCalendarText)) + ")",
                "before_out_of_range Array("
                        + names(columns.stream()
                                .filter(column -> isCalendarText(column)
                                        || !isBeforeRead(column)
                                                && column.mapping().boundedByCalendar()))
                        + ")"));
        return all;
    }

    /** Those that are of use when they have been read. */
    List<String> used() {
        return List.of(
                "op " + Operation.TYPE,
                "version UInt128",
                "before Tuple(" + before() + ")",
                "after Tuple(" + after() + ")",
                "missing " + missingType(),
                "complete Bool",
                "source Tuple(lsn UInt64, txId UInt64, ts_us DateTime64(6, 'UTC'))");
    }

    /** The value of a column in an event: what a deletion tells is in {@code before}. */
    String value(TargetColumn column) {
        return isBeforeRead(column)
                ? sided(column, member("op") + " = 'd'")
                : column.mapping().fromWire().apply(tuple("after", columns.indexOf(column)));
    }

    /** The value of a column before the change if {@code isBefore}, else after it. */
    String sided(TargetColumn column, String isBefore) {
        int index = columns.indexOf(column);
        int before = table.isCounted() ? index : table.key().indexOf(column.name());
        String old =
                table.mayMoveInOneEvent() ? "assumeNotNull(" + tuple("before", before) + ")" : tuple("before", before);
        return column.mapping().fromWire().apply("if(" + isBefore + ", " + old + ", " + tuple("after", index) + ")");
    }

    /** The text of a recorded column after the change; NULL if it is that, or not in the event. */
    String text(TargetColumn recorded) {
        return tuple("after", columns.indexOf(recorded));
    }

    /**
     * What the stores get: the {@linkplain #used used} columns, in their order. A change of key becomes what it is everywhere
     * else: a deletion, which is complete, and a creation. What Postgres generates is missing in each change.
     */
    List<String> handedOn() {
        boolean splits = table.mayMoveInOneEvent();
        boolean completes = !table.generated().isEmpty();
        String op = splits ? table.own().op() : member("op");
        List<String> handed = new ArrayList<>();
        for (String column : used()) {
            String name = column.substring(0, column.indexOf(' '));
            handed.add(
                    switch (name) {
                        case "op" -> splits ? op + " AS op" : name;
                        case "complete" ->
                            completes
                                    ? op + " = 'd' AS complete"
                                    : splits ? op + " = 'd' OR " + member("complete") + " AS complete" : name;
                        case "missing" ->
                            completes
                                    ? "if(" + op + " IN ('c', 'u'), " + withGenerated() + ", []) AS missing"
                                    : splits ? "if(" + op + " = 'd', [], " + member("missing") + ") AS missing" : name;
                        default -> name;
                    });
        }
        return handed;
    }

    private String withGenerated() {
        return "arrayConcat(" + member("missing") + ", CAST(["
                + table.generated().stream()
                        .map(column -> literal(column.name()))
                        .collect(Collectors.joining(", "))
                + "], " + literal(missingType()) + "))";
    }

    /** What follows the events in the FROM of a query of {@link #handedOn}. */
    String handing() {
        String alias = " AS " + table.own().event();
        if (!table.mayMoveInOneEvent()) {
            return table.generated().isEmpty() ? "" : alias;
        }
        String op = member("op");
        return alias + "\nARRAY JOIN if(" + op + " = 'u' AND " + isMoved() + ", CAST(['d', 'c'], "
                + literal("Array(" + Operation.TYPE + ")") + "), [" + op + "]) AS "
                + table.own().op();
    }

    private String missingType() {
        return "Array(" + numbers(table.columns().stream().filter(column -> !column.key())) + ")";
    }

    /** Whether the event tells another key for the old row than for the new one. */
    private String isMoved() {
        List<String> differing = new ArrayList<>();
        for (int i = 0; i < table.key().size(); i++) {
            int after = columns.indexOf(table.keyColumns().get(i));
            String before = tuple("before", i);
            differing.add("isNotNull(" + before + ") AND " + before + " != " + tuple("after", after));
        }
        return "(" + String.join(" OR ", differing) + ")";
    }

    private String tuple(String member, int index) {
        return "tupleElement(" + member(member) + ", " + (index + 1) + ")";
    }

    private boolean isBeforeRead(TargetColumn column) {
        return column.key() || table.isCounted();
    }

    /** One of these columns, for a query whose results have the names of the source's columns: those hide bare names. */
    String member(String name) {
        return table.own().event() + "." + name;
    }

    /** The converter names it where a date store would not hold the value; as a text it fits. */
    private static boolean isCalendarText(TargetColumn column) {
        return column.mapping().calendar() && column.mapping().wire().equals("String");
    }

    private String before() {
        if (table.isCounted()) {
            return after();
        }
        return table.keyColumns().stream()
                .map(column -> quote(column.name()) + " "
                        + (table.mayMoveInOneEvent()
                                ? "Nullable(" + column.mapping().wire() + ")"
                                : column.mapping().wire()))
                .collect(Collectors.joining(", "));
    }

    private String after() {
        return columns.stream()
                .map(column -> quote(column.name()) + " "
                        + (column.nullable()
                                ? "Nullable(" + column.mapping().wire() + ")"
                                : column.mapping().wire()))
                .collect(Collectors.joining(", "));
    }

    /** An enumeration that takes the names of these columns and no other. */
    private static String names(Stream<TargetColumn> columns) {
        List<TargetColumn> allowed = columns.toList();
        return enumeration(
                allowed.size() > Byte.MAX_VALUE ? "Enum16(" : "Enum8(",
                allowed.stream().map(column -> literal(column.name())));
    }

    /** The same with the numbers of the columns, which they keep when they are renamed. */
    private static String numbers(Stream<TargetColumn> columns) {
        return enumeration("Enum16(", columns.map(column -> literal(column.name()) + " = " + column.number()));
    }

    private static String enumeration(String type, Stream<String> values) {
        String all = values.collect(Collectors.joining(", "));
        return all.isEmpty() ? ENUM_OF_NOTHING : type + all + ")";
    }
}
