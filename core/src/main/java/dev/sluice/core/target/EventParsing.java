/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import static dev.sluice.core.target.ChIdentifiers.literal;
import static dev.sluice.core.target.ChIdentifiers.quote;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The two queries that turn input into rows of the events channel: one for the topic's JSON, one for the load's text.
 *
 * <p>Each message is parsed once, by one {@code JSONExtract} of a typed tuple; everything after that works on its
 * members. Whatever can't be parsed yields a row with a fault instead of an exception, for an exception would stop the
 * consumer.
 */
final class EventParsing {
    private final TargetTable table;
    private final OwnColumns own;

    EventParsing(TargetTable table) {
        this.table = table;
        this.own = table.own();
    }

    /**
     * From the Kafka table, in layers: the parsed event, its members ({@code w1}, {@code w2} …), their values ({@code
     * v1} …), and what is wrong with them. Each expression is written once and named. The engine plans this query anew for
     * every block, so each function in it costs CPU time, also when nothing arrives.
     */
    String ofTopic() {
        int count = table.columns().size();
        List<String> wires = new ArrayList<>();
        List<String> values = new ArrayList<>();
        List<String> select = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            TargetColumn column = table.columns().get(i);
            wires.add(member(i) + " AS " + wire(i));
            String value = column.mapping().fromWire().apply(wire(i));
            if (!value.equals(wire(i))) {
                values.add(value + " AS v" + (i + 1));
            }
            select.add(value(i) + " AS " + column.quoted());
        }
        select.add("e.op AS " + own.op());
        select.add("e.schema_id AS " + own.schemaId());
        select.add("e.missing AS " + own.missing());
        select.add("e.source.lsn AS " + own.lsn());
        select.add("e.source.txId AS " + own.tx());
        select.add("fromUnixTimestamp64Micro(e.source.ts_us, 'UTC') AS " + own.committedAt());
        select.add("bitOr(bitShiftLeft(toUInt128(ifNull(s.1, 0)), 64), toUInt128(ifNull(s.2, 0))) AS " + own.version());
        select.add("t AS " + own.topic());
        select.add("toInt32(p) AS " + own.partition());
        select.add("toInt64(o) AS " + own.offset());
        select.add("raw AS " + own.raw());
        select.add(topicFault() + " AS " + own.fault());
        String position = "raw, t, p, o, e";
        String parsed = "SELECT raw, _topic AS t, _partition AS p, _offset AS o, JSONExtract(raw, "
                + literal(eventType()) + ") AS e FROM " + table.names().topic().quoted();
        String members = "SELECT " + position
                + ", JSONExtract(e.source.sequence, 'Tuple(Nullable(UInt64), Nullable(UInt64))') AS s, "
                + String.join(", ", wires) + "\nFROM (" + parsed + ")";
        String valued = "SELECT " + position + ", s, " + wireNames()
                + values.stream().map(value -> ",\n  " + value).collect(Collectors.joining()) + "\nFROM (" + members
                + ")";
        return "SELECT\n  " + String.join(",\n  ", select) + "\nFROM (" + valued + ")";
    }

    private String wireNames() {
        return IntStream.range(0, table.columns().size())
                .mapToObj(EventParsing::wire)
                .collect(Collectors.joining(", "));
    }

    private static String wire(int column) {
        return "w" + (column + 1);
    }

    /** The name of the column's value: that of its member where nothing has to be parsed. */
    private String value(int column) {
        String wire = wire(column);
        return table.columns().get(column).mapping().fromWire().apply(wire).equals(wire) ? wire : "v" + (column + 1);
    }

    /** From the channel of the initial load, whose columns are Postgres's text. */
    String ofLoad() {
        List<String> select = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (TargetColumn column : table.columns()) {
            String text = "l." + column.quoted();
            String value = column.mapping().fromText().apply(text);
            select.add(value + " AS " + column.quoted());
            texts.add(literal(column.name()) + ", " + text);
            addUnfit(faults, column, value, text, "");
        }
        String fault = firstFault(faults);
        select.add("'r' AS " + own.op());
        select.add(literal(table.schemaId()) + " AS " + own.schemaId());
        select.add("CAST([], 'Array(String)') AS " + own.missing());
        select.add("l." + own.lsn() + " AS " + own.lsn());
        select.add("toUInt64(0) AS " + own.tx());
        select.add("now64(6, 'UTC') AS " + own.committedAt());
        // Lower than that of every change in the stream, so that whatever the stream says wins.
        select.add("toUInt128(0) AS " + own.version());
        select.add("'' AS " + own.topic());
        select.add("toInt32(-1) AS " + own.partition());
        select.add("toInt64(-1) AS " + own.offset());
        select.add(fault + " AS " + own.fault());
        select.add("if(" + fault + " = '', '', toJSONString(map(" + String.join(", ", texts) + "))) AS " + own.raw());
        return "SELECT\n  " + String.join(",\n  ", select) + "\nFROM "
                + table.names().load().quoted() + " AS l";
    }

    /** The member of the parsed event that holds the column's value: a deletion's key is in {@code before}. */
    private String member(int column) {
        TargetColumn target = table.columns().get(column);
        String after = "tupleElement(e.after, " + (column + 1) + ")";
        if (!target.key()) {
            return after;
        }
        int inKey = table.key().indexOf(target.name()) + 1;
        return "if(e.op = 'd', tupleElement(e.before, " + inKey + "), " + after + ")";
    }

    private String eventType() {
        return "Tuple(op String, schema_id String, missing Array(String), before Tuple("
                + members(table.keyColumns())
                + "), after Tuple("
                + members(table.columns())
                + "), source Tuple(sequence String, lsn UInt64, txId UInt64, ts_us Int64))";
    }

    private static String members(List<TargetColumn> columns) {
        return columns.stream()
                .map(column ->
                        quote(column.name()) + " Nullable(" + column.mapping().wire() + ")")
                .collect(Collectors.joining(", "));
    }

    private String topicFault() {
        List<String> faults = new ArrayList<>();
        faults.add("e.schema_id = '' AND NOT isValidJSON(raw), 'not JSON'");
        faults.add(
                "e.schema_id = '', 'no schema_id: not written by dev.sluice.connect.EventConverter; plain JSON of the"
                        + " stock JsonConverter can not be used'");
        faults.add("e.schema_id != " + literal(table.schemaId()) + ", concat('unknown schema ', e.schema_id)");
        faults.add("e.op NOT IN ('c', 'u', 'd', 'r', 't'), concat('unknown operation ', e.op)");
        faults.add("s.2 IS NULL, 'no source.sequence'");
        faults.add("e.op = 't', ''");
        for (int i = 0; i < table.columns().size(); i++) {
            TargetColumn column = table.columns().get(i);
            String absent =
                    column.key() ? "" : "e.op != 'd' AND NOT has(e.missing, " + literal(column.name()) + ") AND ";
            addUnfit(faults, column, value(i), wire(i), absent);
        }
        return firstFault(faults);
    }

    /** A value that should be there and isn't: the column refuses NULL, or there was a text that did not parse. */
    private static void addUnfit(
            List<String> faults, TargetColumn column, String value, String wire, String precondition) {
        // Only where the wire is text is there a value to show: another kind of JSON value reads as NULL.
        String message = value.equals(wire)
                ? literal("column " + column.name() + ": the value does not fit " + column.type())
                : "concat(" + literal("column " + column.name() + ": ") + ", ifNull(" + wire + ", 'no value'), "
                        + literal(" does not fit " + column.type()) + ")";
        if (!column.nullable()) {
            faults.add(precondition + "isNull(" + value + "), " + message);
        } else if (!value.equals(wire)) {
            faults.add(precondition + "isNull(" + value + ") AND isNotNull(" + wire + "), " + message);
        }
    }

    private static String firstFault(List<String> faults) {
        return faults.isEmpty() ? "''" : "multiIf(\n    " + String.join(",\n    ", faults) + ",\n    '')";
    }
}
