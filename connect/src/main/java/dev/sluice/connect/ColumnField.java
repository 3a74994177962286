/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.connect;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What {@link ColumnText}, inside Debezium, and {@link EventConverter}, behind it, agree on: how a field of a row's
 * Struct looks.
 *
 * <p>Every field is optional, so that a value that the event doesn't carry is null and never a made-up zero or empty
 * string. Its schema names the column's type in the parameter {@link #TYPE}. Markers begin with U+0000, which no text in
 * Postgres can hold.
 */
final class ColumnField {
    /** The schema parameter that holds the column's {@link TypeText}. */
    static final String TYPE = "dev.sluice.type";

    /** Stands for the value of a large column that an update left alone and that Postgres therefore didn't send. */
    static final String UNCHANGED = "\u0000unchanged";

    /** Begins the marker of a value that can't be printed exactly; the rest says why. */
    static final String REFUSED = "\u0000refused: ";

    /** Begins the text of a value that Debezium read by a type that it was not written by; the reason follows. */
    static final String ALTERED = "\u0000altered: ";

    private ColumnField() {}

    /** The schema of a field that holds the column's text, or its number or boolean. */
    static SchemaBuilder schema(Schema.Type kind, String type) {
        return new SchemaBuilder(kind).optional().parameter(TYPE, type);
    }

    /** The column's type text, or null if {@link ColumnText} has not made this field. */
    static @Nullable String type(Schema schema) {
        return schema.parameters() == null ? null : schema.parameters().get(TYPE);
    }

    /** Whether this text is a marker rather than a value. */
    static boolean isMarker(String text) {
        return !text.isEmpty() && text.charAt(0) == 0;
    }
}
