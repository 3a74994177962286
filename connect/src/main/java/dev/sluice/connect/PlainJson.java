/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.connect;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * Writes any Connect value as the JSON that its fields suggest: for records that are no row changes (heartbeats,
 * transaction metadata, logical messages, schema changes), which are rare. Bytes are base64.
 */
final class PlainJson {
    private PlainJson() {}

    static void write(JsonBytes out, @Nullable Object value) {
        if (value == null) {
            out.nothing();
        } else if (value instanceof Struct struct) {
            out.raw('{');
            for (Field field : struct.schema().fields()) {
                out.separate().string(field.name()).raw(':');
                write(out, struct.getWithoutDefault(field.name()));
            }
            out.raw('}');
        } else if (value instanceof Map<?, ?> map) {
            out.raw('{');
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.separate().string(String.valueOf(entry.getKey())).raw(':');
                write(out, entry.getValue());
            }
            out.raw('}');
        } else if (value instanceof List<?> list) {
            out.raw('[');
            for (Object element : list) {
                write(out.separate(), element);
            }
            out.raw(']');
        } else {
            writeScalar(out, value);
        }
    }

    private static void writeScalar(JsonBytes out, Object value) {
        if (value instanceof String text) {
            out.string(text);
        } else if (value instanceof Boolean flag) {
            out.bool(flag);
        } else if (value instanceof Double number) {
            out.number(number.doubleValue());
        } else if (value instanceof Float number) {
            out.number(number.floatValue());
        } else if (value instanceof BigDecimal number) {
            out.string(number.toPlainString());
        } else if (value instanceof Number number) {
            out.number(number.longValue());
        } else if (value instanceof byte[] bytes) {
            out.string(Base64.getEncoder().encodeToString(bytes));
        } else if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            out.string(Base64.getEncoder().encodeToString(bytes));
        } else {
            throw new DataException("A value of " + value.getClass().getName() + " has no JSON form.");
        }
    }
}
