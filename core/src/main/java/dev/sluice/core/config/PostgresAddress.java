/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.config;

import org.jspecify.annotations.Nullable;

/** Where a Postgres database is and who connects to it. */
public record PostgresAddress(
        String host,
        int port,
        String database,
        String user,
        @Nullable Secret password) {}
