/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.connect;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The fingerprint of a table's columns; the twin of {@code dev.sluice.core.capture.SchemaFingerprint}, which holds the
 * definition and which the same golden values test.
 */
final class TypeText {
    /** The length that Debezium gives to a numeric without precision. */
    private static final int UNCONSTRAINED = 131089;

    private TypeText() {}

    /** A column's name and {@link #of type text}. */
    record Column(String name, String type) {}

    /**
     * The type text of a column: the OID of its type, domains taken off, and precision and scale if it is numeric or an
     * array of numeric.
     *
     * @param length as Debezium gives it, -1 for none
     * @param scale as Debezium gives it: the eleven bits of the type modifier, read without their sign
     */
    static String of(int oid, int length, int scale) {
        boolean modified = (oid == Oid.NUMERIC || oid == Oid.NUMERIC_ARRAY) && length > 0 && length != UNCONSTRAINED;
        String text = Integer.toUnsignedString(oid);
        return modified ? text + "(" + length + "," + signedScale(scale) + ")" : text;
    }

    /** A scale from -1000 to 1000, of the eleven bits that hold it since Postgres 15. */
    static int signedScale(int scale) {
        return scale > 1023 ? scale - 2048 : scale;
    }

    /** Sixteen lower-case hexadecimal digits. */
    static String fingerprint(List<Column> columns) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Column column : columns) {
                digest.update(column.name().getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
                digest.update(column.type().getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
