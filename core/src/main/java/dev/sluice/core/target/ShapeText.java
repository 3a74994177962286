/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import static dev.sluice.core.target.ChIdentifiers.literal;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@link TableShape}s as ClickHouse keeps them. */
public final class ShapeText {
    /**
     * One row a copy: target, schema, oid, file, names of the key; number, name, both types and nullability of each column;
     * name and file of each partition; the last column's number; what it is being changed into. The number of a column that
     * the source has no more is negative.
     */
    public static final String ALL =
            "SELECT target, schema_id, oid, filenode, key, columns.number, columns.name, columns.source, columns.type, columns.nullable, partitions.id, partitions.filenode, last_column, toward FROM "
                    + TargetNames.SHAPES.quoted() + " FINAL";

    private ShapeText() {}

    /** Notes that the rows of a copy are not to be trusted, until a new load. */
    public static String doubt(TargetTable table) {
        return "INSERT INTO " + TargetNames.SHAPES.quoted()
                + " (target, schema_id, oid, filenode, key, columns) SELECT target, schema_id, 0, filenode, key, columns FROM "
                + TargetNames.SHAPES.quoted() + " FINAL WHERE target = " + literal(table.target());
    }

    /** Notes that a copy ({@code database.table}) is not fed any more, whatever was known of it. */
    public static String departure(String target) {
        return "INSERT INTO " + TargetNames.SHAPES.quoted()
                + " (target, schema_id, oid, filenode, key, columns) VALUES (" + literal(target)
                + ", '', 0, 0, [], [])";
    }

    /** Notes the shape of tables, by their targets; the last note of each counts. */
    public static String insert(Map<String, TableShape> shapes) {
        return "INSERT INTO " + TargetNames.SHAPES.quoted()
                + " (target, schema_id, oid, filenode, key, columns, partitions, last_column, toward) VALUES "
                + shapes.entrySet().stream()
                        .map(shape -> "(" + literal(shape.getKey()) + ", " + of(shape.getValue()) + ", "
                                + literal(shape.getValue().toward()) + ")")
                        .collect(Collectors.joining(", "));
    }

    /** All of a shape but what it is being changed into; equal for equal ones. */
    static String of(TableShape shape) {
        String key = shape.key().stream().map(ChIdentifiers::literal).collect(Collectors.joining(", ", "[", "]"));
        Stream<TableShape.Column> kept = shape.kept().stream()
                .map(column ->
                        new TableShape.Column(-column.number(), column.name(), column.source(), column.type(), true));
        String columns = Stream.concat(shape.columns().stream(), kept)
                .map(column -> "(" + column.number() + ", " + literal(column.name()) + ", " + literal(column.source())
                        + ", " + literal(column.type()) + ", " + column.nullable() + ")")
                .collect(Collectors.joining(", ", "[", "]"));
        String partitions = new TreeMap<>(shape.relation().partitions())
                .entrySet().stream()
                        .map(partition -> "(" + literal(partition.getKey()) + ", " + partition.getValue() + ")")
                        .collect(Collectors.joining(", ", "[", "]"));
        return literal(shape.schemaId()) + ", "
                + shape.relation().oid() + ", "
                + shape.relation().filenode() + ", " + key
                + ", " + columns + ", " + partitions + ", " + shape.lastColumn();
    }
}
