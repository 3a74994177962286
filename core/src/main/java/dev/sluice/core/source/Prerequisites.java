/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.source;

import dev.sluice.core.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What a Postgres must offer before anything can be replicated from it. */
public final class Prerequisites {
    private static final int OLDEST_VERSION = 130000;

    private Prerequisites() {}

    /** Everything that is missing; empty if nothing is. {@code slotExists} tells whether the pipeline has its slot. */
    public static List<Problem> missing(SourceCatalog.Server server, boolean slotExists) {
        List<Problem> problems = new ArrayList<>();
        if (server.versionNumber() < OLDEST_VERSION) {
            problems.add(Problem.user(
                    "source-too-old",
                    "the source is PostgreSQL " + server.versionNumber() / 10000 + "; Sluice needs 13 or later",
                    "Upgrade the source."));
        }
        if (!server.walLevel().equals("logical")) {
            problems.add(Problem.user(
                    "wal-level-not-logical",
                    "wal_level of the source is " + server.walLevel() + ", and changes can only be read at logical",
                    "Run ALTER SYSTEM SET wal_level = logical; on the source and restart it."));
        }
        if (!server.mayReplicate()) {
            problems.add(Problem.user(
                    "no-replication-privilege",
                    "the user " + server.user() + " may not replicate from the source",
                    "Run ALTER ROLE " + PgIdentifiers.quote(server.user()) + " REPLICATION; as a superuser."));
        }
        if (!server.mayCreate()) {
            problems.add(Problem.user(
                    "no-create-privilege",
                    "the user " + server.user() + " may not create a publication in the database " + server.database(),
                    "Run GRANT CREATE ON DATABASE " + PgIdentifiers.quote(server.database()) + " TO "
                            + PgIdentifiers.quote(server.user()) + "; as its owner or a superuser."));
        }
        if (!slotExists && server.freeSlots() < 1) {
            problems.add(
                    Problem.user(
                            "no-free-slot",
                            "all replication slots of the source are in use",
                            "Drop a slot that nobody needs (pg_replication_slots), or raise max_replication_slots and restart."));
        }
        return problems;
    }

    /** Those of these tables that the user may not read whole: a copy of what is left would pass for one of all. */
    public static List<Problem> hidden(SourceCatalog catalog, Collection<TableId> tables) {
        return catalog.tables().stream()
                .filter(table -> table.rowSecurity() && tables.contains(table.id()))
                .map(table -> Problem.user(
                        "row-level-security",
                        "policies of " + table.id() + " would hide rows from the user "
                                + catalog.server().user(),
                        passByPolicies(catalog.server().user())))
                .toList();
    }

    /** What lets a user read all rows, as the next step of a problem. */
    public static String passByPolicies(String user) {
        return "Run ALTER ROLE " + PgIdentifiers.quote(user)
                + " BYPASSRLS; as a superuser, or leave the table out of tables: in the configuration.";
    }
}
