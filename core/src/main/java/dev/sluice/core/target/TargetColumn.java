/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import dev.sluice.core.source.Generation;
import java.util.Optional;

/**
 * A column of the copy.
 *
 * @param number the source column's {@code attnum}, which a rename keeps
 * @param sourceType its type in the source, with modifiers
 * @param missing what rows that are older than the column show, as Postgres prints it; empty for NULL
 * @param name as in the source, unquoted
 * @param generation how Postgres computes it; empty for one that events carry
 * @param nullable whether the source's column accepts NULL
 */
public record TargetColumn(
        int number,
        String name,
        ColumnMapping mapping,
        boolean nullable,
        boolean key,
        String sourceType,
        Optional<String> missing,
        Optional<Generation> generation) {
    /** Whether Postgres computes it, and events don't carry it. */
    public boolean generated() {
        return generation.isPresent();
    }

    /** The name, quoted. */
    public String quoted() {
        return ChIdentifiers.quote(name);
    }

    /** The type in the table of current rows. */
    public String type() {
        return nullable ? nullableType() : mapping.type();
    }

    /** The type where a value may be absent: in events and, for all but the key, in the history. */
    public String nullableType() {
        return "Nullable(" + mapping.type() + ")";
    }
}
