/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a table will be.
 *
 * @param table {@code schema.name} in the source
 * @param target the view of its current rows
 * @param key the key's columns, in their order
 * @param historyDays how long changes are kept; null for ever
 * @param changes whether the plan makes or changes it
 * @param limits what the copy doesn't hold or shows otherwise, a sentence each
 */
public record PlannedTable(
        String table,
        String target,
        List<String> key,
        @Nullable Integer historyDays,
        boolean changes,
        List<Column> columns,
        List<String> limits) {
    /**
     * One column.
     *
     * @param postgres its type in the source
     * @param clickhouse its type in the copy, without Nullable
     * @param limit what the type doesn't hold or shows otherwise; null if nothing
     */
    public record Column(
            String name,
            String postgres,
            String clickhouse,
            boolean nullable,
            @Nullable String limit) {}
}
