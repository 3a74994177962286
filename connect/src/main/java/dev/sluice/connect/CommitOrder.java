/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.connect;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.errors.DataException;

/**
 * A change's place in commit order, from Debezium's {@code source.sequence}: {@code ["LSN of the last commit before this
 * transaction","LSN of this change"]}, the first null before any commit was seen.
 *
 * <p>The pair grows in the order in which transactions commit, which the change's LSN alone does not, and it is the same
 * when the change is sent again. A number behind it tells rows apart that have the same one ({@link ResumePositions}).
 */
final class CommitOrder {
    private static final String NONE = "null";
    private static final long LOW = 0xFFFF_FFFFL;
    private static final long BILLION = 1_000_000_000;
    private static final int NINE = 9;
    /** Of 2^128 - 1. */
    private static final int MOST_DIGITS = 39;

    private static final String FORM = "source.sequence is not [\"LSN\",\"LSN\"]: ";

    private CommitOrder() {}

    /** The sequence of a row before which {@code number} others have the same one. */
    static String numbered(String sequence, int number) {
        return sequence.substring(0, sequence.length() - 1) + ",\"" + number + "\"]";
    }

    /**
     * What {@link #numbered} has added; 0 if it has not.
     *
     * @throws DataException if something else is behind the pair
     */
    static long number(String sequence) {
        int comma = sequence.indexOf(',', sequence.indexOf(',') + 1);
        return comma < 0 ? 0 : number(sequence, comma + 1, sequence.length() - 1);
    }

    /**
     * The pair as one decimal number of at most 128 bits, the commit's LSN in the upper 64.
     *
     * @throws DataException if this is no such sequence
     */
    static String version(String sequence) {
        int comma = sequence.indexOf(',');
        int last = sequence.length() - 1;
        if (comma < 0 || sequence.charAt(0) != '[' || sequence.charAt(last) != ']') {
            throw new DataException(FORM + sequence);
        }
        long commit = sequence.regionMatches(1, NONE, 0, NONE.length()) && comma == 1 + NONE.length()
                ? 0
                : number(sequence, 1, comma);
        int end = sequence.indexOf(',', comma + 1);
        return decimal(commit, number(sequence, comma + 1, end < 0 ? last : end));
    }

    /** The number between quotes from {@code begin} to before {@code end}. */
    private static long number(String sequence, int begin, int end) {
        if (end - begin < 3 || sequence.charAt(begin) != '"' || sequence.charAt(end - 1) != '"') {
            throw new DataException(FORM + sequence);
        }
        try {
            return Long.parseUnsignedLong(sequence, begin + 1, end - 1, 10);
        } catch (NumberFormatException e) {
            throw new DataException(FORM + sequence, e);
        }
    }

    /** The digits of a number of 128 bits, nine by division; BigInteger takes six times as long. */
    private static String decimal(long upper, long lower) {
        long a = upper >>> 32;
        long b = upper & LOW;
        long c = lower >>> 32;
        long d = lower & LOW;
        byte[] digits = new byte[MOST_DIGITS];
        int at = MOST_DIGITS;
        do {
            // Each partial dividend is below 10^9 * 2^32, which a long holds.
            long rest = a % BILLION;
            a /= BILLION;
            rest = rest << 32 | b;
            b = rest / BILLION;
            rest = rest % BILLION << 32 | c;
            c = rest / BILLION;
            rest = rest % BILLION << 32 | d;
            d = rest / BILLION;
            rest %= BILLION;
            boolean more = (a | b | c | d) != 0;
            for (int i = 0; more ? i < NINE : rest != 0 || i == 0; i++) {
                digits[--at] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
        } while ((a | b | c | d) != 0);
        return new String(digits, at, MOST_DIGITS - at, StandardCharsets.ISO_8859_1);
    }
}
