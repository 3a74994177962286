/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.source;

/**
 * A position in Postgres's write-ahead log, in bytes, as an unsigned 64-bit number.
 *
 * <p>Written as Postgres writes {@code pg_lsn}: two hexadecimal halves with a slash between them
 * (https://www.postgresql.org/docs/current/datatype-pg-lsn.html).
 */
public record Lsn(long value) implements Comparable<Lsn> {
    /** The position before everything. */
    public static final Lsn ZERO = new Lsn(0);

    /** Reads {@code 16/B374D848}. */
    public static Lsn parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 1) {
            throw new IllegalArgumentException("not a pg_lsn: " + text);
        }
        long high = Long.parseUnsignedLong(text.substring(0, slash), 16);
        long low = Long.parseUnsignedLong(text.substring(slash + 1), 16);
        return new Lsn(high << 32 | low);
    }

    /** Bytes from {@code earlier} to this position; negative if this is the earlier one. */
    public long minus(Lsn earlier) {
        return value - earlier.value;
    }

    @Override
    public int compareTo(Lsn other) {
        return Long.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toHexString(value >>> 32).toUpperCase(java.util.Locale.ROOT)
                + "/"
                + Long.toHexString(value & 0xFFFF_FFFFL).toUpperCase(java.util.Locale.ROOT);
    }
}
