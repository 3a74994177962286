/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events that could not be applied.
 *
 * @param events how many there are
 * @param groups the same by table and reason, the largest of a table first
 * @param listed the oldest of them, or the newest of those that were closed
 */
public record ParkedReport(String pipeline, long events, List<Group> groups, List<Listed> listed) {
    /** Events of one table that have the same reason. */
    public record Group(String table, String reason, long events, Instant firstSeen, Instant lastSeen) {}

    /**
     * One event.
     *
     * @param id by which the other commands know it
     * @param seen when it was parked, or closed
     * @param outcome {@code dropped} or {@code replayed}; null while it is parked
     */
    public record Listed(
            String id,
            String table,
            String error,
            Instant seen,
            @Nullable String outcome) {}
}
