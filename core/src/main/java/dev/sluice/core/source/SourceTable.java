/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.source;

import java.util.List;

/**
 * A table of the source as its catalog tells it.
 *
 * @param columns in attnum order, dropped ones left out
 * @param key the names of the columns, in key order, that an UPDATE or DELETE has of the old row and that tell it from all
 *     others: those of the primary key, or of the index that is the replica identity; empty if there are none
 * @param rowSecurity whether policies decide which of its rows the user that asks may read; the change stream has all of them
 */
public record SourceTable(
        TableId id,
        Relation relation,
        List<SourceColumn> columns,
        List<String> key,
        ReplicaIdentity identity,
        boolean rowSecurity) {
    public SourceTable {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    /** The column of this name. */
    public SourceColumn column(String name) {
        for (SourceColumn column : columns) {
            if (column.name().equals(name)) {
                return column;
            }
        }
        throw new IllegalArgumentException(id + " has no column " + name);
    }
}
