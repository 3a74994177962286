/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.source;

import java.util.Optional;

/**
 * A column of a source table.
 *
 * @param attnum its number in {@code pg_attribute}, which a rename keeps
 * @param notNull whether the column refuses NULL
 * @param missing what rows that are older than the column show, as Postgres prints it ({@code attmissingval}); empty for
 *     NULL, and for a column as old as its table or as the last rewrite of it
 * @param generation how Postgres computes it; empty for an ordinary column
 */
public record SourceColumn(
        int attnum,
        String name,
        PgType type,
        boolean notNull,
        Optional<Generation> generation,
        Optional<String> missing) {
    /** Whether Postgres computes it, so that the change stream does not carry it. */
    public boolean generated() {
        return generation.isPresent();
    }
}
