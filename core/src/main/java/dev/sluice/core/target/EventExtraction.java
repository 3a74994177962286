/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import static dev.sluice.core.target.ChIdentifiers.literal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Reads the events of one table out of whole messages, a block at once, by one cast to a JSON type whose members are {@link
 * TopicColumns}. A message that doesn't fit their types has no members then: no version, and it is not complete, by which the views
 * behind tell it. It is kept as it came, with {@link #expected} beside it, of which {@link ParkedError} makes a sentence when
 * somebody looks.
 */
final class EventExtraction {
    /** The column of the Kafka table. */
    static final String MESSAGE = "message";

    /** What the converter writes into an event that can't be applied: nothing is what fits. */
    private static final String NEVER = " Enum8('' = 0)";

    private final TargetTable table;
    private final TopicColumns topic;

    EventExtraction(TargetTable table, TopicColumns topic) {
        this.table = table;
        this.topic = topic;
    }

    /** What the query selects that reads a table of messages into the table of events. */
    List<String> select() {
        List<String> select = new ArrayList<>(topic.handedOn());
        String refused = topic.member("schema_id") + " = ''";
        select.add("_topic");
        select.add("_partition");
        select.add("_offset");
        select.add("if(" + refused + ", " + literal(expected()) + ", '') AS _error");
        select.add("if(" + refused + ", " + MESSAGE + ", '') AS _raw_message");
        return select;
    }

    /** What follows {@link #select}. A message without content is what Kafka keeps of a deletion; ours have their own event. */
    String from(ObjectName messages) {
        List<String> members = new ArrayList<>(topic.allWithDigits());
        members.add("too_large" + NEVER);
        members.add("altered" + NEVER);
        String type = "JSON(max_dynamic_paths = 0, " + String.join(", ", members) + ")";
        // A tuple is not read from an object without members, which an old row of NULLs is; a key has none.
        String read = table.isCounted() ? "replaceOne(" + MESSAGE + ", '\"before\":{}', '\"before\":null')" : MESSAGE;
        return "FROM (\n  SELECT assumeNotNull(accurateCastOrNull(" + read + ", " + literal(type) + ")) AS "
                + table.own().event() + ", " + MESSAGE + ", _topic, _partition, _offset\n  FROM " + messages.quoted()
                + "\n  WHERE notEmpty(" + MESSAGE + "))" + topic.handing();
    }

    /** What an event has to be, as JSON whose members {@link ParkedError} knows. */
    private String expected() {
        return "{\"schema_id\":\"" + table.schemaId() + "\",\"required\":["
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
