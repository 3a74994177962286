/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import static dev.sluice.core.target.ChIdentifiers.literal;

import java.util.List;
import java.util.stream.Stream;

/**
 * A column that the copy still has after it was dropped in the source. Rows that came before show what they had, all others
 * NULL.
 *
 * @param number the {@code attnum} that it had, which no other column of the table ever gets
 * @param name the name that it had last
 * @param source its type in Postgres, with modifiers
 * @param type of the store in ClickHouse, never Nullable
 */
public record KeptColumn(int number, String name, String source, String type) {
    static KeptColumn of(TableShape.Column column) {
        return new KeptColumn(column.number(), column.name(), column.source(), column.type());
    }

    /**
     * The columns that a copy made for {@code was} has and the source has no more, but for those whose name another column
     * has now. Rows that are counted are told apart by all of their values, so such a copy keeps none.
     */
    public static List<KeptColumn> of(TableShape was, TargetTable now) {
        return now.isCounted()
                ? List.of()
                : Stream.concat(was.kept().stream(), was.columns().stream().map(KeptColumn::of))
                        .filter(column -> !now.inSource(column.number) && !column.givesWayTo(now))
                        .toList();
    }

    /** Whether another column of the copy has its name. */
    public boolean givesWayTo(TargetTable now) {
        return now.columns().stream()
                .anyMatch(column -> column.number() != number && column.name().equals(name));
    }

    /** The action of ALTER TABLE that ends it. */
    public String drop() {
        return "DROP COLUMN IF EXISTS " + stored().quoted();
    }

    /** As the stores have it. */
    StoredColumn stored() {
        return new StoredColumn(number, name, type, true, false, false);
    }

    /**
     * The NULL that a new row has, as one column of a SELECT. It is said, as the store may still have the default that rows
     * from before an ADD COLUMN show.
     */
    String absent() {
        return "CAST(NULL, " + literal(stored().nullableType()) + ") AS " + stored().quoted();
    }
}
