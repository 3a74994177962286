/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import dev.sluice.core.config.PipelineConfig;
import dev.sluice.core.config.PipelineConfig.TableRule;
import dev.sluice.core.target.ObjectName;
import dev.sluice.runtime.source.PostgresSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table that the benchmarks work on: narrow rows of six columns, of some 60 bytes as Postgres prints them. */
final class Orders {
    static final String SCHEMA = "bench";
    static final String NAME = "orders";
    static final String TABLE = SCHEMA + "." + NAME;

    private static final String CREATE = """
            CREATE SCHEMA IF NOT EXISTS bench;
            CREATE TABLE %s (id bigint PRIMARY KEY, customer integer NOT NULL, quantity integer NOT NULL,
              price numeric(10,2) NOT NULL, note text, created_at timestamp NOT NULL);
            """;
    private static final String FILL = """
            INSERT INTO %s SELECT i, i * 7919 %% 100000, i %% 10, i %% 100000 / 100.0,
              CASE WHEN i %% 3 > 0 THEN 'order number ' || i END, timestamp '2026-01-01' + i * interval '1 second'
              FROM generate_series(%s, %s) AS i
            """;
    /** With the types and the order that the copy has. */
    private static final String TARGET = """
            CREATE TABLE %s (id Int64, customer Int32, quantity Int32, price Decimal(10, 2), note Nullable(String),
              created_at DateTime64(6, 'UTC')%s) ENGINE = %s ORDER BY id
            """;

    /** How many rows a transaction has unless that is what is looked at. */
    static final int ROWS_OF_TRANSACTION = 20;

    private Orders() {}

    /** A pipeline of this table alone. */
    static PipelineConfig config(String pipeline) {
        return config(pipeline, new TableRule(TABLE, List.of(), Optional.empty()));
    }

    /** A pipeline of other tables. */
    static PipelineConfig config(String pipeline, TableRule... rules) {
        return new PipelineConfig(
                pipeline,
                Optional.empty(),
                List.of(rules),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    /** Makes it with this many rows, in memory and vacuumed, so that nothing of that happens while something is measured. */
    static void make(PostgresSource source, String table, long rows) {
        source.execute(CREATE.formatted(table));
        source.execute(fill(table, "1", Long.toString(rows)));
        source.execute("VACUUM ANALYZE " + table);
        source.execute("CHECKPOINT");
    }

    /** The statement that inserts the rows of these keys. */
    static String insert(long from, long to) {
        return insert(Long.toString(from), Long.toString(to));
    }

    /** The same of keys that are SQL expressions. */
    static String insert(String from, String to) {
        return fill(TABLE, from, to);
    }

    private static String fill(String table, String from, String to) {
        return FILL.formatted(table, "(" + from + ")::bigint", "(" + to + ")::bigint");
    }

    /** A table of ClickHouse with the same columns, and more if {@code more} begins with a comma. */
    static String target(ObjectName name, String more, String engine) {
        return TARGET.formatted(name.quoted(), more, engine);
    }
}
