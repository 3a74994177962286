/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

import org.jspecify.annotations.Nullable;

/**
 * One of the engines.
 *
 * @param state {@code starting}, {@code running}, {@code stopping}, {@code stopped}, {@code failed} or {@code unreachable}
 * @param phase what it does at the moment, for example {@code fetching the engine}; empty if there is nothing to say
 * @param fraction how far that is, 0 to 1; null if unknown
 * @param address where it serves, for example {@code 127.0.0.1:5432}; null if it does not yet
 */
public record ServiceStatus(
        String name,
        String state,
        String phase,
        @Nullable Double fraction,
        @Nullable String address,
        boolean embedded) {}
