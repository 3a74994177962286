/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every way to change rows ends in equal tables, and in a history in commit order. Each test has a table of its own. */
@ExtendWith(Engines.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChangesTest {
    private static final String[] TABLES = {
        "rows", "multi", "undone", "swap", "raced", "emptied", "moved",
    };

    private final Engines engines;
    private Scenario scenario;

    @SuppressWarnings("NullAway.Init") // open() runs before every test
    ChangesTest(Engines engines) {
        this.engines = engines;
    }

    @BeforeAll
    void open() throws SQLException {
        String[] ddl = new String[TABLES.length];
        for (int i = 0; i < TABLES.length; i++) {
            ddl[i] = "CREATE TABLE " + TABLES[i] + " (id int PRIMARY KEY, v text)";
        }
        scenario = Scenario.live(engines, "changes", ddl);
    }

    @AfterAll
    void close() throws SQLException {
        scenario.close();
    }

    @Test
    void insertUpdateDelete() throws SQLException {
        scenario.source()
                .run(
                        "INSERT INTO rows VALUES (1, 'a'), (2, NULL), (3, 'it''s \"c\"\t\\')",
                        "UPDATE rows SET v = 'b' WHERE id = 1",
                        "UPDATE rows SET v = NULL WHERE id = 1",
                        "DELETE FROM rows WHERE id = 2",
                        "INSERT INTO rows VALUES (2, 'back')");
        scenario.assertEqual();
        assertThat(scenario.history("rows"))
                .containsExactly("c 1 a", "c 2 -", "c 3 it's \"c\"\t\\", "u 1 b", "u 1 -", "d 2 -", "c 2 back");
    }

    @Test
    void changeOfThePrimaryKey() throws SQLException {
        scenario.source()
                .run(
                        "INSERT INTO moved SELECT i, 'row ' || i FROM generate_series(1, 3) i",
                        "UPDATE moved SET id = 30, v = 'far' WHERE id = 3",
                        "UPDATE moved SET id = id + 100 WHERE id < 3",
                        "INSERT INTO moved VALUES (3, 'another')");
        scenario.assertEqual();
        assertThat(scenario.history("moved"))
                .containsExactly(
                        "c 1 row 1",
                        "c 2 row 2",
                        "c 3 row 3",
                        "d 3 -",
                        "c 30 far",
                        "d 1 -",
                        "c 101 row 1",
                        "d 2 -",
                        "c 102 row 2",
                        "c 3 another");
    }

    @Test
    void transactionsOfManyRows() throws SQLException {
        scenario.source()
                .transaction(
                        "INSERT INTO multi SELECT i, 'first' FROM generate_series(1, 5000) i",
                        "UPDATE multi SET v = 'second' WHERE id % 2 = 0",
                        "DELETE FROM multi WHERE id % 5 = 0",
                        "INSERT INTO multi SELECT i, 'third' FROM generate_series(5, 5000, 10) i",
                        "UPDATE multi SET v = v || ' again' WHERE id <= 20");
        scenario.assertEqual();
        assertThat(scenario.history("multi")).hasSize(5000 + 2500 + 1000 + 500 + 18);
    }

    @Test
    void whatWasRolledBackNeverArrives() throws SQLException {
        try (Connection connection = scenario.source().connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO undone VALUES (1, 'gone')");
            connection.rollback();
            statement.execute("INSERT INTO undone VALUES (2, 'kept')");
            statement.execute("SAVEPOINT outside");
            statement.execute("UPDATE undone SET v = 'gone' WHERE id = 2");
            statement.execute("SAVEPOINT inside");
            statement.execute("INSERT INTO undone VALUES (3, 'gone')");
            statement.execute("RELEASE inside");
            statement.execute("ROLLBACK TO outside");
            statement.execute("INSERT INTO undone VALUES (3, 'kept')");
            statement.execute("SAVEPOINT last");
            statement.execute("DELETE FROM undone WHERE id = 2");
            statement.execute("ROLLBACK TO last");
            connection.commit();
        }
        scenario.assertEqual();
        assertThat(scenario.history("undone")).containsExactly("c 2 kept", "c 3 kept");
    }

    @Test
    void keysSwappedInOneTransaction() throws SQLException {
        scenario.source().run("INSERT INTO swap VALUES (1, 'one'), (2, 'two')");
        scenario.source()
                .transaction(
                        "UPDATE swap SET id = -1 WHERE id = 1",
                        "UPDATE swap SET id = 1 WHERE id = 2",
                        "UPDATE swap SET id = 2 WHERE id = -1");
        scenario.assertEqual();
        assertThat(scenario.history("swap"))
                .containsExactly("c 1 one", "c 2 two", "d 1 -", "c -1 one", "d 2 -", "c 1 two", "d -1 -", "c 2 one");
    }

    /**
     * Postgres writes a row to the heap, and so to the WAL, before it looks whether the key is free: the second
     * transaction's insert lies before the first one's last delete, and is committed after it.
     */
    @Test
    void keyDeletedAndInsertedByTwoTransactionsAtOnce() throws Exception {
        scenario.source().run("INSERT INTO raced VALUES (1, 'old'), (2, 'old')");
        for (int round = 1; round <= 5; round++) {
            race(round);
        }
        scenario.assertEqual();
        List<String> history = scenario.history("raced");
        assertThat(history.subList(0, 8))
                .containsExactly(
                        "c 1 old", "c 2 old", "d 1 -", "c 1 first 1", "d 1 -", "c 1 second 1", "d 2 -", "c 2 second 1");
        assertThat(history).hasSize(2 + 5 * 6);
        assertThat(scenario.source().rows("SELECT v FROM raced ORDER BY id"))
                .containsExactly(List.of("second 5"), List.of("second 5"));
    }

    private void race(int round) throws Exception {
        try (Connection first = scenario.source().connect();
                Connection second = scenario.source().connect();
                Statement one = first.createStatement();
                Statement two = second.createStatement()) {
            first.setAutoCommit(false);
            second.setAutoCommit(false);
            one.execute("DELETE FROM raced WHERE id = 1");
            CompletableFuture<Boolean> insert = CompletableFuture.supplyAsync(() -> {
                try {
                    two.execute("INSERT INTO raced VALUES (1, 'second " + round + "')");
                    two.execute("DELETE FROM raced WHERE id = 2");
                    two.execute("INSERT INTO raced VALUES (2, 'second " + round + "')");
                    second.commit();
                    return true;
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            await().until(() -> !scenario.source()
                    .rows("SELECT 1 FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'")
                    .isEmpty());
            one.execute("INSERT INTO raced VALUES (1, 'first " + round + "')");
            one.execute("DELETE FROM raced WHERE id = 1");
            first.commit();
            assertThat(insert.get()).isTrue();
        }
    }

    @Test
    void truncate() throws SQLException {
        scenario.source().run("INSERT INTO emptied VALUES (1, 'a'), (2, 'b')", "TRUNCATE emptied");
        scenario.assertEqual();
        scenario.source().run("INSERT INTO emptied VALUES (2, 'c')");
        scenario.source()
                .transaction(
                        "INSERT INTO emptied VALUES (3, 'gone')",
                        "TRUNCATE emptied",
                        "INSERT INTO emptied VALUES (3, 'kept')",
                        "INSERT INTO emptied VALUES (4, 'kept')");
        scenario.source().run("UPDATE emptied SET v = 'later' WHERE id = 4");
        scenario.assertEqual();
        assertThat(scenario.history("emptied").stream().map(change -> change.substring(0, 1)))
                .containsExactly("c", "c", "t", "c", "c", "t", "c", "c", "u");
    }
}
