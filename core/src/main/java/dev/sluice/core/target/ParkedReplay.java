/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import static dev.sluice.core.target.ChIdentifiers.literal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts parked events of one table through its way again, from the texts that were kept.
 *
 * <p>An event is parsed by a format that refuses what doesn't fit and says why, and handed to the channel that the topic's reader
 * feeds; a row of the load goes the whole way of the load. So both end as they would have ended then: version and key make it
 * harmless to do that twice, or after later changes of the row. A change of key that came in one event, which the reader of most
 * tables refuses, is taken for what it is.
 */
public final class ParkedReplay {
    private final TargetTable table;
    private final TopicColumns topic;

    public ParkedReplay(TargetTable table) {
        this.table = table;
        this.topic = TopicColumns.ofRefused(table);
    }

    /**
     * {@code id, topic, partition, offset, length of the payload, schema_id, whether it is what was left of an event that was
     * too large} of the events, in the order of the topic.
     */
    public static String events(ParkedChoice choice) {
        return "SELECT " + ParkedChoice.ID + ", topic, partition, offset, length(payload), JSONExtractString(payload,"
                + " 'schema_id'), JSONHas(payload, 'too_large') FROM " + TargetNames.INCIDENTS.quoted()
                + " FINAL WHERE " + choice.condition()
                + " AND topic != '' ORDER BY topic, partition, offset";
    }

    /** {@code id, error} of the rows of the load. */
    public static String rows(ParkedChoice choice) {
        return "SELECT " + ParkedChoice.ID + ", error FROM " + TargetNames.INCIDENTS.quoted() + " FINAL WHERE "
                + choice.condition() + " AND topic = '' ORDER BY 1";
    }

    /** What the events go through, as one text that is another one as soon as any of it is made anew. */
    public String way() {
        TargetNames names = table.names();
        String objects = Stream.of(
                        names.events(),
                        names.to("rows"),
                        names.to("changes"),
                        names.to("incidents"),
                        names.to("losses"),
                        names.load(),
                        names.parseLoad(),
                        names.rows(),
                        names.changes())
                .map(name -> literal(name.name()))
                .collect(Collectors.joining(", "));
        return "SELECT toString(arraySort(groupArray((name, uuid)))) FROM system.tables WHERE database = "
                + literal(TargetNames.OWN) + " AND name IN (" + objects + ")";
    }

    /**
     * Parses the events and yields their versions, as one array of texts: one for each event, {@code 0} where it has none.
     * The parser's refusal is the query's.
     */
    public String versions(ParkedChoice events) {
        return "SELECT groupArray(toString(version)) FROM " + parsed(events, "");
    }

    /** Hands the events to the stores; {@code place} is that of the first of them. */
    public String insert(ParkedChoice events, Place place) {
        String names = topic.used().stream()
                .map(column -> column.substring(0, column.indexOf(' ')))
                .collect(Collectors.joining(", "));
        return "INSERT INTO " + table.names().events().quoted() + " (" + names
                + ", _topic, _partition, _offset, _error, _raw_message)\nSELECT "
                + String.join(", ", topic.handedOn()) + ", " + literal(place.topic()) + ", " + place.partition() + ", "
                + place.offset() + ", '', ''\nFROM "
                + parsed(events, " AS " + table.own().event() + topic.handing());
    }

    /** Where an event stands in Kafka. */
    public record Place(String topic, int partition, long offset) {}

    private String parsed(ParkedChoice events, String suffix) {
        String payloads = "(SELECT arrayStringConcat(groupArray(payload), '\\n') FROM (SELECT payload FROM "
                + TargetNames.INCIDENTS.quoted() + " FINAL WHERE " + events.condition()
                + " AND topic != '' ORDER BY topic, partition, offset))";
        return "format(JSONEachRow, " + literal(String.join(", ", topic.all())) + ", " + payloads + ")" + suffix
                + "\nSETTINGS "
                + KafkaReaderSettings.FORMAT.entrySet().stream()
                        .map(setting -> setting.getKey() + " = " + setting.getValue())
                        .collect(Collectors.joining(", "));
    }

