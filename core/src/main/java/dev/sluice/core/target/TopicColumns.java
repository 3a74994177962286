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

    TopicColumns(TargetTable table) {
        this.table = table;
    }

    /** Name and type of each. What was refused has the defaults: no version, not complete. */
    List<String> all() {
        List<String> all = new ArrayList<>(used());
        all.addAll(List.of(
                "schema_id Enum8('' = 0, " + literal(table.schemaId()) + " = 1)",
                "ts_ms Nullable(Int64)",
                "nulls Array(" + names(table.columns().stream().filter(TargetColumn::nullable)) + ")",
                "out_of_range Array(" + names(table.columns().stream().filter(TopicColumns::isCalendarText)) + ")",
                "before_out_of_range Array("
                        + names(table.columns().stream()
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
                "missing Array(" + numbers(table.columns().stream().filter(column -> !column.key())) + ")",
                "complete Bool",
                "source Tuple(lsn UInt64, txId UInt64, ts_us DateTime64(6, 'UTC'))");
    }

    /** The value of a column in an event: what a deletion tells is in {@code before}. */
    String value(int index) {
        TargetColumn column = table.columns().get(index);
        return isBeforeRead(column)
                ? sided(index, member("op") + " = 'd'")
                : column.mapping().fromWire().apply(tuple("after", index));
    }

    /** The value of a column before the change if {@code isBefore}, else after it. */
    String sided(int index, String isBefore) {
        TargetColumn column = table.columns().get(index);
        int before = table.isCounted() ? index : table.key().indexOf(column.name());
        String old =
                table.mayMoveInOneEvent() ? "assumeNotNull(" + tuple("before", before) + ")" : tuple("before", before);
        return column.mapping().fromWire().apply("if(" + isBefore + ", " + old + ", " + tuple("after", index) + ")");
    }

    /** The text of a recorded column after the change; NULL if it is that, or not in the event. */
    String text(TargetColumn recorded) {
        return tuple("after", table.columns().indexOf(recorded));
    }

    /** Whether the event tells another key for the old row than for the new one. */
    String isMoved() {
        List<String> differing = new ArrayList<>();
        for (int i = 0; i < table.key().size(); i++) {
            int after = table.columns().indexOf(table.keyColumns().get(i));
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
        return table.columns().stream()
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
