/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.core.load.ChunkSize;
import dev.sluice.core.problem.Problem;
import dev.sluice.core.problem.ProblemException;
import dev.sluice.core.source.Lsn;
import dev.sluice.core.source.Relation;
import dev.sluice.core.target.TargetColumn;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.Resources;
import dev.sluice.runtime.source.Partitions;
import dev.sluice.runtime.source.PostgresSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/**
 * What a chunk stands on: one snapshot of a table that is still the one that the copy was made for.
 *
 * @param relation what the snapshot reads; of a partitioned table the partitions may be others than the copy was made for
 * @param lsn every change that the snapshot sees was written before this position
 * @param order differs if the order of the key may be another one, or its values may be written in another way
 * @param canCut whether an index finds places in the key's order; else the table is one chunk
 */
record Footing(Relation relation, Lsn lsn, String order, boolean canCut) {
    static final String CHANGED = "table-changed";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SEPARATOR = "\u001f";

    /**
     * Begins a transaction on the table. It locks the table in the mode in which COPY would, before the snapshot: a table
     * that is rewritten in between would look empty.
     *
     * @throws ProblemException {@code table-changed} if the table isn't the one that the copy was made for
     */
    static Footing begin(Connection connection, TargetTable table) throws SQLException {
        end(connection);
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try (var lock = connection.createStatement()) {
            lock.execute("LOCK TABLE " + table.sourceRows() + " IN ACCESS SHARE MODE");
        } catch (SQLException e) {
            if ("42P01".equals(e.getSQLState()) || "3F000".equals(e.getSQLState())) {
                throw changed(table).causedBy(e);
            }
            throw e;
        }
        try (PreparedStatement ask = connection.prepareStatement(Resources.text(Footing.class, "footing.sql"))) {
            ask.setString(1, table.source().schema());
            ask.setString(2, table.source().name());
            try (ResultSet row = ask.executeQuery()) {
                if (!row.next()
                        || !columns(table, List.of((String[]) row.getArray(1).getArray()))) {
                    throw changed(table).asException();
                }
                String order = row.getString(2);
                if (!order.startsWith(table.relation().oid() + "/")) {
                    throw changed(table).asException();
                }
                Relation relation = table.relation().isPartitioned()
                        ? Partitions.of(connection, table.relation().oid())
                        : table.relation();
                return new Footing(relation, PostgresSource.walEnd(connection), order, row.getBoolean(3));
            }
        }
    }

    /** Gives up whatever the last chunk has left. */
    static void end(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** That the table is no longer the one that the plan was made for. */
    static Problem changed(TargetTable table) {
        return Problem.system(
                CHANGED,
                "the columns or partitions of " + table.source() + " were changed while it was loaded",
                "Run ./sluice apply; what is loaded stays if the copy can follow in place.");
    }

    private static boolean columns(TargetTable table, List<String> now) {
        int last = now.stream()
                .mapToInt(column -> Integer.parseInt(column.substring(0, column.indexOf(SEPARATOR))))
                .max()
                .orElse(0);
        return last == table.lastColumn()
                && table.columns().stream()
                        .allMatch(column -> now.contains(described(column, !column.nullable()))
                                // It is nullable in the copy for values that don't fit, whatever it is in the source.
                                || column.mapping().isRecorded() && now.contains(described(column, true)));
    }

    private static String described(TargetColumn column, boolean notNull) {
        return String.join(
                SEPARATOR,
                List.of(String.valueOf(column.number()), column.name(), column.sourceType(), notNull ? "t" : "f"));
    }

    /** How large the table is: rows by the planner's estimate, which needs no statistics, and the first chunk's size. */
    static Size size(Connection connection, TargetTable table) throws SQLException {
        long rows;
        try (var statement = connection.createStatement();
                ResultSet plan = statement.executeQuery("EXPLAIN (FORMAT JSON) SELECT 1 FROM " + table.sourceRows())) {
            plan.next();
            JsonNode root = JSON.readTree(plan.getString(1));
            rows = root.path(0).path("Plan").path("Plan Rows").asLong();
        } catch (IOException e) {
            rows = 0;
        }
        try (PreparedStatement ask = connection.prepareStatement(Resources.text(Footing.class, "size.sql"))) {
            for (int at : Arrays.asList(1, 3)) {
                ask.setString(at, table.source().schema());
                ask.setString(at + 1, table.source().name());
            }
            try (ResultSet row = ask.executeQuery()) {
                row.next();
                // The planner takes an empty table for one of ten pages, which may get filled before long.
                return new Size(row.getLong(2) == 0 ? 0 : rows, row.getLong(1), ChunkSize.first(rows, row.getLong(1)));
            }
        }
    }

    /** Estimated rows, the bytes that they take with their large values, and how many to read first. */
    record Size(long rows, long bytes, ChunkSize first) {}
}
