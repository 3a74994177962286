/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import dev.sluice.core.target.OwnColumns;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.source.PostgresSource;
import dev.sluice.runtime.target.ClickHouse;

/**
 * Tables of which one thing grows.
 *
 * @param tables how many there are; transactions go to them in turn
 * @param width how many bytes a row's text has
 * @param history how many changes the first table's history has before
 */
record ScaleTables(String name, int tables, int width, long history) {
    private static final String COMMIT = """
            DO $$ BEGIN FOR i IN %d..%d LOOP
              EXECUTE format('INSERT INTO %s.t%%s SELECT k, k %%%% 100, left((SELECT string_agg(md5((k * 1000 + j)::text), NULL)
                FROM generate_series(0, %d) AS j), %d) FROM generate_series(%%s, %%s) AS k',
                i %% %d, i * %d, i * %d + %d);
              COMMIT;
            END LOOP; END $$
            """;
    private static final int MD5 = 32;
    private static final Transactions EACH = Transactions.ofInsertions(Orders.ROWS_OF_TRANSACTION);
    /** Of one measurement. */
    static final long MOST_BYTES = 400L << 20;

    /** How many transactions make so many changes, or as many as wide rows leave room for; at least one. */
    long transactions(long changes) {
        return EACH.make(Math.min(changes, MOST_BYTES / width));
    }

    /** Makes them, empty. */
    void make(PostgresSource source) {
        StringBuilder all = new StringBuilder("CREATE SCHEMA " + Orders.SCHEMA + ";\n");
        for (int i = 0; i < tables; i++) {
            all.append("CREATE TABLE ")
                    .append(Orders.SCHEMA)
                    .append(".t")
                    .append(i)
                    .append(" (id bigint PRIMARY KEY, n int NOT NULL, body text NOT NULL);\n");
        }
        source.execute(all.toString());
    }

    void drop(PostgresSource source) {
        source.execute("DROP SCHEMA " + Orders.SCHEMA + " CASCADE");
    }

    /** Puts changes of other keys into a history, as if they had come long ago. */
    void age(ClickHouse clickhouse, TargetTable table) {
        if (history == 0) {
            return;
        }
        OwnColumns own = table.own();
        clickhouse.execute("INSERT INTO " + table.names().changes().quoted() + " (id, n, body, " + own.op() + ", "
                + own.version() + ", " + own.lsn() + ", " + own.committedAt() + ", " + own.syncedAt() + ") SELECT -1"
                + " - number % 1000000, number % 100, hex(MD5(toString(number))), 'u', number + 1, number + 1, now64(6) -"
                + " INTERVAL 30 DAY, now64(6) - INTERVAL 30 DAY FROM numbers(" + history + ")");
    }

    /** Commits one row into one of them. */
    void commitOne(PostgresSource source, int table, long id) {
        source.execute("INSERT INTO " + Orders.SCHEMA + ".t" + table + " VALUES (" + id + ", 0, '')");
    }

    /** Commits the rows of these transactions, as fast as the source can; returns how many rows that were. */
    long commit(PostgresSource source, long from, long transactions) {
        int each = EACH.insertions();
        source.with(connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute("SET synchronous_commit = off");
                return statement.execute(COMMIT.formatted(
                        from,
                        from + transactions - 1,
                        Orders.SCHEMA,
                        (width - 1) / MD5,
                        width,
                        tables,
                        each,
                        each,
                        each - 1));
            }
        });
        return transactions * each;
    }
}
