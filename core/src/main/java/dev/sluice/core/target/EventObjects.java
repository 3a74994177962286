/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the events of one table go through: a channel that keeps nothing, and a view for each store behind it. All stores or none
 * get a block. The rows of the load come here too, as events {@code r} whose version may be 0.
 *
 * <p>ClickHouse plans every view anew for every block and spends 0.1 to 0.2 ms of CPU time on each function in it, also when
 * nothing arrives. So the types of {@link TopicColumns} do the checking and the views hardly more than hand on.
 */
final class EventObjects {
    private final TargetTable table;
    private final TableObject factory;
    private final TopicColumns topic;

    EventObjects(TargetTable table, TableObject factory) {
        this.table = table;
        this.factory = factory;
        this.topic = new TopicColumns(table);
    }

    /** In the order in which they are created. */
    List<TargetObject> all() {
        List<TargetObject> all = new ArrayList<>(List.of(events(), toRows(), toChanges(), toIncidents()));
        all.addAll(new LossObjects(table, factory).all(topic));
        return all;
    }

    private TargetObject events() {
        return factory.channel(
                table.names().events(),
                "events of " + table.source(),
                Stream.of(
                                topic.used(),
                                topic.ofLoad(),
                                List.of(
                                        "_topic LowCardinality(String)",
                                        "_partition UInt64",
                                        "_offset UInt64",
                                        "_error String",
                                        "_raw_message String"))
                        .flatMap(List::stream));
    }

    private TargetObject toRows() {
        if (table.isCounted()) {
            return new CountedRows(table, factory).toStore(topic);
        }
        List<String> select = values(topic::stored);
        select.add(topic.member("version") + " AS " + table.own().version());
        select.add(topic.member("op") + " = 'd' AS " + table.own().deleted());
        return view("rows", table.names().rows(), select, "WHERE " + topic.member("complete"));
    }

    private TargetObject toChanges() {
        OwnColumns own = table.own();
        List<String> select = values(topic::value);
        select.add(topic.member("op") + " AS " + own.op());
        select.add("tupleElement(" + topic.member("source") + ", 'lsn') AS " + own.lsn());
        select.add("tupleElement(" + topic.member("source") + ", 'txId') AS " + own.tx());
        select.add("tupleElement(" + topic.member("source") + ", 'ts_us') AS " + own.committedAt());
        select.add("now64(6, 'UTC') AS " + own.syncedAt());
        select.add(topic.member("version") + " AS " + own.version());
        select.add("CAST(" + topic.member("missing") + ", '" + OwnColumns.MISSING_TYPE + "') AS " + own.missing());
        if (table.isCounted()) {
            select.add(topic.member(TopicColumns.NUMBER) + " AS " + own.number());
        }
        return view("changes", table.names().changes(), select, "WHERE " + topic.member("op") + " != ''");
    }

    /** One view for all that is rare (events that can't be read, truncations, gaps): a view costs every block its planning. */
    private TargetObject toIncidents() {
        return view(
                "incidents",
                TargetNames.INCIDENTS,
                List.of(
                        "op",
                        factory.target() + " AS target",
                        "version",
                        "_topic AS topic",
                        "_partition AS partition",
                        "_offset AS offset",
                        "_error AS error",
                        "_raw_message AS payload",
                        "now64(6, 'UTC') AS seen_at"),
                "WHERE NOT complete");
    }

    private List<String> values(Function<TargetColumn, String> value) {
        List<String> select = new ArrayList<>();
        for (TargetColumn column : table.columns()) {
            select.add(value.apply(column) + " AS " + column.quoted());
        }
        table.kept().forEach(column -> select.add(column.absent()));
        return select;
    }

    private TargetObject view(String store, ObjectName to, List<String> select, String condition) {
        return factory.feed(
                table.names().to(store),
                to,
                "events",
                select,
                "FROM " + table.names().events().quoted() + " AS " + table.own().event() + "\n" + condition);
    }
}
