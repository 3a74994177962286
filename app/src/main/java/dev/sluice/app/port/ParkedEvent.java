/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event that could not be applied.
 *
 * @param topic null for a row of the initial load, like partition and offset
 * @param payload as it came: the message, or the row's texts as JSON; empty if only its place is known
 * @param changedSince whether the copy has a later change of the same row, as far as the key can be told
 * @param next what to do, as sentences
 */
public record ParkedEvent(
        String id,
        String table,
        String error,
        Instant seen,
        @Nullable String topic,
        @Nullable Integer partition,
        @Nullable Long offset,
        String payload,
        boolean changedSince,
        String next) {}
