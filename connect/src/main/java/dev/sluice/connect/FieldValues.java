/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.connect;

import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** The values of a Struct's fields by their place, which spares looking each of them up by its name. */
final class FieldValues {
    private final Field[] fields;
    private final boolean[] defaulted;

    FieldValues(Schema schema) {
        this.fields = schema.fields().toArray(new Field[0]);
        this.defaulted = new boolean[fields.length];
        for (int i = 0; i < fields.length; i++) {
            defaulted[i] = fields[i].schema().defaultValue() != null;
        }
    }

    /** The fields in their order; not to be changed. */
    Field[] fields() {
        return fields;
    }

    /** What the field holds itself: null where it holds nothing, also if its schema has a default. */
    @Nullable
    Object get(Struct struct, int index) {
        // By its place, Struct tells the default instead of null.
        return defaulted[index] ? struct.getWithoutDefault(fields[index].name()) : struct.get(fields[index]);
    }
}
