/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.screen;

/** Text that may hold ANSI colour codes, measured and cut as the terminal shows it. */
final class AnsiText {
    private static final char ESCAPE = '\033';

    private AnsiText() {}

    /** Columns that the text takes; every character counts one. */
    static int width(String text) {
        int width = 0;
        int at = 0;
        while (at < text.length()) {
            if (text.charAt(at) == ESCAPE) {
                at = afterEscape(text, at);
            } else {
                at += Character.charCount(text.codePointAt(at));
                width++;
            }
        }
        return width;
    }

    /** The text cut to {@code columns}, an ellipsis at the cut; colours end where the text ends. */
    static String clip(String text, int columns) {
        if (width(text) <= columns) {
            return text;
        }
        StringBuilder clipped = new StringBuilder();
        boolean painted = false;
        int width = 0;
        int at = 0;
        while (width < columns - 1) {
            int next;
            if (text.charAt(at) == ESCAPE) {
                next = afterEscape(text, at);
                painted = true;
            } else {
                next = at + Character.charCount(text.codePointAt(at));
                width++;
            }
            clipped.append(text, at, next);
            at = next;
        }
        return clipped + "…" + (painted ? "\033[0m" : "");
    }

    /** The index after the escape sequence that begins at {@code at}; Paint writes only sequences that end with m. */
    private static int afterEscape(String text, int at) {
        int end = text.indexOf('m', at);
        return end < 0 ? text.length() : end + 1;
    }
}
