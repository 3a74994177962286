/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.connect;

import org.apache.kafka.connect.data.Field;

/** Field names as they stand in JSON: quoted, escaped, with the colon. */
final class Names {
    private Names() {}

    static byte[][] of(Field[] fields) {
        byte[][] names = new byte[fields.length][];
        for (int i = 0; i < fields.length; i++) {
            names[i] = of(fields[i].name());
        }
        return names;
    }

    /** {@code "name":}. */
    static byte[] of(String name) {
        return new JsonBytes().string(name).raw(':').toByteArray();
    }
}
