/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import dev.sluice.core.config.PostgresAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A schema in a Postgres, written to with plain SQL. Every call has a connection of its own, but for {@link #connect}. */
record Source(PostgresAddress address, String schema) {

    /** A connection with the schema as its search path, in auto-commit. */
    Connection connect() throws SQLException {
        return connect(new Properties());
    }

    /** The same with more properties of the driver. */
    Connection connect(Properties properties) throws SQLException {
        properties.setProperty("user", address.user());
        properties.setProperty(
                "password", Objects.requireNonNull(address.password()).reveal());
        properties.setProperty("currentSchema", schema + ",public");
        // The servers' own time zone need not be ours.
        properties.setProperty("options", "-c TimeZone=UTC");
        return DriverManager.getConnection(
                "jdbc:postgresql://" + address.host() + ":" + address.port() + "/" + address.database(), properties);
    }

    /** Runs statements, each in a transaction of its own. */
    void run(String... statements) throws SQLException {
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Runs statements in one transaction. */
    void transaction(String... statements) throws SQLException {
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
            connection.commit();
        }
    }

    /** The rows of a query, as the driver's texts. */
    List<List<@Nullable String>> rows(String sql) throws SQLException {
        try (Connection connection = connect();
                var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            int columns = row.getMetaData().getColumnCount();
            List<List<@Nullable String>> rows = new ArrayList<>();
            while (row.next()) {
                List<@Nullable String> values = new ArrayList<>(columns);
                for (int i = 1; i <= columns; i++) {
                    values.add(row.getString(i));
                }
                rows.add(Collections.unmodifiableList(values));
            }
            return rows;
        }
    }
}
