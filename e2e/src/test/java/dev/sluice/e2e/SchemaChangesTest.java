/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tables change while rows keep coming, and the copy follows by itself: same columns, same rows, no change lost. Each test
 * has a table of its own.
 */
@ExtendWith(Engines.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchemaChangesTest {
    private static final String[] TABLES = {
        "grown",
        "defaulted",
        "volatile_default",
        "shrunk",
        "renamed",
        "reborn",
        "longer",
        "nullable",
        "widened",
        "busy",
        "retyped",
        "emptied",
        "padded"
    };

    private final Engines engines;
    private Scenario scenario;

    @SuppressWarnings("NullAway.Init") // open() runs before every test
    SchemaChangesTest(Engines engines) {
        this.engines = engines;
    }

    @BeforeAll
    void open() throws SQLException {
        String[] ddl = new String[TABLES.length];
        for (int i = 0; i < TABLES.length; i++) {
            ddl[i] = "CREATE TABLE " + TABLES[i] + " (id int PRIMARY KEY, v varchar(20), n int NOT NULL DEFAULT 1)";
        }
        scenario = Scenario.live(engines, "evolving", ddl);
    }

    @AfterAll
    void close() throws SQLException {
        scenario.close();
    }

    private void run(String... statements) throws SQLException {
        scenario.source().run(statements);
    }

    @Test
    void addColumn() throws SQLException {
        run("INSERT INTO grown VALUES (1, 'a', 1), (2, 'b', 2)");
        scenario.assertEqual();
        run(
                "ALTER TABLE grown ADD COLUMN w text",
                "INSERT INTO grown VALUES (3, 'c', 3, 'new')",
                "UPDATE grown SET w = 'later' WHERE id = 1");
        scenario.assertEqual();
        assertThat(scenario.history("grown")).containsExactly("c 1 a 1 -", "c 2 b 2 -", "c 3 c 3 new", "u 1 a 1 later");
    }

    @Test
    void addColumnWithConstantDefault() throws SQLException {
        run("INSERT INTO defaulted VALUES (1, 'a', 1), (2, 'b', 2)");
        scenario.assertEqual();
        run(
                "ALTER TABLE defaulted ADD COLUMN w numeric(6, 2) NOT NULL DEFAULT 1.5, ADD COLUMN t text DEFAULT 'it''s'",
                "UPDATE defaulted SET n = 20 WHERE id = 2",
                "INSERT INTO defaulted VALUES (3, 'c', 3, 9, NULL)");
        scenario.assertEqual();
        assertThat(scenario.source()
                        .rows("SELECT w, t FROM defaulted WHERE id = 1")
                        .toString())
                .isEqualTo("[[1.50, it's]]");
    }

    @Test
    void addColumnWithVolatileDefault() throws SQLException {
        run("INSERT INTO volatile_default SELECT i, 'row', i FROM generate_series(1, 100) i");
        scenario.assertEqual();
        run(
                "ALTER TABLE volatile_default ADD COLUMN r double precision DEFAULT random()",
                "UPDATE volatile_default SET n = n + 1 WHERE id < 50",
                "DELETE FROM volatile_default WHERE id = 77");
        scenario.assertEqual();
    }

    @Test
    void dropColumn() throws SQLException {
        run("INSERT INTO shrunk VALUES (1, 'a', 1), (2, 'b', 2)", "ALTER TABLE shrunk DROP COLUMN v");
        run("UPDATE shrunk SET n = 5 WHERE id = 1", "INSERT INTO shrunk VALUES (3, 3)");
        scenario.assertEqual();
        assertThat(scenario.history("shrunk")).containsExactly("c 1 1", "c 2 2", "u 1 5", "c 3 3");
    }

    @Test
    void renameColumn() throws SQLException {
        run("INSERT INTO renamed VALUES (1, 'a', 1)", "ALTER TABLE renamed RENAME COLUMN v TO \"V `2`\"");
        run("INSERT INTO renamed VALUES (2, 'b', 2)", "ALTER TABLE renamed RENAME COLUMN n TO m");
        run("INSERT INTO renamed VALUES (3, 'c', 3)");
        scenario.assertEqual();
    }

    @Test
    void dropAndAddAgainUnderTheSameName() throws SQLException {
        run("INSERT INTO reborn VALUES (1, 'a', 1)");
        scenario.assertEqual();
        run("ALTER TABLE reborn DROP COLUMN v, ADD COLUMN v bigint DEFAULT 7");
        run("INSERT INTO reborn (id, v) VALUES (2, 8)");
        scenario.assertEqual();
    }

    @Test
    void textOfAnyLength() throws SQLException {
        run("INSERT INTO longer VALUES (1, 'short', 1)", "ALTER TABLE longer ALTER COLUMN v TYPE text");
        run("INSERT INTO longer VALUES (2, repeat('long', 10), 2)");
        scenario.assertEqual();
        assertThat(scenario.history("longer")).hasSize(2);
    }

    @Test
    void nullability() throws SQLException {
        run(
                "INSERT INTO nullable VALUES (1, 'a', 1), (2, 'b', 2)",
                "ALTER TABLE nullable ALTER COLUMN n DROP NOT NULL");
        run("UPDATE nullable SET n = NULL WHERE id = 1");
        scenario.assertEqual();
        run(
                "DELETE FROM nullable WHERE id = 2",
                "UPDATE nullable SET n = 3",
                "ALTER TABLE nullable ALTER COLUMN n SET NOT NULL");
        scenario.assertEqual();
    }

    @Test
    void typeThatRewritesTheRows() throws SQLException {
        run("INSERT INTO widened VALUES (1, 'a', 1), (2, 'b', 2)");
        scenario.assertEqual();
        run(
                "ALTER TABLE widened ALTER COLUMN n TYPE bigint USING n * 3000000000",
                "INSERT INTO widened VALUES (3, 'c', 9000000000)",
                "DELETE FROM widened WHERE id = 1");
        scenario.assertEqual();
    }

    /** Only the catalog tells: the type is the same to ClickHouse and to the events' fingerprint. */
    @Test
    void modifierThatRewritesTheRows() throws SQLException {
        run("ALTER TABLE padded ADD COLUMN c char(5)", "INSERT INTO padded VALUES (1, 'a', 1, 'x'), (2, 'b', 2, 'yy')");
        scenario.assertEqual();
        run("ALTER TABLE padded ALTER COLUMN c TYPE char(8)", "INSERT INTO padded VALUES (3, 'c', 3, 'z')");
        scenario.assertEqual();
    }

    /** The rows are in another file after it, but the columns are the same. */
    @Test
    void truncateIsNoChangeOfColumns() throws SQLException {
        run("INSERT INTO emptied VALUES (1, 'a', 1)", "TRUNCATE emptied", "INSERT INTO emptied VALUES (2, 'b', 2)");
        scenario.assertEqual();
        assertThat(scenario.history("emptied")).hasSize(3);
    }

    /** Debezium would read the old texts as numbers, and fail. */
    @Test
    void anotherTypeWhileOldRowsAreOnTheirWay() throws SQLException {
        run(
                "INSERT INTO retyped VALUES (1, 'a', 1), (2, 'b', 2)",
                "UPDATE retyped SET v = 'c' WHERE id = 2",
                "ALTER TABLE retyped DROP COLUMN v",
                "ALTER TABLE retyped RENAME COLUMN n TO v",
                "INSERT INTO retyped VALUES (3, 30)",
                "DELETE FROM retyped WHERE id = 1");
        scenario.assertEqual();
        run("UPDATE retyped SET v = v + 1");
        scenario.assertEqual();
    }

    @Test
    void newTableAndDroppedTable() throws SQLException {
        run("CREATE TABLE newcomer (id int PRIMARY KEY, v text)", "INSERT INTO newcomer VALUES (1, 'first')");
        scenario.assertEqual();
        run("INSERT INTO newcomer VALUES (2, 'second')");
        scenario.assertEqual();
        run(
                "DROP TABLE newcomer",
                "CREATE TABLE newcomer (id int PRIMARY KEY, v text)",
                "INSERT INTO newcomer VALUES (3, 'other')");
        scenario.assertEqual();
    }

    @Test
    void severalChangesAtOnceWhileRowsKeepComing() throws SQLException {
        for (int round = 0; round < 4; round++) {
            run(
                    "INSERT INTO busy (id, v) SELECT i, 'round' FROM generate_series(" + round * 1000 + ", "
                            + (round * 1000 + 499) + ") i",
                    "ALTER TABLE busy ADD COLUMN c" + round + " int",
                    "UPDATE busy SET c" + round + " = id WHERE id % 3 = 0",
                    "ALTER TABLE busy RENAME COLUMN c" + round + " TO d" + round,
                    "UPDATE busy SET d" + round + " = -id WHERE id % 5 = 0",
                    "DELETE FROM busy WHERE id % 7 = 0");
        }
        scenario.assertEqual();
        await().untilAsserted(() -> assertThat(scenario.clickhouse()
                        .value("SELECT count() FROM _sluice.parked WHERE startsWith(target, 'evolving.')"))
                .isEqualTo("0"));
    }
}
