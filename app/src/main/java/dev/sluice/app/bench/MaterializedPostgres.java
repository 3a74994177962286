/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import static dev.sluice.core.target.ChIdentifiers.literal;

import dev.sluice.core.config.PostgresAddress;
import dev.sluice.core.config.Secret;
import dev.sluice.core.problem.ProblemException;
import dev.sluice.runtime.control.Systems;
import java.util.Map;
import java.util.Optional;

/**
 * ClickHouse's own copy of a table, by its experimental database engine MaterializedPostgreSQL: a snapshot, then changes of a
 * slot that it makes and drops itself. It keeps no history.
 */
final class MaterializedPostgres {
    private static final String DATABASE = "bench_materialized";
    private static final String ALLOWED = "allow_experimental_database_materialized_postgresql";

    private final Systems systems;
    private final String table;

    /** {@code table} is in the schema of the benchmarks. */
    MaterializedPostgres(Systems systems, String table) {
        this.systems = systems;
        this.table = table;
    }

    /** Makes it; it begins to read by itself. */
    void make() {
        PostgresAddress source = systems.postgres().address();
        systems.clickhouse()
                .execute(
                        "CREATE DATABASE " + DATABASE + " ENGINE = MaterializedPostgreSQL("
                                + literal(source.host() + ":" + source.port()) + ", " + literal(source.database())
                                + ", "
                                + literal(source.user()) + ", "
                                + literal(Optional.ofNullable(source.password())
                                        .map(Secret::reveal)
                                        .orElse(""))
                                + ") SETTINGS materialized_postgresql_schema = " + literal(Orders.SCHEMA)
                                + ", materialized_postgresql_tables_list = " + literal(table),
                        Map.of(ALLOWED, "1"));
    }

    /** Returns when it shows the row of this key. */
    void awaitRow(long key) {
        await("SELECT count() FROM " + DATABASE + "." + table + " WHERE id = " + key, 1);
    }

    /** Returns when it shows so many rows. */
    void awaitRows(long rows) {
        await("SELECT count() FROM " + DATABASE + "." + table, rows);
    }

    private void await(String count, long rows) {
        Looks.until("rows of MaterializedPostgreSQL", () -> {
            try {
                return Long.parseLong(systems.clickhouse().value(count)) >= rows;
            } catch (ProblemException e) {
                // The table is unknown until its snapshot is there.
                return false;
            }
        });
    }

    /** Takes it away, with its slot. */
    void drop() {
        systems.clickhouse().execute("DROP DATABASE " + DATABASE + " SYNC");
    }
}
