/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.connect;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Writes the {@code source} of Debezium's events. Most of its texts are the same in each event of a table (connector, database,
 * table), and are kept as JSON. Not safe for use by several threads.
 */
final class SourcePlan {
    private final FieldValues values;
    private final byte[][] names;
    private final @Nullable String[] last;
    private final byte[] @Nullable [] json;

    SourcePlan(Schema source) {
        this.values = new FieldValues(source);
        this.names = Names.of(values.fields());
        this.last = new String[names.length];
        this.json = new byte[names.length][];
    }

    void write(JsonBytes out, Struct source) {
        out.raw('{');
        for (int i = 0; i < names.length; i++) {
            out.separate();
            if (values.get(source, i) instanceof String text) {
                writeText(out, i, text);
            } else {
                out.raw(names[i]);
                PlainJson.write(out, values.get(source, i));
            }
        }
        out.raw('}');
    }

    /** Keeps what comes for the second time, so nothing is kept of a text that each event has another one of. */
    private void writeText(JsonBytes out, int i, String text) {
        byte[] kept = json[i];
        boolean again = text.equals(last[i]);
        if (again && kept != null) {
            out.raw(kept);
            return;
        }
        int begin = out.length();
        out.raw(names[i]).string(text);
        last[i] = text;
        json[i] = again ? out.since(begin) : null;
    }
}
