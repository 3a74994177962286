/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

import org.jspecify.annotations.Nullable;

/**
 * How far an initial load is.
 *
 * @param rows that are copied
 * @param totalRows by Postgres's estimate; null if unknown
 * @param secondsLeft at this rate; null if unknown
 */
public record LoadStatus(
        long rows,
        @Nullable Long totalRows,
        double rowsPerS,
        @Nullable Double secondsLeft) {}
