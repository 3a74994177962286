/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.connect;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** How to write a Struct of one schema, worked out once. Not safe for use by several threads. */
sealed interface EventPlan {

    void write(JsonBytes out, Struct value);

    /** How many bytes {@link #write} will need at least, told without writing; 0 for what is never large. */
    default long atLeast(Struct value) {
        return 0;
    }

    /** Writes what is left without large columns; {@code bytes} are what the whole needs at least. */
    default void writeReduced(JsonBytes out, Struct value, long bytes, long limit) {
        write(out, value);
    }

    /** The plan for a message's key: a row of key columns if Debezium made it, else its fields as they are. */
    static EventPlan forKey(Schema schema) {
        boolean row = schema.fields().stream().anyMatch(field -> ColumnField.type(field.schema()) != null);
        return row ? new Key(RowPlan.of(schema)) : new Plain();
    }

    /** The plan for a message's value. */
    static EventPlan forValue(Schema schema) {
        Field before = schema.field("before");
        Field after = schema.field("after");
        boolean change =
                before != null && after != null && schema.field("op") != null && schema.field("source") != null;
        return change ? Change.of(schema, after) : new Plain();
    }

    /** The key of a row. */
    record Key(RowPlan row) implements EventPlan {
        @Override
        public void write(JsonBytes out, Struct value) {
            // Columns of a unique index may be NULL.
            // A key has no remarks, but the plan collects them.
            row.clear();
            row.writeWhole(out, value);
        }
    }

    /** A Struct that is no change of a row. */
    record Plain() implements EventPlan {
        @Override
        public void write(JsonBytes out, Struct value) {
            PlainJson.write(out, value);
        }
    }

    /**
     * Debezium's envelope of a change.
     *
     * @param middle from the operation's closing quote to the value of {@code version}
     */
    record Change(RowPlan row, SourcePlan source, byte[] middle) implements EventPlan {
        private static final byte[] OP = ascii("{\"op\":");
        private static final byte[] NUMBER = ascii(",\"number\":");
        private static final byte[] TS_MS = ascii(",\"ts_ms\":");
        private static final byte[] BEFORE = ascii(",\"before\":");
        private static final byte[] AFTER = ascii(",\"after\":");
        private static final byte[] COMPLETE = ascii(",\"complete\":");
        private static final byte[] TOO_LARGE = ascii(",\"too_large\":{\"bytes\":");
        private static final byte[] LIMIT = ascii(",\"limit\":");
        private static final byte[] SOURCE = ascii(",\"source\":");
        private static final String TRUNCATE = "t";

        static Change of(Schema envelope, Field after) {
            RowPlan row = RowPlan.of(after.schema());
            byte[] middle = ascii(",\"schema_id\":\"" + row.fingerprint() + "\",\"version\":");
            return new Change(row, new SourcePlan(envelope.field("source").schema()), middle);
        }

        @Override
        public void write(JsonBytes out, Struct event) {
            row.clear();
            String op = event.getString("op");
            Struct from = event.getStruct("source");
            out.raw(OP).string(op).raw(middle);
            writePlace(out, from.getString("sequence"));
            out.raw(TS_MS);
            PlainJson.write(out, event.getWithoutDefault("ts_ms"));
            out.raw(BEFORE);
            writeBefore(out, event.getStruct("before"));
            out.raw(AFTER);
            Struct after = event.getStruct("after");
            if (after == null) {
                out.nothing();
            } else {
                row.writeWhole(out, after);
            }
            boolean whole = row.writeRemarks(out);
            out.raw(COMPLETE).bool(whole && !op.equals(TRUNCATE));
            out.raw(SOURCE);
            source.write(out, from);
            out.raw('}');
        }

        @Override
        public long atLeast(Struct event) {
            return row.atLeast(event.getStruct("before")) + row.atLeast(event.getStruct("after"));
        }

        @Override
        public void writeReduced(JsonBytes out, Struct event, long bytes, long limit) {
            Struct from = event.getStruct("source");
            row.clear();
            out.raw(OP).string(event.getString("op")).raw(middle);
            writePlace(out, from.getString("sequence"));
            out.raw(BEFORE);
            row.writeSmall(out, event.getStruct("before"));
            out.raw(AFTER);
            row.writeSmall(out, event.getStruct("after"));
            out.raw(COMPLETE)
                    .bool(false)
                    .raw(TOO_LARGE)
                    .number(bytes)
                    .raw(LIMIT)
                    .number(limit);
            row.writeLeftOut(out);
            out.raw('}');
            out.raw(SOURCE);
            source.write(out, from);
            out.raw('}');
        }

        private static void writePlace(JsonBytes out, String sequence) {
            out.string(CommitOrder.version(sequence));
            long number = CommitOrder.number(sequence);
            if (number != 0) {
                out.raw(NUMBER).number(number);
            }
        }

        private void writeBefore(JsonBytes out, @Nullable Struct before) {
            if (before == null) {
                out.nothing();
            } else {
                row.writeKnown(out, before);
            }
        }

        private static byte[] ascii(String text) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
    }
}
