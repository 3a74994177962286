/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.postgres;

import dev.sluice.core.problem.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGConnection;

/** The SQL side of an embedded server: whether it answers, and the databases that it must have. */
final class Databases {
    /** PostgreSQL's errcodes appendix: class 28, invalid authorization specification. */
    private static final String INVALID_AUTHORIZATION_CLASS = "28";

    private Databases() {}

    /** Creates what is missing. */
    static void ensure(PostgresSettings settings) throws SQLException {
        try (Connection connection = connect(settings);
                var exists = connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?");
                var create = connection.createStatement()) {
            for (String database : settings.databases()) {
                exists.setString(1, database);
                try (var found = exists.executeQuery()) {
                    if (!found.next()) {
                        String name = connection.unwrap(PGConnection.class).escapeIdentifier(database);
                        create.execute("CREATE DATABASE " + name);
                    }
                }
            }
        } catch (SQLException e) {
            String state = e.getSQLState();
            if (state != null && state.startsWith(INVALID_AUTHORIZATION_CLASS)) {
                throw Problem.user(
                                "postgres-password-differs",
                                "The embedded PostgreSQL in " + settings.data()
                                        + " has another password than the workspace remembers.",
                                "Put the old password back into the secrets folder, or move the data folder away.")
                        .causedBy(e);
            }
            throw e;
        }
    }

    /** Whether a session can be opened; takes at most a second. */
    static boolean answers(PostgresSettings settings) {
        try (Connection connection = connect(settings)) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private static Connection connect(PostgresSettings settings) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", PostgresSettings.USER);
        properties.setProperty("password", settings.password().reveal());
        properties.setProperty("connectTimeout", "1");
        properties.setProperty("socketTimeout", "30");
        properties.setProperty("ApplicationName", "sluice-stack");
        properties.setProperty("sslmode", "disable");
        Connection connection =
                new Driver().connect("jdbc:postgresql://127.0.0.1:" + settings.port() + "/postgres", properties);
        if (connection == null) {
            throw new SQLException("the driver refused its own kind of URL");
        }
        return connection;
    }
}
