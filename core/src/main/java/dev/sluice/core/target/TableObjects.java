/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import static dev.sluice.core.target.ChIdentifiers.literal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compiles one table's copy to ClickHouse objects, in the order in which they are created: the reader of the topic and
 * the view that makes it run come last, so that nothing flows before everything stands.
 */
public final class TableObjects {
    private final TargetTable table;
    private final TargetNames names;
    private final OwnColumns own;
    private final String owner;
    private final String brokers;

    private TableObjects(TargetTable table, String owner, String brokers) {
        this.table = table;
        this.owner = owner;
        this.names = table.names();
        this.own = table.own();
        this.brokers = brokers;
    }

    /** All objects of {@code table}; {@code owner} is its pipeline, {@code brokers} Kafka's address as ClickHouse sees it. */
    public static List<TargetObject> of(TargetTable table, String owner, String brokers) {
        TableObjects compiler = new TableObjects(table, owner, brokers);
        return List.of(
                compiler.rows(),
                compiler.changes(),
                compiler.live(),
                compiler.history(),
                compiler.events(),
                compiler.toRows(),
                compiler.toChanges(),
                compiler.toIncidents(),
                compiler.toBlocks(),
                compiler.load(),
                compiler.parseLoad(),
                compiler.topic(),
                compiler.parse());
    }

    private TargetObject rows() {
        String columns = lines(Stream.concat(
                each(column -> column.quoted() + " " + column.type()),
                Stream.of(own.version() + " UInt128", own.deleted() + " UInt8")));
        return object(
                ObjectKind.STORAGE,
                names.rows(),
                "current rows of " + table.source(),
                "CREATE TABLE " + names.rows().quoted() + " (\n" + columns + "\n)\nENGINE = ReplacingMergeTree("
                        + own.version() + ", " + own.deleted() + ")\nORDER BY (" + key() + ")");
    }

    private TargetObject changes() {
        String columns = lines(Stream.concat(
                each(column -> column.quoted() + " " + (column.key() ? column.type() : column.nullableType())),
                Stream.of(
                        own.op() + " LowCardinality(String)",
                        own.lsn() + " UInt64",
                        own.tx() + " UInt64",
                        own.committedAt() + " DateTime64(6, 'UTC')",
                        own.syncedAt() + " DateTime64(6, 'UTC')",
                        own.version() + " UInt128",
                        own.missing() + " Array(String)")));
        String ttl = table.historyDays().isEmpty()
                ? ""
                : "\nTTL toDateTime(" + own.syncedAt() + ") + INTERVAL "
                        + table.historyDays().getAsInt() + " DAY";
        return object(
                ObjectKind.STORAGE,
                names.changes(),
                "every change of " + table.source(),
                "CREATE TABLE " + names.changes().quoted() + " (\n" + columns
                        + "\n)\nENGINE = ReplacingMergeTree\nORDER BY (" + key() + ", " + own.version() + ", "
                        + own.op() + ")" + ttl);
    }

    private TargetObject live() {
        return object(
                ObjectKind.VIEW,
                names.live(),
                "live copy of " + table.source() + " in PostgreSQL",
                "CREATE VIEW " + names.live().quoted() + " AS\nSELECT " + quotedColumns() + "\nFROM "
                        + names.rows().quoted() + " FINAL\nWHERE " + own.version()
                        + " >= (SELECT max(version) FROM " + TargetNames.INCIDENTS.quoted()
                        + " WHERE kind = 'truncated' AND target = "
                        + literal(names.live().toString()) + ")");
    }

    private TargetObject history() {
        return object(
                ObjectKind.VIEW,
                names.history(),
                "every change of " + table.source() + " in PostgreSQL",
                "CREATE VIEW " + names.history().quoted() + " AS\nSELECT " + quotedColumns() + ", "
                        + String.join(
                                ", ", own.op(), own.lsn(), own.tx(), own.committedAt(), own.syncedAt(), own.version())
                        + "\nFROM " + names.changes().quoted() + " FINAL");
    }

    private TargetObject events() {
        String columns = lines(Stream.concat(
                each(column -> column.quoted() + " " + column.nullableType()),
                Stream.of(
                        own.op() + " String",
                        own.schemaId() + " String",
                        own.missing() + " Array(String)",
                        own.lsn() + " UInt64",
                        own.tx() + " UInt64",
                        own.committedAt() + " DateTime64(6, 'UTC')",
                        own.version() + " UInt128",
                        own.topic() + " String",
                        own.partition() + " Int32",
                        own.offset() + " Int64",
                        own.raw() + " String",
                        own.fault() + " String")));
        return object(
                ObjectKind.CHANNEL,
                names.events(),
                "parsed events of " + table.source(),
                "CREATE TABLE " + names.events().quoted() + " (\n" + columns + "\n)\nENGINE = Null");
    }

    private TargetObject toRows() {
        String select = Stream.concat(
                        each(column -> value(column, column.nullable()) + " AS " + column.quoted()),
                        Stream.of(own.version(), "toUInt8(" + own.op() + " = 'd') AS " + own.deleted()))
                .collect(Collectors.joining(", "));
        return feed(
                "rows",
                names.rows(),
                select,
                sound() + " AND " + own.op() + " != 't' AND empty(" + own.missing() + ")");
    }