    /**
     * Sends rows of the load again, those that have every column of now; what doesn't fit is parked again by that, with the
     * time of now. A row's place in the WAL is not known any more.
     */
    public String load(ParkedChoice rows) {
        String columns = table.columns().stream().map(TargetColumn::quoted).collect(Collectors.joining(", "));
        String texts = table.columns().stream()
                .map(column -> "JSONExtract(payload, " + literal(column.name()) + ", 'Nullable(String)')")
                .collect(Collectors.joining(", "));
        return "INSERT INTO " + table.names().load().quoted() + " (" + columns + ", "
                + table.own().lsn() + ")\nSELECT "
                + texts + ", 0\nFROM " + TargetNames.INCIDENTS.quoted() + " FINAL\nWHERE " + loaded(rows) + " AND "
                + hasAll();
    }

    /** Closes the rows of the load that {@link #load} has brought: those that were not parked again since {@code before}. */
    public String closeLoaded(ParkedChoice rows, String before) {
        return write(ParkedList.REPLAYED, loaded(rows) + " AND " + hasAll() + " AND seen_at <= " + literal(before));
    }

    /** Says of rows of the load that {@link #load} has left out why. */
    public String noteOtherColumns(ParkedChoice rows) {
        return note(
                "the columns of the table are others than those of its load; let that row change in Postgres",
                loaded(rows) + " AND NOT " + hasAll());
    }

    /** Closes events after they were replayed. */
    public static String closeReplayed(ParkedChoice events) {
        return write(ParkedList.REPLAYED, events.condition());
    }

    /** Closes events that are given up, of those parked until then. They stay in the incidents, with their payload. */
    public static String closeDropped(ParkedChoice events, Instant until) {
        return write(
                ParkedList.DROPPED,
                events.condition() + " AND toUnixTimestamp64Micro(seen_at) <= "
                        + ChronoUnit.MICROS.between(Instant.EPOCH, until));
    }

    /** Notes why an event was refused this time; it counts as parked since when it was parked first. */
    public static String noteRefusal(ParkedChoice event, String error) {
        return note(error, event.condition());
    }

    /**
     * The versions, as one array of texts, of those later changes in the same life of a row that did not carry every column:
     * they may have been completed without these events.
     */
    public String gapsAfter(List<String> versions) {
        OwnColumns own = table.own();
        String key = table.keyColumns().stream().map(TargetColumn::quoted).collect(Collectors.joining(", "));
        String numbers = versions.stream()
                .map(version -> "toUInt128(" + literal(version) + ")")
                .collect(Collectors.joining(", ", own.version() + " IN (", ")"));
        String changes = table.names().changes().quoted();
        return "SELECT groupArray(toString(" + own.version() + ")) FROM (SELECT *, minIf(" + own.version() + ", "
                + numbers
                + ") OVER (PARTITION BY " + key + ", " + own.life() + ") AS " + own.event() + "\n  FROM (SELECT " + key
                + ", " + own.version() + ", " + own.missing() + ", countIf(" + own.op()
                + " IN ('c', 'd', 'r')) OVER (PARTITION BY " + key + " ORDER BY " + own.version() + ", " + own.op()
                + " ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS " + own.life() + "\n    FROM " + changes
                + " FINAL WHERE (" + key + ") IN (SELECT " + key + " FROM " + changes + " WHERE " + numbers
                + ")))\nWHERE " + own.event() + " != 0 AND " + own.version() + " > " + own.event() + " AND notEmpty("
                + own.missing() + ")";
    }

    private String loaded(ParkedChoice rows) {
        return rows.condition() + " AND topic = ''";
    }

    private String hasAll() {
        return "hasAll(JSONExtractKeys(payload), ["
                + table.columns().stream().map(column -> literal(column.name())).collect(Collectors.joining(", "))
                + "])";
    }

    private static String write(String outcome, String which) {
        return rewrite(
                "concat('" + outcome + ": ', " + ParkedError.EXPLAINED
                        + ") AS error, now64(6, 'UTC') AS seen_at, 1 AS done",
                which);
    }

    private static String note(String error, String which) {
        return rewrite(literal(error) + " AS error, addMicroseconds(seen_at, 1) AS seen_at", which);
    }

    /** The condition is in a query of its own: beside what replaces columns, their names would mean that. */
    private static String rewrite(String replacements, String which) {
        String incidents = TargetNames.INCIDENTS.quoted();
        return "INSERT INTO " + incidents + "\nSELECT * REPLACE (" + replacements + ")\nFROM (SELECT * FROM "
                + incidents + " FINAL WHERE " + which + ")";
    }
}
