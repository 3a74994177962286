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
     * @param middle from the operation's closing quote to the value of {@code ts_ms}
     */
    record Change(RowPlan row, Field[] sourceFields, byte[][] sourceNames, byte[] middle) implements EventPlan {
        private static final byte[] OP = ascii("{\"op\":");
        private static final byte[] BEFORE = ascii(",\"before\":");
        private static final byte[] AFTER = ascii(",\"after\":");
        private static final byte[] MISSING = ascii(",\"missing\":");
        private static final byte[] SOURCE = ascii(",\"source\":{");

        static Change of(Schema envelope, Field after) {
            RowPlan row = RowPlan.of(after.schema());
            Field[] sourceFields = envelope.field("source").schema().fields().toArray(new Field[0]);
            byte[] middle = ascii(",\"schema_id\":\"" + row.fingerprint() + "\",\"ts_ms\":");
            return new Change(row, sourceFields, Names.of(sourceFields), middle);
        }

        @Override
        public void write(JsonBytes out, Struct event) {
            out.raw(OP).string(event.getString("op")).raw(middle);
            PlainJson.write(out, event.getWithoutDefault("ts_ms"));
            out.raw(BEFORE);
            writeBefore(out, event.getStruct("before"));
            out.raw(AFTER);
            Struct after = event.getStruct("after");
            if (after == null) {
                out.nothing();
            } else {
                row.writeWhole(out, after);
                row.writeMissing(out, MISSING);
            }
            writeSource(out, event.getStruct("source"));
            out.raw('}');
        }

        private void writeBefore(JsonBytes out, @Nullable Struct before) {
            if (before == null) {
                out.nothing();
            } else {
                row.writeKnown(out, before);
            }
        }

        private void writeSource(JsonBytes out, Struct source) {
            out.raw(SOURCE);
            for (int i = 0; i < sourceFields.length; i++) {
                out.separate().raw(sourceNames[i]);
                PlainJson.write(out, source.getWithoutDefault(sourceFields[i].name()));
            }
            out.raw('}');
        }

        private static byte[] ascii(String text) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
    }
}
