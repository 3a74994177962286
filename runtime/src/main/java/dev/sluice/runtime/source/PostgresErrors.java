/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.source;

import dev.sluice.core.config.PostgresAddress;
import dev.sluice.core.problem.Problem;
import dev.sluice.core.problem.ProblemException;
import dev.sluice.core.source.Prerequisites;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;

/**
 * The one place where SQLSTATEs become {@link Problem}s
 * (https://www.postgresql.org/docs/current/errcodes-appendix.html).
 */
final class PostgresErrors {
    private PostgresErrors() {}

    static ProblemException of(SQLException e, PostgresAddress address) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        String where = address.host() + ":" + address.port();
        Problem problem = switch (state) {
            case "28P01", "28000" ->
                Problem.user(
                        "wrong-password",
                        "Postgres at " + where + " refuses the user " + address.user() + " with this password",
                        "Correct source.user and source.password in the configuration, or pg_hba.conf.");
            case "3D000" ->
                Problem.user(
                        "no-such-database",
                        "Postgres at " + where + " has no database " + address.database(),
                        "Correct the database in source.url.");
            case "42501" ->
                isOfRowSecurity(e)
                        ? Problem.user(
                                "row-level-security",
                                "policies of a table would hide rows from the user " + address.user() + ": "
                                        + firstLine(e),
                                Prerequisites.passByPolicies(address.user()))
                        : Problem.user(
                                "permission-denied",
                                "Postgres denies this to the user " + address.user() + ": " + firstLine(e),
                                "Give the user that right on the source.");
            case "53100" ->
                Problem.system(
                        "source-disk-full", "the disk of Postgres at " + where + " is full", "Free space there.");
            case "53300" ->
                Problem.system(
                        "source-too-many-connections",
                        "Postgres at " + where + " has no connection left",
                        "Close idle connections, or raise max_connections.");
            case "53400", "55006" -> Problem.system("source-busy", firstLine(e), "Try again in a moment.");
            case "42P01", "42703" ->
                Problem.system(
                        "source-changed",
                        "a table of the source changed while this was done: " + firstLine(e),
                        "Run it again; it goes on with the tables as they are now.");
            default ->
                state.startsWith("08") || state.startsWith("57P")
                        ? Problem.system(
                                "source-unreachable",
                                "Postgres at " + where + " can't be reached: " + firstLine(e),
                                "Check that it runs and that source.url is right.")
                        : Problem.ours("source-error", "Postgres at " + where + " answered: " + firstLine(e));
        };
        return problem.causedBy(e);
    }

    /** It has the SQLSTATE of any right that lacks, and a message in the server's language; the place that raises it is one. */
    private static boolean isOfRowSecurity(SQLException e) {
        return e instanceof PSQLException of
                && of.getServerErrorMessage() != null
                && "check_enable_rls".equals(of.getServerErrorMessage().getRoutine());
    }

    private static String firstLine(SQLException e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        return message.lines().findFirst().orElse(message);
    }
}
