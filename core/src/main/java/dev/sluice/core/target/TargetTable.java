/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import dev.sluice.core.source.PgIdentifiers;
import dev.sluice.core.source.Relation;
import dev.sluice.core.source.ReplicaIdentity;
import dev.sluice.core.source.TableId;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The copy of one source table.
 *
 * @param relation what is behind the source's name now
 * @param columns in the source's order, without excluded ones
 * @param leftOut the numbers of the source's columns that are not among them
 * @param kept the columns that are gone from the source and stay in the copy, behind the others
 * @param key the key's column names in key order; empty for a table whose equal rows are counted, since nothing tells them
 *     apart
 * @param identity what an event tells of the old row
 * @param schemaId the fingerprint that events of this shape carry
 * @param topic the Kafka topic that carries the changes
 * @param group the consumer group by which ClickHouse reads it
 * @param historyDays how long changes are kept; empty for ever
 */
public record TargetTable(
        TableId source,
        Relation relation,
        TargetNames names,
        List<TargetColumn> columns,
        Set<Integer> leftOut,
        List<KeptColumn> kept,
        List<String> key,
        ReplicaIdentity identity,
        String schemaId,
        String topic,
        String group,
        OptionalInt historyDays) {
    public TargetTable {
        columns = List.copyOf(columns);
        leftOut = Set.copyOf(leftOut);
        kept = List.copyOf(kept);
        key = List.copyOf(key);
    }

    /**
     * Whether an UPDATE of the key may come as one event. Debezium makes a deletion and a creation of it only if what it takes
     * for the key has changed: the primary key, or else some unique index.
     */
    boolean mayMoveInOneEvent() {
        return identity == ReplicaIdentity.INDEX && !isCounted();
    }

    /**
     * Whether a change of key comes as two events, since the old row is told only then. While the table has no primary key, which
     * may be over when anybody looks, it comes as one nonetheless, and is refused by the reader.
     */
    boolean isToldOfKeyApart() {
        return identity == ReplicaIdentity.DEFAULT && !isCounted();
    }

    /** Whether only insertions are seen, and truncations: nothing tells of the old row of an UPDATE or a DELETE. */
    public boolean isInsertsOnly() {
        return key.isEmpty() && identity != ReplicaIdentity.FULL;
    }

    /** Whether no key tells its rows apart, so that equal ones are counted. */
    public boolean isCounted() {
        return key.isEmpty();
    }

    /** Whether values of some columns that don't fit become NULL and are recorded. */
    public boolean isRecording() {
        return columns.stream().anyMatch(column -> column.mapping().isRecorded());
    }

    /** The same with these columns kept, and no others. */
    public TargetTable keeping(List<KeptColumn> columnsKept) {
        return new TargetTable(
                source,
                relation,
                names,
                columns,
                leftOut,
                columnsKept,
                key,
                identity,
                schemaId,
                topic,
                group,
                historyDays);
    }

    /** The same with the columns kept that its copy has according to the notes. */
    public TargetTable asNoted(Map<String, TableShape> shapes) {
        TableShape noted = shapes.get(target());
        return noted == null ? this : keeping(noted.kept());
    }

    /** The columns of the stores that hold values of the source, in their order. */
    List<StoredColumn> stored() {
        return Stream.concat(
                        columns.stream()
                                .map(column -> new StoredColumn(
                                        column.number(),
                                        column.name(),
                                        column.mapping().type(),
                                        column.nullable(),
                                        column.key(),
                                        column.generated())),
                        kept.stream().map(KeptColumn::stored))
                .toList();
    }

    /** The columns that events carry. */
    public List<TargetColumn> streamed() {
        return columns.stream().filter(column -> !column.generated()).toList();
    }

    /** The columns that Postgres computes and events don't carry. */
    public List<TargetColumn> generated() {
        return columns.stream().filter(TargetColumn::generated).toList();
    }

    /** Whether the source's table has a column of this number, be it copied or left out. */
    boolean inSource(int number) {
        return leftOut.contains(number) || columns.stream().anyMatch(column -> column.number() == number);
    }

    /** The names that Sluice's own columns have beside the source's; a kept one never was called like them. */
    public OwnColumns own() {
        return OwnColumns.avoiding(columns.stream().map(TargetColumn::name).toList());
    }

    /** The name by which Sluice's own tables know it. */
    public String target() {
        return names.live().toString();
    }

    /** Its rows in Postgres's FROM: without those of tables that inherit from it, which are copied by themselves. */
    public String sourceRows() {
        return (relation.isPartitioned() ? "" : "ONLY ") + PgIdentifiers.quote(source);
    }

    /** What its stores are made for. */
    public TableShape shape() {
        return new TableShape(
                schemaId,
                relation.noted(),
                key,
                columns.stream()
                        .map(column -> new TableShape.Column(
                                column.number(),
                                column.name(),
                                TableShape.Column.source(column),
                                column.mapping().type(),
                                column.nullable()))
                        .toList(),
                kept,
                lastColumn(),
                "");
    }

    /** The highest number of any column of the source's table, also of those that are left out. */
    public int lastColumn() {
        return Stream.concat(leftOut.stream(), columns.stream().map(TargetColumn::number))
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
    }

    /** The key's columns, in key order. */
    public List<TargetColumn> keyColumns() {
        return key.stream().map(this::column).toList();
    }

    private TargetColumn column(String name) {
        return columns.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(source + " has no column " + name));
    }
}
