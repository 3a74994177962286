/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import dev.sluice.core.source.Relation;
import dev.sluice.core.source.TableId;
import java.util.List;
import java.util.OptionalInt;

/**
 * The copy of one source table.
 *
 * @param relation what is behind the source's name now
 * @param columns in the source's order, without excluded ones
 * @param key the key's column names in key order; never empty
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
        List<String> key,
        String schemaId,
        String topic,
        String group,
        OptionalInt historyDays) {
    public TargetTable {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        if (key.isEmpty()) {
            throw new IllegalArgumentException(source + " has no key");
        }
    }

    /** The names that Sluice's own columns have beside these. */
    public OwnColumns own() {
        return OwnColumns.avoiding(columns.stream().map(TargetColumn::name).toList());
    }

    /** The name by which Sluice's own tables know it. */
    public String target() {
        return names.live().toString();
    }

    /** What its stores are made for. */
    public TableShape shape() {
        return new TableShape(
                schemaId,
                relation,
                key,
                columns.stream()
                        .map(column -> new TableShape.Column(
                                column.number(),
                                column.name(),
                                column.sourceType(),
                                column.mapping().type(),
                                column.nullable()))
                        .toList());
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
