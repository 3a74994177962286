/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

import org.jspecify.annotations.Nullable;

/**
 * One step of a plan.
 *
 * @param system {@code postgres}, {@code kafka}, {@code connect} or {@code clickhouse}
 * @param what one phrase, for example {@code create publication sluice_shop}
 * @param why the reason, as one phrase
 * @param risk what could go wrong, or null if nothing can
 * @param statement the exact statement or REST call, without secrets; may have many lines
 * @param undo how to take it back, or null if it can't be
 */
public record PlannedStep(
        String system,
        String what,
        String why,
        @Nullable String risk,
        String statement,
        @Nullable String undo) {}
