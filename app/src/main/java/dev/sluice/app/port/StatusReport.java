/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every stage of every table at one moment.
 *
 * @param state one word: {@code starting}, {@code loading}, {@code live}, {@code paused}, {@code failed}, {@code absent}
 * @param slot null before the slot exists
 * @param load all loads that are under way together; null if none is
 * @param memory null if no process of this pipeline runs on this machine
 * @param warnings sentences that somebody should act on, worst first
 */
public record StatusReport(
        String pipeline,
        String state,
        Instant at,
        List<ServiceStatus> services,
        @Nullable SlotStatus slot,
        List<TableStatus> tables,
        @Nullable LoadStatus load,
        @Nullable MemoryStatus memory,
        List<String> warnings) {}
