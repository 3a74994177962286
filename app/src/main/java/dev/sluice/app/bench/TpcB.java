/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import dev.sluice.core.problem.Problem;
import dev.sluice.runtime.source.PostgresSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The tables and the transaction that pgbench makes by default ("TPC-B (sort of)"), with its names, but that the history has
 * no filler.
 */
final class TpcB {
    /** How many rows a transaction changes. */
    static final int CHANGES = 4;

    private static final int SCALE = 5;
    private static final int TELLERS = 10;
    private static final int ACCOUNTS = 100_000;
    private static final int CLIENTS = 4;
    private static final int MOST_DELTA = 5000;

    private static final String MAKE = """
            CREATE SCHEMA bench;
            CREATE TABLE bench.pgbench_branches (bid int PRIMARY KEY, bbalance int, filler char(88));
            CREATE TABLE bench.pgbench_tellers (tid int PRIMARY KEY, bid int, tbalance int, filler char(84));
            CREATE TABLE bench.pgbench_accounts (aid int PRIMARY KEY, bid int, abalance int, filler char(84));
            CREATE TABLE bench.pgbench_history (tid int, bid int, aid int, delta int, mtime timestamp);
            INSERT INTO bench.pgbench_branches SELECT i, 0 FROM generate_series(1, %1$d) AS i;
            INSERT INTO bench.pgbench_tellers SELECT i, (i - 1) / %2$d + 1, 0 FROM generate_series(1, %1$d * %2$d) AS i;
            INSERT INTO bench.pgbench_accounts SELECT i, (i - 1) / %3$d + 1, 0, '' FROM generate_series(1, %1$d * %3$d) AS i;
            """.formatted(SCALE, TELLERS, ACCOUNTS);
    private static final List<String> TRANSACTION = List.of(
            "UPDATE bench.pgbench_accounts SET abalance = abalance + ? WHERE aid = ?",
            "SELECT abalance FROM bench.pgbench_accounts WHERE aid = ?",
            "UPDATE bench.pgbench_tellers SET tbalance = tbalance + ? WHERE tid = ?",
            "UPDATE bench.pgbench_branches SET bbalance = bbalance + ? WHERE bid = ?",
            "INSERT INTO bench.pgbench_history (tid, bid, aid, delta, mtime) VALUES (?, ?, ?, ?, CURRENT_TIMESTAMP)");

    private final PostgresSource source;

    TpcB(PostgresSource source) {
        this.source = source;
    }

    void make() {
        source.execute(MAKE);
        source.execute("VACUUM ANALYZE");
        source.execute("CHECKPOINT");
    }

    /** How many rows there are in all tables after so many transactions. */
    static long rows(long transactions) {
        return SCALE * (1L + TELLERS + ACCOUNTS) + transactions;
    }

    /** Several clients at full speed for so many seconds; returns how many transactions they committed. */
    long run(long seconds) {
        long deadline = System.nanoTime() + seconds * 1_000_000_000L;
        List<Callable<Long>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            SplittableRandom random = new SplittableRandom(i);
            clients.add(() -> source.with(connection -> client(connection, random, deadline)));
        }
        long transactions = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            for (Future<Long> client : threads.invokeAll(clients)) {
                transactions += Aside.result(client);
            }
        } catch (InterruptedException e) {
            throw Problem.interrupted(e);
        }
        return transactions;
    }

    private static long client(Connection connection, SplittableRandom random, long deadline) throws SQLException {
        List<PreparedStatement> statements = new ArrayList<>();
        connection.setAutoCommit(false);
        try {
            for (String sql : TRANSACTION) {
                statements.add(connection.prepareStatement(sql));
            }
            long done = 0;
            for (; System.nanoTime() < deadline; done++) {
                int account = 1 + random.nextInt(SCALE * ACCOUNTS);
                int teller = 1 + random.nextInt(SCALE * TELLERS);
                int branch = 1 + random.nextInt(SCALE);
                int delta = random.nextInt(-MOST_DELTA, MOST_DELTA + 1);
                execute(statements.get(0), delta, account);
                execute(statements.get(1), account);
                execute(statements.get(2), delta, teller);
                execute(statements.get(3), delta, branch);
                execute(statements.get(4), teller, branch, account, delta);
                connection.commit();
            }
            return done;
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
            for (PreparedStatement statement : statements) {
                statement.close();
            }
        }
    }

    private static void execute(PreparedStatement statement, int... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setInt(i + 1, values[i]);
        }
        statement.execute();
    }
}
