/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.shop;

import dev.sluice.core.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The statements of one {@code .sql} resource of this package, each under a line {@code -- name: the-name}. Comments
 * stay with the file: they are not sent.
 */
record NamedSql(Map<String, String> statements) {
    private static final String HEADING = "-- name: ";

    static NamedSql of(String resource) {
        Map<String, String> statements = new LinkedHashMap<>();
        String name = "";
        for (String line : text(resource).lines().toList()) {
            if (line.startsWith(HEADING)) {
                name = line.substring(HEADING.length()).strip();
            } else if (!line.startsWith("--") && !line.isBlank()) {
                statements.merge(name, line, (head, tail) -> head + "\n" + tail);
            }
        }
        // The driver would take a trailing semicolon for the start of a second, empty statement.
        statements.replaceAll((key, sql) -> sql.substring(0, sql.lastIndexOf(';')));
        return new NamedSql(Map.copyOf(statements));
    }

    /** The whole resource, for scripts of several statements and for lists of words. */
    static String text(String resource) {
        try (InputStream in = NamedSql.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw Problem.ours("shop-resource-missing", "The resource " + resource + " is not in the jar.")
                        .asException();
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String get(String name) {
        String sql = statements.get(name);
        if (sql == null) {
            throw new IllegalArgumentException("no statement " + name);
        }
        return sql;
    }
}
