/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What becomes of a value that the ClickHouse type of its column doesn't hold: a date before 1900, a NaN among decimals. */
public enum Misfit {
    /** Its row is parked. */
    FAIL,
    /** There are none, since the column is kept as the text that Postgres prints. */
    TEXT,
    /** It becomes NULL in the copy, and an entry in a ledger. Not in a key. */
    NULL_AND_RECORD;

    /** As the configuration has it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Reads that word. */
    public static Misfit parse(String word) {
        return Arrays.stream(values())
                .filter(misfit -> misfit.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("has to be one of "
                        + Arrays.stream(values()).map(Misfit::word).collect(Collectors.joining(", "))));
    }
}
