/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compiles one table's copy to ClickHouse objects, in the order in which they are created: stores and what reads them, what
 * events go through, the way of the load, the way of the stream. The reader of the topic and the view that makes it run come last, so that
 * nothing flows before everything stands.
 */
public final class TableObjects {
    private final TargetTable table;
    private final TargetNames names;
    private final OwnColumns own;
    private final TableObject factory;

    private TableObjects(TargetTable table, TableObject factory) {
        this.table = table;
        this.names = table.names();
        this.own = table.own();
        this.factory = factory;
    }

    /** All objects of {@code table}; {@code owner} is its pipeline. */
    public static List<TargetObject> of(TargetTable table, String owner, TopicReading reading) {
        TableObject factory = new TableObject(table, owner);
        TableObjects compiler = new TableObjects(table, factory);
        List<TargetObject> objects =
                new ArrayList<>(List.of(compiler.rows(), compiler.changes(), compiler.live(), compiler.history()));
        objects.addAll(new EventObjects(table, factory).all());
        objects.addAll(new LoadObjects(table, factory).all());
        objects.addAll(new StreamObjects(table, factory, reading).all());
        return List.copyOf(objects);
    }

    private TargetObject rows() {
        if (table.isCounted()) {
            return new CountedRows(table, factory).store();
        }
        String columns = lines(Stream.concat(
                stored(column -> column.quoted() + " " + column.type()),
                Stream.of(own.version() + " UInt128", own.deleted() + " UInt8")));
        return factory.of(
                ObjectKind.STORAGE,
                names.rows(),
                "current rows of " + table.source(),
                "CREATE TABLE " + names.rows().quoted() + " (\n" + columns + "\n)\nENGINE = ReplacingMergeTree("
                        + own.version() + ", " + own.deleted() + ")\nORDER BY (" + key() + ")");
    }

    private TargetObject changes() {
        String columns = lines(Stream.concat(
                stored(column -> column.quoted() + " " + (column.key() ? column.type() : column.nullableType())),
                Stream.of(
                        own.op() + " " + Operation.TYPE,
                        own.lsn() + " UInt64",
                        own.tx() + " UInt64",
                        own.committedAt() + " DateTime64(6, 'UTC')",
                        own.syncedAt() + " DateTime64(6, 'UTC')",
                        own.version() + " UInt128",
                        own.missing() + " " + OwnColumns.MISSING_TYPE
                                + (table.isCounted() ? ",\n  " + own.number() + " UInt64" : ""),
                        "INDEX " + own.syncedAt() + " " + own.syncedAt() + " TYPE minmax")));
        return factory.kept(
                names.changes(),
                table.historyDays().isEmpty()
                        ? TimeToLive.FOREVER
                        : new TimeToLive(table.historyDays().getAsInt(), own.syncedAt()),
                "every change of " + table.source(),
                "CREATE TABLE " + names.changes().quoted() + " (\n" + columns
                        + "\n)\nENGINE = ReplacingMergeTree\nORDER BY ("
                        + (table.isCounted()
                                ? own.version() + ", " + own.op() + ", " + own.number()
                                : key() + ", " + own.version() + ", " + own.op())
                        + ")");
    }

    private TargetObject live() {
        if (table.isCounted()) {
            return new CountedRows(table, factory).live();
        }
        return factory.of(
                ObjectKind.VIEW,
                names.live(),
                "live copy of " + table.source() + " in PostgreSQL",
                "CREATE VIEW " + names.live().quoted() + " AS\nSELECT "
                        + stored(StoredColumn::quoted).collect(Collectors.joining(", ")) + "\nFROM "
                        + names.rows().quoted() + " FINAL\nWHERE " + own.version()
                        + " >= (SELECT max(version) FROM " + TargetNames.INCIDENTS.quoted()
                        + " WHERE op = 't' AND target = " + factory.target() + ")");
    }

    private TargetObject history() {
        return factory.of(
                ObjectKind.VIEW,
                names.history(),
                "every change of " + table.source() + " in PostgreSQL",
                "CREATE VIEW " + names.history().quoted() + " AS\nSELECT "
                        + Stream.concat(
                                        table.columns().stream().map(this::known),
                                        table.kept().stream().map(this::kept))
                                .collect(Collectors.joining(", "))
                        + ", "
                        + String.join(
                                ", ", own.op(), own.lsn(), own.tx(), own.committedAt(), own.syncedAt(), own.version())
                        + "\nFROM " + names.changes().quoted() + " FINAL"
                        + (table.isCounted() ? "\n" + new CountedRows(table, factory).toldOnce() : ""));
    }

    /** A value that the event didn't carry is NULL in the history, also where the column refuses NULL. */
    private String known(TargetColumn column) {
        if (column.key() || column.nullable() || table.isCounted()) {
            return column.quoted();
        }
        return orNull(column.quoted(), column.mapping().canBeLarge() || column.generated() ? column.number() : 0);
    }

    /** It may have refused NULL, too. */
    private String kept(KeptColumn column) {
        return orNull(column.stored().quoted(), column.number());
    }

    /** {@code number} is 0 if each event that has values has this one. */
    private String orNull(String quoted, int number) {
        String absent =
                own.op() + " IN ('d', 't')" + (number == 0 ? "" : " OR has(" + own.missing() + ", " + number + ")");
        return "if(" + absent + ", NULL, " + quoted + ") AS " + quoted;
    }

    private String key() {
        return table.keyColumns().stream().map(TargetColumn::quoted).collect(Collectors.joining(", "));
    }

    private Stream<String> stored(Function<StoredColumn, String> text) {
        return table.stored().stream().map(text);
    }

    /** One column a line. */
    static String lines(Stream<String> columns) {
        return columns.map(column -> "  " + column).collect(Collectors.joining(",\n"));
    }
}
