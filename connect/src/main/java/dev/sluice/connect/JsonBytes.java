/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.connect;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.connect.errors.DataException;

/**
 * A growing buffer that JSON text is written to as UTF-8 bytes, used again for every event.
 *
 * <p>It knows how to write a value, not when a comma is due: that is the caller's. Not safe for use by several threads.
 */
final class JsonBytes {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    /** A buffer that one huge event has made larger than this is given back after that event. */
    private static final int KEPT_BYTES = 1 << 20;

    /** One escaped character and the closing quote. */
    private static final int LONGEST_STEP = 8;

    private byte[] bytes = new byte[4096];
    private int length;

    /** Forgets what was written. */
    void clear() {
        length = 0;
        if (bytes.length > KEPT_BYTES) {
            bytes = new byte[4096];
        }
    }

    /** Makes room for this many bytes at once, and some more: a buffer that grows is there twice meanwhile. */
    void expect(long more) {
        if (more > KEPT_BYTES) {
            reserve((int) Math.min(more + more / 64, Integer.MAX_VALUE - 8 - length));
        }
    }

    /** How many bytes were written since {@link #clear}. */
    int length() {
        return length;
    }

    /** A copy of what was written since {@link #clear}. */
    byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    /** A copy of what was written since {@link #length} was {@code begin}. */
    byte[] since(int begin) {
        return Arrays.copyOfRange(bytes, begin, length);
    }

    /** Bytes that are JSON already. */
    JsonBytes raw(byte[] json) {
        reserve(json.length);
        System.arraycopy(json, 0, bytes, length, json.length);
        length += json.length;
        return this;
    }

    /** One ASCII character of JSON's own, for example a brace. */
    JsonBytes raw(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    /** A comma, unless an object or an array has just been opened. */
    JsonBytes separate() {
        byte last = length == 0 ? (byte) '{' : bytes[length - 1];
        return last == '{' || last == '[' ? this : raw(',');
    }

    /** The literal {@code null}. */
    JsonBytes nothing() {
        return ascii("null");
    }

    /** A JSON boolean. */
    JsonBytes bool(boolean value) {
        return ascii(value ? "true" : "false");
    }

    /** A JSON number, or a string for the three values that JSON has no number for. */
    JsonBytes number(double value) {
        return Double.isFinite(value) ? ascii(Double.toString(value)) : string(Double.toString(value));
    }

    /** A JSON number with the fewest digits that give back this single-precision value. */
    JsonBytes number(float value) {
        return Float.isFinite(value) ? ascii(Float.toString(value)) : string(Float.toString(value));
    }

    /** A JSON integer. */
    JsonBytes number(long value) {
        if (value == Long.MIN_VALUE) {
            return ascii("-9223372036854775808");
        }
        reserve(20);
        long rest = value;
        if (rest < 0) {
            bytes[length++] = '-';
            rest = -rest;
        }
        int digits = 1;
        for (long power = 10; digits < 19 && rest >= power; power *= 10) {
            digits++;
        }
        for (int at = length + digits - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    /**
     * A JSON string, all of Unicode as UTF-8.
     *
     * @throws DataException if the text holds half of a surrogate pair, which no UTF-8 text can hold
     */
    JsonBytes string(String text) {
        int count = text.length();
        reserve(count + LONGEST_STEP);
        byte[] to = bytes;
        int at = length;
        to[at++] = '"';
        for (int i = 0; i < count; i++) {
            if (to.length - at < LONGEST_STEP) {
                length = at;
                reserve(count - i + LONGEST_STEP);
                to = bytes;
            }
            char c = text.charAt(i);
            if (c < 0x80) {
                if (c >= 0x20 && c != '"' && c != '\\') {
                    to[at++] = (byte) c;
                } else {
                    at = escape(to, at, c);
                }
            } else if (c < 0x800) {
                to[at++] = (byte) (0xC0 | c >> 6);
                to[at++] = (byte) (0x80 | c & 0x3F);
            } else if (!Character.isSurrogate(c)) {
                to[at++] = (byte) (0xE0 | c >> 12);
                to[at++] = (byte) (0x80 | c >> 6 & 0x3F);
                to[at++] = (byte) (0x80 | c & 0x3F);
            } else {
                if (Character.isLowSurrogate(c) || i + 1 == count || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw new DataException("The text has half of a surrogate pair at character " + i
                            + ", which UTF-8 can't hold; Postgres never sends such text.");
                }
                int point = Character.toCodePoint(c, text.charAt(++i));
                to[at++] = (byte) (0xF0 | point >> 18);
                to[at++] = (byte) (0x80 | point >> 12 & 0x3F);
                to[at++] = (byte) (0x80 | point >> 6 & 0x3F);
                to[at++] = (byte) (0x80 | point & 0x3F);
            }
        }
        to[at++] = '"';
        length = at;
        return this;
    }

    private static int escape(byte[] to, int start, char c) {
        int at = start;
        to[at++] = '\\';
        switch (c) {
            case '"', '\\' -> to[at++] = (byte) c;
            case '\n' -> to[at++] = 'n';
            case '\r' -> to[at++] = 'r';
            case '\t' -> to[at++] = 't';
            default -> {
                to[at++] = 'u';
                to[at++] = '0';
                to[at++] = '0';
                to[at++] = HEX[c >> 4];
                to[at++] = HEX[c & 0xF];
            }
        }
        return at;
    }

    private JsonBytes ascii(String text) {
        int count = text.length();
        reserve(count);
        for (int i = 0; i < count; i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
        return this;
    }

    private void reserve(int more) {
        int needed = Math.addExact(length, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(bytes.length * 2L, Integer.MAX_VALUE - 8)));
        }
    }
}
