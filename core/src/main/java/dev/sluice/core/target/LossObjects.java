/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import static dev.sluice.core.target.ChIdentifiers.literal;

import java.util.List;
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
                "events",
                select,
                "FROM " + table.names().events().quoted() + " AS " + own.event() + "\nARRAY JOIN "
                        + losses(topic) + " AS " + own.loss() + "\nWHERE " + topic.member("op")
                        + " IN ('c', 'u', 'r')"));
    }

    private String key(TopicColumns topic) {
        return table.keyColumns().stream()
                .map(column -> column.mapping().print().apply(topic.value(column)))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** Those of one row. */
    private String losses(TopicColumns topic) {
        return table.columns().stream()
                .filter(column -> column.mapping().isRecorded())
                .map(column -> {
                    String text = topic.read(column);
                    return "(" + literal(column.name()) + ", ifNull(" + text + ", ''), isNotNull(" + text
                            + ") AND isNull(" + column.mapping().fromText().apply(text) + "))";
                })
                .collect(Collectors.joining(", ", "arrayFilter(x -> tupleElement(x, 3) = 1, [", "])"));
    }
}
