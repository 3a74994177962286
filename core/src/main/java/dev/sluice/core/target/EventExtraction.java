/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import static dev.sluice.core.target.ChIdentifiers.literal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Reads the events of one table out of whole messages, a block at once, by one typed {@code JSONExtract} into {@link TopicColumns}. It
 * makes NULL of what doesn't fit its type and passes over what it doesn't know, so an event is taken only if all of its NULLs are told:
 * by {@code nulls} and {@code missing}, or by the number of members of {@code before}. What is refused has no operation, no
 * version, and is not complete, by which the views behind tell it. It is kept as it came, with {@link #expected} beside it, of which {@link
 * ParkedError} makes a sentence when somebody looks.
 *
 * <p>No function here may make NULL of an exception, as {@code accurateCastOrNull} does: where memory runs out, the block has to fail and
 * be read again.
 */
final class EventExtraction {
    /** The column of the Kafka table. */
    static final String MESSAGE = "message";

    private static final String EVENT = "event";
    private static final String FITS = "fits";

    private final TargetTable table;
    private final TopicColumns topic;

    EventExtraction(TargetTable table, TopicColumns topic) {
        this.table = table;
        this.topic = topic;
    }

    /** What the query selects that reads a table of messages into the table of events. */
    List<String> select() {
        List<String> select = new ArrayList<>(topic.isHandedOnAsRead() ? read() : topic.handedOn());
        select.add("_topic");
        select.add("_partition");
        select.add("_offset");
        select.add("if(" + FITS + ", '', " + literal(expected()) + ") AS _error");
        select.add("if(" + FITS + ", '', " + MESSAGE + ") AS _raw_message");
        return select;
    }

    /** What follows {@link #select}. A message without content is what Kafka keeps of a deletion; ours have their own event. */
    String from(ObjectName messages) {
        String beside = MESSAGE + ", _topic, _partition, _offset";
        String extracted = "(\n  SELECT " + fits() + " AS " + FITS + ", " + EVENT + ", " + beside
                + "\n  FROM (\n    SELECT JSONExtract(" + ours() + ", "
                + literal("Tuple(" + String.join(", ", topic.extracted()) + ")") + ") AS " + EVENT + ", " + beside
                + "\n    FROM " + messages.quoted() + "\n    WHERE notEmpty(" + MESSAGE + ")))";
        if (topic.isHandedOnAsRead()) {
            return "FROM " + extracted;
        }
        return "FROM (\nSELECT " + String.join(", ", read()) + ", " + FITS + ", " + beside + "\nFROM " + extracted
                + ") AS " + table.own().event() + topic.handing();
    }

    /**
     * The message if it is of the table's columns, else none: those of others may have a number that is too large for a Decimal or a
     * DateTime64 here, for which JSONExtract throws, so that no later message would be read. In a JSON string the quotes of this text
     * have backslashes before them.
     */
    private String ours() {
        return "if(position(" + MESSAGE + ", " + literal("\"schema_id\":\"" + table.schemaId() + "\"") + ") != 0, "
                + MESSAGE + ", '')";
    }

    /** The members that are of use, in the order of {@link TopicColumns#used}. */
    private List<String> read() {
        List<String> read = new ArrayList<>(List.of(
                "if(" + FITS + ", " + member("op") + ", CAST('', " + literal(Operation.TYPE) + ")) AS op",
                "if(" + FITS + ", " + member("version") + ", 0) AS version",
                member("before") + " AS before",
                member("after") + " AS after",
                member("missing") + " AS missing",
                FITS + " AND " + member("complete") + " AS complete",
                member("source") + " AS source"));
        if (table.isCounted()) {
            read.add(member(TopicColumns.NUMBER) + " AS " + TopicColumns.NUMBER);
        }
        return read;
    }

