/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.connect;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * How to write the rows of one schema: field names encoded beforehand, the fingerprint computed once.
 *
 * <p>Holds the list of missing columns of the row in hand, so it is no more thread-safe than its converter.
 */
final class RowPlan {
    private final Field[] fields;
    private final byte[][] names;
    private final String fingerprint;
    private final int[] missing;
    private int missingCount;

    private RowPlan(Field[] fields, byte[][] names, String fingerprint) {
        this.fields = fields;
        this.names = names;
        this.fingerprint = fingerprint;
        this.missing = new int[fields.length];
    }

    /** @throws DataException if a field was not made by {@link ColumnText} */
    static RowPlan of(Schema row) {
        List<TypeText.Column> columns = new ArrayList<>();
        for (Field field : row.fields()) {
            String type = ColumnField.type(field.schema());
            if (type == null) {
                throw new DataException("Column " + field.name() + " of " + row.name()
                        + " doesn't hold Postgres's own text: set converters=sluice and sluice.type="
                        + "dev.sluice.connect.ColumnText in the connector, and put sluice-connect.jar into the folder of"
                        + " the Debezium connector.");
            }
            columns.add(new TypeText.Column(field.name(), type));
        }
        Field[] fields = row.fields().toArray(new Field[0]);
        return new RowPlan(fields, Names.of(fields), TypeText.fingerprint(columns));
    }

    /** Sixteen hexadecimal digits that name the columns and their types. */
    String fingerprint() {
        return fingerprint;
    }

    /** Writes every column; those whose value the update left alone are left out and remembered for {@link #writeMissing}. */
    void writeWhole(JsonBytes out, Struct row) {
        missingCount = 0;
        out.raw('{');
        for (int i = 0; i < fields.length; i++) {
            Object value = row.getWithoutDefault(fields[i].name());
            if (value instanceof String text && text.equals(ColumnField.UNCHANGED)) {
                missing[missingCount++] = i;
            } else {
                writeField(out, i, value);
            }
        }
        out.raw('}');
    }

    /** Writes the columns that have a value: what is absent was NULL, or the event doesn't carry it. */
    void writeKnown(JsonBytes out, Struct row) {
        missingCount = 0;
        out.raw('{');
        for (int i = 0; i < fields.length; i++) {
            Object value = row.getWithoutDefault(fields[i].name());
            if (value != null && !value.equals(ColumnField.UNCHANGED)) {
                writeField(out, i, value);
            }
        }
        out.raw('}');
    }

    /** Writes the names that the last {@link #writeWhole} left out, as an array, after {@code prefix}; nothing if none. */
    void writeMissing(JsonBytes out, byte[] prefix) {
        if (missingCount == 0) {
            return;
        }
        out.raw(prefix).raw('[');
        for (int i = 0; i < missingCount; i++) {
            out.separate().string(fields[missing[i]].name());
        }
        out.raw(']');
    }

    private void writeField(JsonBytes out, int i, @Nullable Object value) {
        out.separate().raw(names[i]);
        if (value == null) {
            out.nothing();
        } else if (value instanceof String text) {
            if (ColumnField.isMarker(text)) {
                throw new DataException("Column " + fields[i].name() + " can't be written exactly: " + reason(text));
            }
            out.string(text);
        } else if (value instanceof Float number) {
            out.number(number.floatValue());
        } else if (value instanceof Double number) {
            out.number(number.doubleValue());
        } else if (value instanceof Number number) {
            out.number(number.longValue());
        } else if (value instanceof Boolean flag) {
            out.bool(flag);
        } else {
            throw new DataException("Column " + fields[i].name() + " holds a "
                    + value.getClass().getName() + ", which " + ColumnText.class.getName() + " never makes.");
        }
    }

    private static String reason(String marker) {
        return marker.startsWith(ColumnField.REFUSED) ? marker.substring(ColumnField.REFUSED.length()) : marker;
    }
}
