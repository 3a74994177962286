/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.source;

import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What is behind a table's name.
 *
 * @param oid of the table: another one once it has been dropped and created again
 * @param filenode the file that its rows are in: another one after whatever rewrites them without telling the change
 *     stream (a change of a column's type), and after TRUNCATE and VACUUM FULL; 0 for a partitioned table, which has none
 * @param partitions the files of the partitions that hold rows, by what tells each from any other, and from itself after it
 *     was detached and attached again
 * @param told those of them that had no rows when they became partitions, and of which events have told all since then
 */
public record Relation(long oid, long filenode, Map<String, Long> partitions, Set<String> told) {
    public Relation {
        partitions = Map.copyOf(partitions);
        told = Set.copyOf(told);
    }

    /** A table that is not partitioned. */
    public Relation(long oid, long filenode) {
        this(oid, filenode, Map.of(), Set.of());
    }

    /** Whether its rows are those of its partitions. */
    public boolean isPartitioned() {
        return filenode == 0;
    }

    /** As it is noted with a copy. */
    public Relation noted() {
        return new Relation(oid, filenode, partitions, Set.of());
    }

    /**
     * Whether the change stream tells all that happened to the partitions since they were those of {@code was}. It does
     * not where one with rows came, where one went, and where the rows of one may have been rewritten or truncated alone,
     * be it one that came.
     */
    public boolean partitionsAreToldSince(Relation was) {
        return was.partitions.entrySet().stream()
                        .allMatch(before -> Objects.equals(before.getValue(), partitions.get(before.getKey())))
                && partitions.keySet().stream().allMatch(now -> was.partitions.containsKey(now) || told.contains(now));
    }
}
