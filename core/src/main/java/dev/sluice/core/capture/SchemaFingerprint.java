/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.capture;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Placeholder until the converter's branch lands. */
public final class SchemaFingerprint {
    private SchemaFingerprint() {}

    public record Column(String name, String typeText) {}

    public static String of(List<Column> columns) {
        StringBuilder text = new StringBuilder();
        for (Column column : columns) {
            text.append(column.name()).append('\0').append(column.typeText()).append('\0');
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
