/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.verify;

import java.util.List;

/**
 * A row that is not the same on both sides.
 *
 * @param key the texts of the key's columns, in key order
 * @param columns the names of the columns that differ; only for {@link Kind#DIFFERENT}
 */
public record RowDifference(Kind kind, List<String> key, List<String> columns) {
    public RowDifference {
        key = List.copyOf(key);
        columns = List.copyOf(columns);
    }

    /** In what way. */
    public enum Kind {
        /** In the source only. */
        MISSING,
        /** In the target only. */
        EXTRA,
        /** In both, with other values. */
        DIFFERENT
    }
}
