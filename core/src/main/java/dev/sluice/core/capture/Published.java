/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.capture;

import dev.sluice.core.source.TableId;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the pipeline's publications cover.
 *
 * @param changes the tables of which every change is published
 * @param inserts the tables of which only insertions and truncations are: Postgres refuses no UPDATE and DELETE on them,
 *     though nothing would tell their rows apart
 */
public record Published(SortedSet<TableId> changes, SortedSet<TableId> inserts) {
    /** No table. */
    public static final Published NOTHING = of(List.of(), List.of());

    public Published {
        changes = Collections.unmodifiableSortedSet(new TreeSet<>(changes));
        inserts = Collections.unmodifiableSortedSet(new TreeSet<>(inserts));
    }

    /** The same of unsorted tables. */
    public static Published of(Collection<TableId> changes, Collection<TableId> inserts) {
        return new Published(new TreeSet<>(changes), new TreeSet<>(inserts));
    }

    /** Whether a table is published at all. */
    public boolean names(TableId table) {
        return changes.contains(table) || inserts.contains(table);
    }

    /** Whether this table's changes are published that way. */
    public boolean covers(TableId table, boolean insertsOnly) {
        return (insertsOnly ? inserts : changes).contains(table);
    }
}
