/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.connect;

import java.nio.charset.StandardCharsets;
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
 * <p>Holds what has to be remarked of the row in hand, so it is no more thread-safe than its converter.
 */
final class RowPlan {
    /** No key is longer: an index refuses values of more than a third of a page. */
    private static final int SMALL = 4096;

    private static final byte[] ALTERED = ",\"altered\":".getBytes(StandardCharsets.US_ASCII);

    private final FieldValues values;
    private final Field[] fields;
    private final byte[][] names;
    private final boolean[] dates;
    private final String fingerprint;
    private final Remark missing;
    private final Remark nulls;
    private final Remark outOfRange;
    private final Remark outOfRangeBefore;
    private final Remark leftOut;
    private final List<String> altered = new ArrayList<>();

    private RowPlan(FieldValues values, byte[][] names, boolean[] dates, String fingerprint) {
        this.values = values;
        this.fields = values.fields();
        this.names = names;
        this.dates = dates;
        this.fingerprint = fingerprint;
        this.missing = new Remark("missing", fields.length);
        this.nulls = new Remark("nulls", fields.length);
        this.outOfRange = new Remark("out_of_range", fields.length);
        this.outOfRangeBefore = new Remark("before_out_of_range", fields.length);
        this.leftOut = new Remark("columns", fields.length);
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
        FieldValues values = new FieldValues(row);
        boolean[] dates = new boolean[columns.size()];
        for (int i = 0; i < dates.length; i++) {
            dates[i] = CalendarRange.concerns(columns.get(i).type());
        }
        return new RowPlan(values, Names.of(values.fields()), dates, TypeText.fingerprint(columns));
    }

    /** Sixteen hexadecimal digits that name the columns and their types. */
    String fingerprint() {
        return fingerprint;
    }

    /** Writes every column but those whose value the update left alone; see {@link #writeRemarks}. */
    void writeWhole(JsonBytes out, Struct row) {
        out.raw('{');
        for (int i = 0; i < fields.length; i++) {
            Object value = values.get(row, i);
            if (value instanceof String text && text.equals(ColumnField.UNCHANGED)) {
                missing.add(i);
                continue;
            }
            writeField(out, i, value);
            if (value == null) {
                nulls.add(i);
            }
            outOfRange.addIf(isOutOfRange(i, value), i);
        }
        out.raw('}');
    }

    /** Forgets what there was to remark of the last row. */
    void clear() {
        missing.clear();
        nulls.clear();
        outOfRange.clear();
        outOfRangeBefore.clear();
        leftOut.clear();
        altered.clear();
    }

    /**
     * Writes what a reader with typed columns can't see in what was written since {@link #clear}: the columns that {@link
     * #writeWhole} left out, those that it wrote as NULL, and dates beyond {@link CalendarRange}. Each is a member with an
     * array of names; there is none where there is nothing to say. Values that Debezium read by a type that
     * they were not written by are told by {@code altered}, a sentence each: readers refuse an event with that member, so it is
     * parked, and those after it arrive.
     *
     * @return whether the row has all its columns
     */
    boolean writeRemarks(JsonBytes out) {
        missing.write(out, fields);
        nulls.write(out, fields);
        outOfRange.write(out, fields);
        outOfRangeBefore.write(out, fields);
        if (!altered.isEmpty()) {
            out.raw(ALTERED).raw('[');
            altered.forEach(sentence -> out.separate().string(sentence));
            out.raw(']');
        }
        return missing.count == 0;
    }

    /** Writes the columns that have a value: what is absent was NULL, or the event doesn't carry it. */
    void writeKnown(JsonBytes out, Struct row) {
        out.raw('{');
        for (int i = 0; i < fields.length; i++) {
            Object value = values.get(row, i);
            if (value != null && !value.equals(ColumnField.UNCHANGED)) {
                writeField(out, i, value);
                outOfRangeBefore.addIf(isOutOfRange(i, value), i);
            }
        }
        out.raw('}');
    }

    /** How many bytes the texts of a row have at least; 0 for none. */
    long atLeast(@Nullable Struct row) {
        long bytes = 0;
        for (int i = 0; row != null && i < fields.length; i++) {
            if (values.get(row, i) instanceof String text) {
                bytes += text.length();
            }
        }
        return bytes;
    }

    /** Writes the columns that have a small value, or {@code null} for no row. */
    void writeSmall(JsonBytes out, @Nullable Struct row) {
        if (row == null) {
            out.nothing();
            return;
        }
        out.raw('{');
        for (int i = 0; i < fields.length; i++) {
            Object value = values.get(row, i);
            if (value instanceof String text && text.length() > SMALL) {
                leftOut.addOnce(i);
            } else if (value != null && !value.equals(ColumnField.UNCHANGED)) {
                writeField(out, i, value);
            }
        }
        out.raw('}');
    }

    /** Writes the member with the names of the columns that {@link #writeSmall} left out since {@link #clear}. */
    void writeLeftOut(JsonBytes out) {
        leftOut.write(out, fields);
    }

    private boolean isOutOfRange(int i, @Nullable Object value) {
        return dates[i] && value instanceof String text && !CalendarRange.holds(text);
    }

    private void writeField(JsonBytes out, int i, @Nullable Object value) {
        out.separate().raw(names[i]);
        if (value == null) {
            out.nothing();
        } else if (value instanceof String text) {
            if (text.startsWith(ColumnField.ALTERED)) {
                altered.add("column " + fields[i].name() + ": " + text.substring(ColumnField.ALTERED.length()));
                out.nothing();
            } else if (ColumnField.isMarker(text)) {
                throw new DataException("Column " + fields[i].name() + " can't be written exactly: " + reason(text));
            } else {
                out.string(text);
            }
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

    /** Columns of the row in hand of which there is one thing to say. */
    private static final class Remark {
        private final byte[] prefix;
        private final int[] columns;
        private int count;

        Remark(String name, int columns) {
            this.prefix = (",\"" + name + "\":").getBytes(StandardCharsets.US_ASCII);
            this.columns = new int[columns];
        }

        void clear() {
            count = 0;
        }

        void add(int column) {
            columns[count++] = column;
        }

        void addOnce(int column) {
            for (int i = 0; i < count; i++) {
                if (columns[i] == column) {
                    return;
                }
            }
            add(column);
        }

        void addIf(boolean condition, int column) {
            if (condition) {
                add(column);
            }
        }

        void write(JsonBytes out, Field[] fields) {
            if (count == 0) {
                return;
            }
            out.raw(prefix).raw('[');
            for (int i = 0; i < count; i++) {
                out.separate().string(fields[columns[i]].name());
            }
            out.raw(']');
        }
    }
}