    private String fits() {
        String op = member("op");
        String oldRows = table.isCounted() || table.mayMoveInOneEvent() ? "('u', 'd')" : "('d')";
        List<String> conditions = new ArrayList<>(List.of(
                member("schema_id") + " = " + literal(table.schemaId()),
                member("version") + " != 0",
                op + " != ''",
                "empty(" + member("too_large") + ")",
                "empty(" + member("altered") + ")",
                isTaken("nulls"),
                isTaken("missing"),
                only(topic.farDates(), member("out_of_range")),
                only(topic.farOldDates(), member("before_out_of_range")),
                "(" + op + " IN ('d', 't') OR " + isNewWhole() + ")",
                "(" + op + " NOT IN " + oldRows + " OR " + isOldWhole() + ")"));
        if (table.isToldOfKeyApart()) {
            conditions.add("(" + op + " != 'u' OR NOT " + topic.isMoved(member("before"), member("after")) + ")");
        }
        return String.join("\n    AND ", conditions);
    }

    private String isNewWhole() {
        return nulls("after", table.streamed()) + " = length(" + member("nulls") + ") + length(" + member("missing")
                + ")";
    }

    /** An old row leaves out what is NULL. An old key has no NULLs; an update need not have one. */
    private String isOldWhole() {
        String members = "JSONLength(" + MESSAGE + ", 'before')";
        if (table.isCounted()) {
            int columns = table.streamed().size();
            return nulls("before", table.streamed()) + " + " + members + " = " + columns;
        }
        String isKey = nulls("before", table.keyColumns()) + " = 0";
        return table.mayMoveInOneEvent() ? isKey + " OR " + member("op") + " = 'u' AND " + members + " = 0" : isKey;
    }

    /** How many of these columns are NULL. */
    private static String nulls(String row, List<TargetColumn> columns) {
        List<String> nulls = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String element = "tupleElement(" + member(row) + ", " + (i + 1) + ")";
            nulls.add("isNull(" + TopicColumns.known(columns.get(i), element) + ")");
        }
        return nulls.size() == 1 ? nulls.getFirst() : "arraySum([" + String.join(", ", nulls) + "])";
    }

    /** Whether the enumeration has taken all of these names. */
    private static String isTaken(String names) {
        return "NOT has(" + member(names) + ", " + literal(TopicColumns.NO_NAME) + ")";
    }

    private static String only(List<String> allowed, String names) {
        return allowed.isEmpty()
                ? "empty(" + names + ")"
                : "hasAll([" + allowed.stream().map(ChIdentifiers::literal).collect(Collectors.joining(", ")) + "], "
                        + names + ")";
    }

    private static String member(String name) {
        return "tupleElement(" + EVENT + ", '" + name + "')";
    }

    /** What an event has to be, as JSON whose members {@link ParkedError} knows. */
    private String expected() {
        return "{\"schema_id\":\"" + table.schemaId() + "\",\"key\":["
                + each(TargetColumn::key, EventExtraction::name) + "],\"required\":["
                + each(column -> !column.nullable(), EventExtraction::name) + "],\"dates\":["
                + each(EventExtraction::isClamped, EventExtraction::name) + "],\"old_dates\":["
                + each(topic::isClampedBefore, EventExtraction::name) + "],\"types\":{"
                + each(
                        column -> !column.mapping().wire().equals("String"),
                        column -> name(column) + ":" + json(column.mapping().wire()))
                + "}}";
    }

    private String each(Predicate<TargetColumn> which, Function<TargetColumn, String> text) {
        return table.streamed().stream().filter(which).map(text).collect(Collectors.joining(","));
    }

    private static boolean isClamped(TargetColumn column) {
        return column.mapping().calendar() && !TopicColumns.isCalendarText(column);
    }

    private static String name(TargetColumn column) {
        return json(column.name());
    }

    private static String json(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                json.append('\\').append((char) c);
            } else if (c < ' ') {
                json.append("\\u%04x".formatted(c));
            } else {
                json.append((char) c);
            }
        });
        return json.append('"').toString();
    }
}