    private TargetObject toChanges() {
        String select = Stream.concat(
                        each(column -> value(column, !column.key()) + " AS " + column.quoted()),
                        Stream.of(
                                own.op(),
                                own.lsn(),
                                own.tx(),
                                own.committedAt(),
                                "now64(6, 'UTC') AS " + own.syncedAt(),
                                own.version(),
                                own.missing()))
                .collect(Collectors.joining(", "));
        return feed("changes", names.changes(), select, sound());
    }

    /**
     * One view for all that is rare (faults, truncations, gaps): each view costs every block, also an empty one, more
     * than a millisecond of planning.
     */
    private TargetObject toIncidents() {
        String faulty = own.fault() + " != ''";
        return feed(
                "incidents",
                TargetNames.INCIDENTS,
                "multiIf(" + faulty + ", 'parked', " + own.op() + " = 't', 'truncated', 'partial') AS kind, " + target()
                        + ", if(" + faulty + ", toUInt128(0), " + own.version() + ") AS version, " + own.topic()
                        + " AS topic, " + own.partition() + " AS partition, " + own.offset() + " AS offset, "
                        + own.schemaId() + " AS schema_id, " + own.fault() + " AS error, if(" + faulty + ", "
                        + own.raw()
                        + ", '') AS payload, now64(6, 'UTC') AS seen_at, toUInt8(0) AS done",
                faulty + " OR " + own.op() + " = 't' OR notEmpty(" + own.missing() + ")");
    }

    private TargetObject toBlocks() {
        return feed(
                "blocks",
                TargetNames.BLOCKS,
                target() + ", now64(6, 'UTC') AS synced_at, count() AS events, min(" + own.committedAt()
                        + ") AS first_committed_at, max(" + own.committedAt() + ") AS last_committed_at, max("
                        + own.lsn()
                        + ") AS last_lsn, sum(length(" + own.raw() + ")) AS bytes",
                sound() + " AND " + own.partition() + " >= 0\nGROUP BY target");
    }

    private TargetObject load() {
        String columns = lines(
                Stream.concat(each(column -> column.quoted() + " Nullable(String)"), Stream.of(own.lsn() + " UInt64")));
        return object(
                ObjectKind.CHANNEL,
                names.load(),
                "rows of the initial load of " + table.source(),
                "CREATE TABLE " + names.load().quoted() + " (\n" + columns + "\n)\nENGINE = Null");
    }

    private TargetObject parseLoad() {
        return materialized(
                names.parseLoad(),
                names.events(),
                "parses the initial load of " + table.source(),
                new EventParsing(table).ofLoad());
    }

    private TargetObject topic() {
        return object(
                ObjectKind.TOPIC_READER,
                names.topic(),
                "reads topic " + table.topic(),
                "CREATE TABLE " + names.topic().quoted() + " (\n  raw String\n)\nENGINE = Kafka\n"
                        + KafkaReaderSettings.clause(brokers, table.topic(), table.group()));
    }

    private TargetObject parse() {
        return materialized(
                names.parse(),
                names.events(),
                "parses the changes of " + table.source(),
                new EventParsing(table).ofTopic());
    }

    /** A view from the events channel into a store. */
    private TargetObject feed(String store, ObjectName to, String select, String where) {
        return materialized(
                names.to(store),
                to,
                "hands events of " + table.source() + " to " + to.name(),
                "SELECT " + select + "\nFROM " + names.events().quoted() + "\nWHERE " + where);
    }

    private TargetObject materialized(ObjectName name, ObjectName to, String purpose, String query) {
        return object(
                ObjectKind.MATERIALIZED_VIEW,
                name,
                purpose,
                "CREATE MATERIALIZED VIEW " + name.quoted() + " TO " + to.quoted() + " AS\n" + query);
    }

    private TargetObject object(ObjectKind kind, ObjectName name, String purpose, String definition) {
        return new TargetObject(kind, name, owner, purpose, definition);
    }

    /** The event's value as the store's column type; a deletion's columns that the event lacks get the type's default. */
    private static String value(TargetColumn column, boolean keepsNull) {
        return keepsNull
                ? column.quoted()
                : "ifNull(" + column.quoted() + ", defaultValueOfTypeName("
                        + literal(column.mapping().type()) + "))";
    }

    private String sound() {
        return own.fault() + " = ''";
    }

    private String target() {
        return literal(names.live().toString()) + " AS target";
    }

    private String key() {
        return table.keyColumns().stream().map(TargetColumn::quoted).collect(Collectors.joining(", "));
    }

    private String quotedColumns() {
        return each(TargetColumn::quoted).collect(Collectors.joining(", "));
    }

    private Stream<String> each(Function<TargetColumn, String> text) {
        return new ArrayList<>(table.columns()).stream().map(text);
    }

    private static String lines(Stream<String> columns) {
        return columns.map(column -> "  " + column).collect(Collectors.joining(",\n"));
    }
}
