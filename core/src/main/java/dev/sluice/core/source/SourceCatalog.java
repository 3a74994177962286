/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.source;

import java.util.List;

/**
 * What the source's catalog says at one moment.
 *
 * @param server the server and the rights of the user that asks
 * @param tables ordinary and partitioned tables of all schemas that are not Postgres's own
 * @param others what looks like a table there and can't be replicated
 */
public record SourceCatalog(Server server, List<SourceTable> tables, List<OtherRelation> others) {
    public SourceCatalog {
        tables = List.copyOf(tables);
        others = List.copyOf(others);
    }

    /**
     * @param versionNumber {@code server_version_num}: 160003 is 16.3
     * @param walLevel {@code logical}, {@code replica} or {@code minimal}
     * @param mayReplicate whether the user has REPLICATION or is a superuser
     * @param mayCreate whether the user may create objects in the database, such as a publication
     * @param user the connected user
     * @param database the connected database
     * @param freeSlots replication slots that could still be made
     */
    public record Server(
            int versionNumber,
            String walLevel,
            boolean mayReplicate,
            boolean mayCreate,
            String user,
            String database,
            int freeSlots) {}
}
