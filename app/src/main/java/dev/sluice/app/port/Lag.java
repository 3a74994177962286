/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

import org.jspecify.annotations.Nullable;

/**
 * How far something is behind; a null part can't be known at this stage.
 *
 * @param bytes of WAL or of messages
 * @param events row changes
 * @param ms age of the oldest change that has not passed, in milliseconds
 */
public record Lag(
        @Nullable Long bytes,
        @Nullable Long events,
        @Nullable Double ms) {}
