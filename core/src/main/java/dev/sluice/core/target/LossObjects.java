/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import static dev.sluice.core.target.ChIdentifiers.literal;

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

    /** The losses of one row; {@code text} is that of a recorded column. */
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

    /** The view into the ledger; none where nothing is recorded. */
    List<TargetObject> all(TopicColumns topic) {
        if (!table.isRecording()) {
            return List.of();
        }
        List<String> select = List.of(
                factory.target() + " AS target",
                key(topic) + " AS key",
                "tupleElement(" + own.loss() + ", 1) AS column",
                "tupleElement(" + own.loss() + ", 2) AS text",
                topic.member("version") + " AS version",
                "now64(6, 'UTC') AS seen_at");
        return List.of(factory.feed(
                table.names().to("losses"),
                TargetNames.LOSSES,
                "topic",
                select,
                "FROM " + table.names().events().quoted() + " AS " + own.event() + "\nARRAY JOIN "
                        + array(table, topic::text) + " AS " + own.loss() + "\nWHERE " + topic.member("op")
                        + " IN ('c', 'u', 'r')"));
    }

    private String key(TopicColumns topic) {
        return table.keyColumns().stream()
                .map(column -> column.mapping().print().apply(topic.value(column)))
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
