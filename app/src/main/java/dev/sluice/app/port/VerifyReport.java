/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How source and target compare, and the figures of the run that led there; a figure that was not measured is null.
 *
 * @param tables how many tables were compared
 * @param rows rows in the source
 * @param changes changes that the history holds or the workload made
 * @param missing rows of the source that the target lacks
 * @param extra rows of the target that the source lacks
 * @param different rows with the same key and another content
 * @param repaired how many of these differences were mended
 * @param startupS from the command to the first replicated row, in seconds
 * @param latencyMs from commit to visible
 * @param warmupS for how many seconds the workload ran before changes and latencies were measured
 * @param ok whether all tables are equal, after a repair if there was one
 */
public record VerifyReport(
        int tables,
        long rows,
        @Nullable Long changes,
        long missing,
        long extra,
        long different,
        long repaired,
        @Nullable Double startupS,
        @Nullable Double loadRowsPerS,
        @Nullable Double changesPerS,
        @Nullable Latency latencyMs,
        @Nullable Integer warmupS,
        boolean ok,
        List<TableComparison> details) {

    /**
     * One table.
     *
     * @param differences the first ones, by key; all are counted in the three figures
     */
    public record TableComparison(
            String table,
            long sourceRows,
            long targetRows,
            String sourceChecksum,
            String targetChecksum,
            long missing,
            long extra,
            long different,
            long repaired,
            List<Difference> differences) {
        /** Whether the copy equals the source, after a repair if there was one. */
        @JsonProperty
        public boolean equal() {
            return missing + extra + different == repaired;
        }
    }

    /**
     * One row that is not the same.
     *
     * @param kind {@code missing}, {@code extra} or {@code different}
     * @param columns the columns that differ; empty unless {@code different}
     */
    public record Difference(String kind, String key, List<String> columns) {}
}
