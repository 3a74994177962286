/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.source;

import dev.sluice.core.source.Generation;
import dev.sluice.core.source.OtherRelation;
import dev.sluice.core.source.PgType;
import dev.sluice.core.source.Relation;
import dev.sluice.core.source.ReplicaIdentity;
import dev.sluice.core.source.SourceCatalog;
import dev.sluice.core.source.SourceColumn;
import dev.sluice.core.source.SourceTable;
import dev.sluice.core.source.TableId;
import dev.sluice.runtime.Resources;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/** Reads the source's catalog in one transaction. */
public final class CatalogReader {
    private static final int NUMERIC_HEADER = 4;

    private CatalogReader() {}

    /** The server and its tables as they are now. */
    public static SourceCatalog read(PostgresSource source) {
        return source.withKept(connection -> {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            List<OtherRelation> others = others(connection);
            Set<TableId> unfit = new HashSet<>();
            others.forEach(other -> unfit.add(other.id()));
            List<SourceTable> tables = tables(connection).stream()
                    .filter(table -> !unfit.contains(table.id()))
                    .toList();
            SourceCatalog catalog = new SourceCatalog(server(connection), tables, others);
            connection.commit();
            return catalog;
        });
    }

    private static SourceCatalog.Server server(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(Resources.text(CatalogReader.class, "server.sql"))) {
            row.next();
            return new SourceCatalog.Server(
                    row.getInt(1),
                    row.getString(2),
                    row.getBoolean(3),
                    row.getBoolean(4),
                    row.getString(5),
                    row.getString(6),
                    row.getInt(7));
        }
    }

    private static List<OtherRelation> others(Connection connection) throws SQLException {
        List<OtherRelation> others = new ArrayList<>();
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(Resources.text(CatalogReader.class, "others.sql"))) {
            while (row.next()) {
                String schema = row.getString(4);
                others.add(new OtherRelation(
                        new TableId(row.getString(1), row.getString(2)),
                        OtherRelation.Kind.valueOf(row.getString(3)),
                        schema == null ? Optional.empty() : Optional.of(new TableId(schema, row.getString(5)))));
            }
        }
        return others;
    }

    private static List<SourceTable> tables(Connection connection) throws SQLException {
        Partitions partitions = Partitions.of(connection);
        Map<TableId, Building> tables = new LinkedHashMap<>();
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(Resources.text(CatalogReader.class, "tables.sql"))) {
            while (row.next()) {
                TableId id = new TableId(row.getString(1), row.getString(2));
                ReplicaIdentity identity = ReplicaIdentity.of(row.getString(3).charAt(0));
                Relation relation = partitions.behind(row.getLong(15), row.getLong(13));
                boolean rowSecurity = row.getBoolean(18);
                Building table = tables.computeIfAbsent(id, key -> new Building(identity, relation, rowSecurity));
                String column = row.getString(5);
                table.columns.add(new SourceColumn(
                        row.getInt(4),
                        column,
                        type(row.getString(6), row.getString(7), row.getInt(8), row.getString(12)),
                        row.getBoolean(9),
                        generation(row),
                        Optional.ofNullable(row.getString(14))));
                int keyPosition = row.getInt(11);
                if (!row.wasNull()) {
                    table.key.put(keyPosition, column);
                }
            }
        }
        List<SourceTable> result = new ArrayList<>();
        tables.forEach((id, table) -> result.add(new SourceTable(
                id,
                table.relation,
                table.columns,
                List.copyOf(table.key.values()),
                table.identity,
                table.rowSecurity)));
        return result;
    }

    private static Optional<Generation> generation(ResultSet row) throws SQLException {
        String expression = row.getString(10);
        return expression == null
                ? Optional.empty()
                : Optional.of(new Generation(
                        expression, Set.of((Integer[]) row.getArray(16).getArray()), row.getBoolean(17)));
    }

    private static PgType type(String name, String formatted, int typmod, String fingerprint) {
        OptionalInt precision = OptionalInt.empty();
        OptionalInt scale = OptionalInt.empty();
        if (typmod >= 0 && name.equals("numeric")) {
            // How Postgres packs both into one number: numerictypmodin() in utils/adt/numeric.c.
            int packed = typmod - NUMERIC_HEADER;
            precision = OptionalInt.of(packed >> 16 & 0xFFFF);
            scale = OptionalInt.of(((packed & 0x7FF) ^ 0x400) - 0x400);
        } else if (typmod >= 0 && (name.startsWith("time"))) {
            scale = OptionalInt.of(typmod);
        }
        return new PgType(name, formatted, precision, scale, fingerprint);
    }

    private static final class Building {
        final ReplicaIdentity identity;
        final Relation relation;
        final boolean rowSecurity;
        final List<SourceColumn> columns = new ArrayList<>();
        final TreeMap<Integer, String> key = new TreeMap<>();

        Building(ReplicaIdentity identity, Relation relation, boolean rowSecurity) {
            this.identity = identity;
            this.relation = relation;
            this.rowSecurity = rowSecurity;
        }
    }
}
