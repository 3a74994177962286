/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

import java.util.List;

/** Tables that were read again, in the order in which that was done. */
public record ResyncReport(String pipeline, List<ReadTable> tables, double seconds) {
    /**
     * One table.
     *
     * @param rows that were read, by one that was cut off and is gone on with too
     * @param earlier how many of these that one had read
     * @param deleted rows of the copy that the source did not have
     * @param historyKept false for a table without key, whose history begins anew
     */
    public record ReadTable(String table, long rows, long earlier, long deleted, boolean historyKept, double seconds) {}
}
