/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.source;

import java.util.Comparator;

/** A table's schema and name as the Postgres catalog holds them: unquoted, case kept. */
public record TableId(String schema, String name) implements Comparable<TableId> {
    private static final Comparator<TableId> ORDER =
            Comparator.comparing(TableId::schema).thenComparing(TableId::name);

    @Override
    public int compareTo(TableId other) {
        return ORDER.compare(this, other);
    }

    /** {@code schema.name}, for people; ambiguous if a name holds a dot. */
    @Override
    public String toString() {
        return schema + "." + name;
    }
}
