/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.verify;

import dev.sluice.core.source.Lsn;
import dev.sluice.core.source.TableId;
import java.util.List;

/**
 * The outcome for one table.
 *
 * @param sourceRows rows in the source when it was read
 * @param targetRows rows that a reader of the target saw after it had caught up with that
 * @param sourceChecksum a sum of all rows' digests, equal for equal tables at rest
 * @param targetChecksum likewise
 * @param missing rows in the source only
 * @param extra rows in the target only
 * @param different rows in both with other values
 * @param repaired how many of these differences were mended
 * @param lsn everything that was committed before this position was compared
 * @param differences the first of them, by key
 */
public record TableVerification(
        TableId table,
        long sourceRows,
        long targetRows,
        String sourceChecksum,
        String targetChecksum,
        long missing,
        long extra,
        long different,
        long repaired,
        Lsn lsn,
        List<RowDifference> differences) {
    public TableVerification {
        differences = List.copyOf(differences);
    }

    /** Whether the table equals its source, after a repair if there was one. */
    public boolean equal() {
        return missing + extra + different == repaired;
    }
}
