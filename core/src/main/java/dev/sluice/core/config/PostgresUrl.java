/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code postgresql://host:port/database}, without the user, password and options that the full form may carry
 * (https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS): those have keys of their own.
 * Not a {@link java.net.URI}, which finds no host in a name with an underscore, as container networks have them.
 */
public record PostgresUrl(String host, int port, String database) {
    /** Postgres's own port. */
    public static final int DEFAULT_PORT = 5432;

    private static final Pattern SYNTAX =
            Pattern.compile("postgres(?:ql)?://(\\[[0-9a-fA-F:.]+]|[\\w.-]+)(?::(\\d{1,5}))?/([^/?#\\s]+)");

    public PostgresUrl {
        Rules.require(port >= 1 && port <= 65_535, "has to have a port from 1 to 65535");
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException with a predicate ({@code has to …}) that says what is wrong
     */
    public static PostgresUrl parse(String text) {
        Rules.require(
                text.startsWith("postgresql://") || text.startsWith("postgres://"), "has to begin with postgresql://");
        Rules.require(
                text.indexOf('@') < 0, "has to be without user and password; use source.user and source.password");
        Rules.require(text.indexOf('?') < 0, "has to be without options; use source.sslmode and the like");
        Matcher matcher = SYNTAX.matcher(text);
        Rules.require(matcher.matches(), "has to be postgresql://host:port/database");
        String port = matcher.group(2);
        String host = matcher.group(1);
        return new PostgresUrl(
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                port == null ? DEFAULT_PORT : Integer.parseInt(port),
                matcher.group(3));
    }
}
