/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.shop;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The schema {@code inventory} with its four tables; the SQL is {@code schema.sql} beside this class. */
public final class ShopSchema {
    /** The schema's name in Postgres. */
    public static final String NAME = "inventory";

    /** Any number that no other user of the database takes; two demos may start at the same moment. */
    private static final String ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(7583492210)";

    private ShopSchema() {}

    /** Creates what is missing, in one transaction; rows that are there stay. Leaves the connection in auto-commit. */
    public static void createIn(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(ONE_AT_A_TIME);
            statement.execute(NamedSql.text("schema.sql"));
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }
}
