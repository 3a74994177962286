/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.config;

import org.jspecify.annotations.Nullable;

/** Where a Postgres database is, who connects to it, and how the connection is protected. */
public record PostgresAddress(
        String host,
        int port,
        String database,
        String user,
        @Nullable Secret password,
        SslMode sslMode) {

    public PostgresAddress {
        Rules.require(!host.isBlank(), "has to name a host");
        Rules.require(port >= 1 && port <= 65_535, "has to have a port from 1 to 65535");
        Rules.require(!database.isBlank(), "has to name a database");
        Rules.require(!user.isBlank(), "has to name a user");
    }

    /** An address with {@link SslMode#PREFER}, the drivers' own default. */
    public PostgresAddress(String host, int port, String database, String user, @Nullable Secret password) {
        this(host, port, database, user, password, SslMode.PREFER);
    }
}
