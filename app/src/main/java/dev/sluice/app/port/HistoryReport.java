/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every version of one row, oldest first. */
public record HistoryReport(String table, List<String> key, List<String> columns, List<Version> versions) {
    /**
     * One version.
     *
     * @param op r, c, u, d or t
     * @param values in the order of the report's columns, as text; null is NULL
     */
    public record Version(
            String op, String lsn, long tx, Instant committedAt, Instant syncedAt, List<@Nullable String> values) {}
}
