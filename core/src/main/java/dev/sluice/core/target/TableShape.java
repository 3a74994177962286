/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import java.util.List;

/**
 * What the stores of a copy are made for. It is kept beside them, so that a change of the source's table can be told from
 * it later: a rename by the column's number, a rewrite of all rows by the file.
 *
 * @param schemaId the fingerprint of the events that it takes
 * @param filenode the file that the source keeps the rows in; 0 if changes were missed
 * @param key the names of the key's columns, in key order
 * @param columns in the source's order
 */
public record TableShape(String schemaId, long filenode, List<String> key, List<Column> columns) {
    public TableShape {
        key = List.copyOf(key);
        columns = List.copyOf(columns);
    }

    /**
     * One column.
     *
     * @param number the source column's {@code attnum}
     * @param type of the store in ClickHouse, never Nullable
     */
    public record Column(int number, String name, String type, boolean nullable) {}
}
