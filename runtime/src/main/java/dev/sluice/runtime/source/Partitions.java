/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.source;

import dev.sluice.core.source.Relation;
import dev.sluice.runtime.Resources;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The partitions of partitioned tables as a transaction sees them. */
public final class Partitions {
    private static final long ALL = 0;

    private final Map<Long, Leaves> byRoot = new HashMap<>();

    private Partitions() {}

    /** Those of all tables. */
    static Partitions of(Connection connection) throws SQLException {
        return read(connection, ALL);
    }

    /** What is behind the name of the partitioned table of this oid. */
    public static Relation of(Connection connection, long root) throws SQLException {
        return read(connection, root).behind(root, 0);
    }

    /** What is behind the name of a table, be it partitioned or not. */
    Relation behind(long oid, long filenode) {
        Leaves leaves = byRoot.getOrDefault(oid, new Leaves());
        return new Relation(oid, filenode, leaves.files, leaves.told);
    }

    private static Partitions read(Connection connection, long root) throws SQLException {
        Partitions partitions = new Partitions();
        try (PreparedStatement ask = connection.prepareStatement(Resources.text(Partitions.class, "partitions.sql"))) {
            ask.setLong(1, root);
            try (ResultSet row = ask.executeQuery()) {
                while (row.next()) {
                    Leaves leaves = partitions.byRoot.computeIfAbsent(row.getLong(1), oid -> new Leaves());
                    String id = row.getString(2);
                    leaves.files.put(id, row.getLong(3));
                    if (row.getBoolean(4)) {
                        leaves.told.add(id);
                    }
                }
            }
        }
        return partitions;
    }

    private static final class Leaves {
        final Map<String, Long> files = new HashMap<>();
        final Set<String> told = new HashSet<>();
    }
}
