/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import dev.sluice.e2e.types.TypeCase;
import java.sql.SQLException;

/** The types that {@link TypeCase} needs beside Postgres's own, in the schema public of the scenarios' database. */
final class OwnTypes {
    private static final String IS_THERE = "42710";

    private OwnTypes() {}

    /** Creates those that no test has created yet. */
    static void create(Engines engines) throws SQLException {
        Source source = new Source(engines.postgres(), "public");
        for (String statement : TypeCase.SETUP) {
            try {
                source.run(statement);
            } catch (SQLException e) {
                if (!IS_THERE.equals(e.getSQLState())) {
                    throw e;
                }
            }
        }
    }
}
