/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse.http;

import dev.sluice.stack.clickhouse.engine.Engine;
import dev.sluice.stack.clickhouse.engine.EngineConnection;
import dev.sluice.stack.clickhouse.engine.EngineException;
import dev.sluice.stack.clickhouse.engine.InsertStream;
import dev.sluice.stack.clickhouse.engine.QueryStats;
import dev.sluice.stack.clickhouse.sql.Quoting;
import dev.sluice.stack.clickhouse.sql.Statement;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Runs the statement of one request on a connection of its own.
 *
 * @param comment the {@code log_comment} by which the query can be killed
 */
record QueryRun(Engine engine, Sessions sessions, QueryParameters parameters, String comment) {
    private static final String DEFAULT_FORMAT = "TabSeparated";
    private static final String DEFAULT_DATABASE = "default";
    private static final String COMMENT = "log_comment";
    private static final String READ_ONLY = "readonly";
    private static final int BUFFER = 1 << 16;

    /** Runs it to its end; the result's bytes go to {@code out}, which stays open. */
    QueryStats run(StatementText text, OutputStream out) throws EngineException, IOException {
        Map<String, String> settings = settings();
        try (Sessions.Lease lease = sessions.lease(parameters, settings)) {
            EngineConnection connection = lease.connection();
            try {
                prepare(lease, settings);
                QueryStats stats = run(connection, text, out);
                if (leavesNothing(text.statement(), settings)) {
                    lease.leftAsItWas();
                }
                return stats;
            } finally {
                if (lease.ofSession()) {
                    reset(connection, settings);
                }
            }
        }
    }

    /** Whether another request may have the connection: others than these change settings, or make temporary tables. */
    private boolean leavesNothing(Statement statement, Map<String, String> settings) {
        return (statement instanceof Statement.Select || statement instanceof Statement.InsertData)
                && otherDatabase().isEmpty()
                && !"1".equals(settings.get(READ_ONLY));
    }

    /** The name of the format that the result is in. */
    static String format(Statement statement, QueryParameters parameters) {
        return switch (statement) {
            case Statement.Select select -> select.format().orElseGet(() -> defaultFormat(parameters));
            case Statement.Other other -> other.format().orElseGet(() -> defaultFormat(parameters));
            case Statement.InsertData _,
                    Statement.InsertFromInput _,
                    Statement.Empty _,
                    Statement.Several _,
                    Statement.IntoOutfile _ -> defaultFormat(parameters);
        };
    }

    private static String defaultFormat(QueryParameters parameters) {
        return parameters.defaultFormat().orElse(DEFAULT_FORMAT);
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        // The library's default, which takes any expression for a statement, is not the server's.
        settings.put("implicit_select", "0");
        settings.putAll(parameters.settings());
        settings.remove(COMMENT);
        if (parameters.readOnly() && !"1".equals(settings.get(READ_ONLY))) {
            settings.put(READ_ONLY, "2");
        }
        return settings;
    }

    private void prepare(Sessions.Lease lease, Map<String, String> settings) throws EngineException {
        EngineConnection connection = lease.connection();
        Optional<String> database = lease.ofSession() ? parameters.database() : otherDatabase();
        if (database.isPresent()) {
            connection.run("USE " + Quoting.name(database.get()), DEFAULT_FORMAT, Map.of());
        }
        Map<String, String> all = new LinkedHashMap<>(lease.alreadySet() ? Map.of() : settings);
        all.put(COMMENT, comment);
        // Nothing can be set after this one.
        String readOnly = all.remove(READ_ONLY);
        if (readOnly != null) {
            all.put(READ_ONLY, readOnly);
        }
        StringJoiner set = new StringJoiner(", ", "SET ", "");
        all.forEach((name, value) -> set.add(Quoting.name(name) + " = " + Quoting.literal(value)));
        connection.run(set.toString(), DEFAULT_FORMAT, Map.of());
    }

    /** The request's database, if it is not the one that a connection begins with. */
    private Optional<String> otherDatabase() {
        return parameters.database().filter(name -> !name.equals(DEFAULT_DATABASE));
    }

    private void reset(EngineConnection connection, Map<String, String> settings) throws EngineException {
        StringJoiner set = new StringJoiner(", ", "SET ", "");
        set.add(COMMENT + " = DEFAULT");
        settings.keySet().forEach(name -> set.add(Quoting.name(name) + " = DEFAULT"));
        connection.run(set.toString(), DEFAULT_FORMAT, Map.of());
    }

    private QueryStats run(EngineConnection connection, StatementText text, OutputStream out)
            throws EngineException, IOException {
        return switch (text.statement()) {
            case Statement.Select select -> select(connection, select, out);
            case Statement.InsertData insert -> insert(connection, insert, text.data());
            case Statement.InsertFromInput insert ->
                throw refusal(48, "NOT_IMPLEMENTED", "The embedded engine has no input(); insert without it");
            case Statement.Other other -> other(connection, other, out);
            case Statement.Empty _ ->
                throw refusal(
                        62,
                        "SYNTAX_ERROR",
                        "Syntax error: failed at position 1 (end of query): . Expected a statement");
            case Statement.Several _ ->
                throw refusal(62, "SYNTAX_ERROR", "Syntax error (Multi-statements are not allowed)");
            case Statement.IntoOutfile _ ->
                throw refusal(358, "INTO_OUTFILE_NOT_ALLOWED", "INTO OUTFILE is not allowed");
        };
    }

    private QueryStats select(EngineConnection connection, Statement.Select select, OutputStream out)
            throws EngineException, IOException {
        return connection.stream(
                path -> select.beforeFormat() + "\nINTO OUTFILE " + Quoting.literal(path) + " APPEND " + select.rest(),
                defaultFormat(parameters),
                parameters.parameters(),
                bytes -> copy(bytes, out));
    }

    private QueryStats insert(EngineConnection connection, Statement.InsertData insert, InputStream data)
            throws EngineException, IOException {
        try (InsertStream stream = connection.insert(insert.head(), insert.format(), parameters.parameters())) {
            byte[] buffer = new byte[BUFFER];
            int count;
            boolean accepted = true;
            while (accepted && (count = data.read(buffer)) >= 0) {
                accepted = stream.append(buffer, 0, count);
            }
            return stream.finish();
        }
    }

    private QueryStats other(EngineConnection connection, Statement.Other other, OutputStream out)
            throws EngineException, IOException {
        String sql = other.killsQuery()
                ? other.text().replaceAll("(?i)\\bquery_id\\b", "Settings['log_comment']")
                : other.text();
        EngineConnection.Result result = connection.run(sql, defaultFormat(parameters), parameters.parameters());
        out.write(result.data());
        return result.stats();
    }

    private EngineException refusal(int code, String name, String what) {
        return new EngineException(code, name, what, engine.version());
    }

    private static void copy(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[BUFFER];
        int count;
        while ((count = from.read(buffer)) >= 0) {
            to.write(buffer, 0, count);
        }
    }
}
