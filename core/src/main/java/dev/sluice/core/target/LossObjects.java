/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import static dev.sluice.core.target.ChIdentifiers.literal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The way of values that their columns don't hold into the ledger of losses, beside the row that has NULL for them. An entry
 * is told by its key, column and version, so what is sent or loaded twice is one entry.
 */
final class LossObjects {
    private final TargetTable table;
    private final TableObject factory;
    private final OwnColumns own;

    LossObjects(TargetTable table, TableObject factory) {
        this.table = table;
        this.factory = factory;
        this.own = table.own();
    }

    /** The column that brings the losses of a row of the load. */
    static String column(OwnColumns own) {
        return own.losses() + " Array(Tuple(String, String, UInt8))";
    }

    /** Its value; {@code text} is that of a recorded column. */
    static String array(TargetTable table, Function<TargetColumn, String> text) {
        return table.columns().stream()
                .filter(column -> column.mapping().isRecorded())
                .map(column -> {
                    String is = text.apply(column);
                    return "(" + literal(column.name()) + ", ifNull(" + is + ", ''), isNotNull(" + is + ") AND isNull("
                            + column.mapping().fromText().apply(is) + "))";
                })
                .collect(Collectors.joining(", ", "arrayFilter(x -> tupleElement(x, 3) = 1, [", "])"));
    }

    /** The views of load and stream; none where nothing is recorded. */
    List<TargetObject> ofLoad() {
        return table.isRecording()
                ? List.of(view(
                        table.names().loadTo("losses"),
                        "load",
                        table.names().loaded(),
                        column -> "assumeNotNull(" + own.event() + "." + column.quoted() + ")",
                        own.event() + "." + own.version(),
                        own.event() + "." + own.losses(),
                        own.event() + "." + own.fault() + " = ''"))
                : List.of();
    }

    List<TargetObject> ofStream(TopicColumns topic) {
        return table.isRecording()
                ? List.of(view(
                        table.names().to("losses"),
                        "topic",
                        table.names().events(),
                        topic::value,
                        topic.member("version"),
                        array(table, topic::text),
                        topic.member("version") + " != 0 AND " + topic.member("op") + " IN ('c', 'u')"))
                : List.of();
    }

    private TargetObject view(
            ObjectName name,
            String way,
            ObjectName from,
            Function<TargetColumn, String> key,
            String version,
            String losses,
            String condition) {
        List<String> select = new ArrayList<>();
        select.add(factory.target() + " AS target");
        select.add(key(key) + " AS key");
        select.add("tupleElement(" + own.loss() + ", 1) AS column");
        select.add("tupleElement(" + own.loss() + ", 2) AS text");
        select.add(version + " AS version");
        select.add("now64(6, 'UTC') AS seen_at");
        return factory.feed(
                name,
                TargetNames.LOSSES,
                way,
                select,
                "FROM " + from.quoted() + " AS " + own.event() + "\nARRAY JOIN " + losses + " AS " + own.loss()
                        + "\nWHERE " + condition);
    }

    private String key(Function<TargetColumn, String> value) {
        return table.keyColumns().stream()
                .map(column -> column.mapping().print().apply(value.apply(column)))
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
