/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.load;

import java.util.List;

/**
 * The rows of a table between two places in the order of its key, as texts that Postgres prints and reads.
 *
 * @param after the key that the rows come after; empty from the first row on
 * @param upTo the last key that belongs to it; empty if it has no end
 */
public record Chunk(List<String> after, List<String> upTo) {
    public Chunk {
        after = List.copyOf(after);
        upTo = List.copyOf(upTo);
    }

    /** Whether it is the whole table. */
    public boolean isAll() {
        return after.isEmpty() && upTo.isEmpty();
    }

    /** Whether no rows come after it. */
    public boolean isLast() {
        return upTo.isEmpty();
    }
}
