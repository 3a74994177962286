/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.source;

import java.util.regex.Pattern;

/**
 * {@code schema.name} with {@code *} for any run of characters and {@code ?} for one; everything before the first dot is
 * the schema's pattern.
 */
public record TablePattern(String text) {
    public TablePattern {
        int dot = text.indexOf('.');
        if (dot < 1 || dot == text.length() - 1) {
            throw new IllegalArgumentException("not of the form schema.table: " + text);
        }
    }

    /** Whether the table is meant. */
    public boolean matches(TableId table) {
        int dot = text.indexOf('.');
        return glob(text.substring(0, dot)).matcher(table.schema()).matches()
                && glob(text.substring(dot + 1)).matcher(table.name()).matches();
    }

    private static Pattern glob(String glob) {
        StringBuilder regex = new StringBuilder();
        glob.codePoints().forEach(c -> {
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(Character.toString(c)));
            }
        });
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
