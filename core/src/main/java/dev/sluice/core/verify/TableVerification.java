/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.verify;

import dev.sluice.core.source.TableId;
import java.util.List;

/**
 * The outcome for one table.
 *
 * @param sourceRows rows in the source when it was read
 * @param checksum a digest over all rows of the source, equal for equal tables
 * @param missing rows in the source only
 * @param extra rows in the target only
 * @param different rows in both with other values
 * @param differences the first of them, by key
 */
public record TableVerification(
        TableId table,
        long sourceRows,
        String checksum,
        long missing,
        long extra,
        long different,
        List<RowDifference> differences) {
    public TableVerification {
        differences = List.copyOf(differences);
    }

    /** Whether the table equals its source. */
    public boolean equal() {
        return missing == 0 && extra == 0 && different == 0;
    }
}
