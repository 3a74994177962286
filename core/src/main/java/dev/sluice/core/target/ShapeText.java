/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import static dev.sluice.core.target.ChIdentifiers.literal;

import java.util.stream.Collectors;

/** {@link TableShape}s as ClickHouse keeps them. */
public final class ShapeText {
    /** One row a copy: target, schema, oid, file, names of the key, and number, name, both types and nullability of each column. */
    public static final String ALL =
            "SELECT target, schema_id, oid, filenode, key, columns.number, columns.name, columns.source, columns.type, columns.nullable FROM "
                    + TargetNames.SHAPES.quoted() + " FINAL";

    private ShapeText() {}

    /** Notes that the rows of a copy are not to be trusted, until a new load. */
    public static String doubt(TargetTable table) {
        return "INSERT INTO " + TargetNames.SHAPES.quoted()
                + " (target, schema_id, oid, filenode, key, columns) SELECT target, schema_id, oid, 0, key, columns FROM "
                + TargetNames.SHAPES.quoted() + " FINAL WHERE target = " + literal(table.target());
    }

    /** Notes the shape of a table; the last note counts. */
    public static String insert(TargetTable table) {
        TableShape shape = table.shape();
        String key = shape.key().stream().map(ChIdentifiers::literal).collect(Collectors.joining(", ", "[", "]"));
        String columns = shape.columns().stream()
                .map(column -> "(" + column.number() + ", " + literal(column.name()) + ", " + literal(column.source())
                        + ", " + literal(column.type()) + ", " + column.nullable() + ")")
                .collect(Collectors.joining(", ", "[", "]"));
        return "INSERT INTO " + TargetNames.SHAPES.quoted()
                + " (target, schema_id, oid, filenode, key, columns) VALUES ("
                + literal(table.target()) + ", " + literal(shape.schemaId()) + ", "
                + shape.relation().oid() + ", "
                + shape.relation().filenode() + ", " + key
                + ", " + columns + ")";
    }
}
