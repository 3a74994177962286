/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One message of a topic as text; {@code value} is null for a tombstone. */
public record TailMessage(
        String topic,
        int partition,
        long offset,
        Instant at,
        @Nullable String key,
        @Nullable String value) {}
