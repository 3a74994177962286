/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.verify;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a set of rows sums up to: equal for equal sets, whatever the order, and counting rows that are there twice.
 *
 * @param rows how many they are
 * @param high sum of the first halves of the digests of rows or ranges of rows
 * @param low sum of the second halves
 */
public record Checksum(long rows, BigInteger high, BigInteger low) {
    private static final Checksum NOTHING = new Checksum(0, BigInteger.ZERO, BigInteger.ZERO);
    private static final int HEX = 16;

    /** From what {@link RangeTexts} asks for. */
    public static Checksum ofRange(long rows, String digest) {
        int half = digest.length() / 2;
        return new Checksum(
                rows, new BigInteger(digest.substring(0, half), HEX), new BigInteger(digest.substring(half), HEX));
    }

    /** From the three texts of {@link RowTexts#checksum}. */
    public static Checksum of(List<@Nullable String> texts) {
        return new Checksum(
                Long.parseLong(String.valueOf(texts.get(0))),
                new BigInteger(String.valueOf(texts.get(1))),
                new BigInteger(String.valueOf(texts.get(2))));
    }

    /** That of all rows of sets that have none in common. */
    public static Checksum sum(List<Checksum> parts) {
        return parts.stream().reduce(NOTHING, Checksum::plus);
    }

    /** That of both sets, which have no row in common. */
    public Checksum plus(Checksum other) {
        return new Checksum(rows + other.rows, high.add(other.high), low.add(other.low));
    }

    @Override
    public String toString() {
        return high + "/" + low;
    }
}
