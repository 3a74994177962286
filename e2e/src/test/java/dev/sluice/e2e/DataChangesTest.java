/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.PGConnection;

/** The rarer statements by which rows change. Each test has tables of its own. */
@ExtendWith(Engines.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DataChangesTest {
    private final Engines engines;
    private Scenario scenario;

    @SuppressWarnings("NullAway.Init") // open() runs before every test
    DataChangesTest(Engines engines) {
        this.engines = engines;
    }

    @BeforeAll
    void open() throws SQLException {
        scenario = Scenario.live(
                engines,
                "data_changes",
                "CREATE TABLE one (id int PRIMARY KEY, v text)",
                "CREATE TABLE two (id int PRIMARY KEY, v text)",
                "CREATE TABLE parent (id int PRIMARY KEY, v text)",
                "CREATE TABLE child (id int PRIMARY KEY, parent int REFERENCES parent)",
                "CREATE TABLE grandchild (id int PRIMARY KEY, child int REFERENCES child)",
                "CREATE TABLE seats (id int NOT NULL, v text, CONSTRAINT seats_key UNIQUE (id) DEFERRABLE)",
                "CREATE TABLE chain (id int PRIMARY KEY, v text)",
                "CREATE TABLE upserted (id int PRIMARY KEY, n int NOT NULL DEFAULT 1, v text UNIQUE)",
                "CREATE TABLE copied (id int PRIMARY KEY, v text, n numeric(10, 2))",
                "CREATE TABLE nested (id int PRIMARY KEY, v text)",
                "CREATE TABLE prepared (id int PRIMARY KEY, v text)",
                "ALTER TABLE seats REPLICA IDENTITY FULL");
    }

    @AfterAll
    void close() throws SQLException {
        scenario.close();
    }

    @Test
    void truncateOfSeveralTablesAtOnce() throws SQLException {
        scenario.source().run("INSERT INTO one VALUES (1, 'a'), (2, 'b')", "INSERT INTO two VALUES (1, 'c'), (2, 'd')");
        scenario.source()
                .transaction(
                        "INSERT INTO one VALUES (3, 'gone')",
                        "TRUNCATE one, two",
                        "INSERT INTO two VALUES (2, 'kept')",
                        "UPDATE two SET v = 'changed' WHERE id = 2");
        scenario.source().run("INSERT INTO one VALUES (1, 'new')");
        scenario.assertEqual();
        assertThat(operations("one")).containsExactly("c", "c", "c", "t", "c");
        assertThat(operations("two")).containsExactly("c", "c", "t", "c", "u");
        assertThat(scenario.source().rows("SELECT v FROM two")).containsExactly(List.of("changed"));
    }

    @Test
    void truncateThatCascades() throws SQLException {
        String[] fill = {
            "INSERT INTO parent SELECT i, 'p' FROM generate_series(1, 5) i",
            "INSERT INTO child SELECT i, 1 + i % 5 FROM generate_series(1, 20) i",
            "INSERT INTO grandchild SELECT i, i FROM generate_series(1, 20) i"
        };
        scenario.source().run(fill);
        scenario.source().run("TRUNCATE parent CASCADE");
        scenario.assertEqual();
        assertThat(scenario.source().rows("SELECT 1 FROM grandchild")).isEmpty();
        scenario.source().run(fill);
        scenario.source().transaction("DELETE FROM grandchild WHERE id > 10", "TRUNCATE child CASCADE");
        scenario.source().run("INSERT INTO child VALUES (7, 2)");
        scenario.assertEqual();
        assertThat(scenario.source().rows("SELECT count(*) FROM parent")).containsExactly(List.of("5"));
    }

    /** Meanwhile two rows have one key, which only a constraint that is checked later allows. */
    @Test
    void keysSwappedUnderADeferrableConstraint() throws SQLException {
        scenario.source().run("INSERT INTO seats VALUES (1, 'one'), (2, 'two'), (3, 'three')");
        scenario.source().run("UPDATE seats SET id = 3 - id WHERE id IN (1, 2)");
        scenario.source()
                .transaction(
                        "SET CONSTRAINTS seats_key DEFERRED",
                        "UPDATE seats SET id = 3 WHERE id = 1",
                        "UPDATE seats SET id = 1 WHERE id = 3 AND v = 'three'",
                        "DELETE FROM seats WHERE id = 2",
                        "INSERT INTO seats VALUES (2, 'another')");
        scenario.assertEqual();
        assertThat(scenario.verify("seats").equal()).isTrue();
    }

    @Test
    void chainsOfKeys() throws SQLException {
        scenario.source().run("INSERT INTO chain SELECT i, 'row ' || i FROM generate_series(1, 50) i");
        scenario.source()
                .transaction(
                        // Each takes the key that the one before has just left.
                        "UPDATE chain SET id = 1000 WHERE id = 50",
                        "DO $$ BEGIN FOR i IN REVERSE 49..1 LOOP UPDATE chain SET id = i + 1 WHERE id = i; END LOOP; END $$",
                        "UPDATE chain SET id = 1 WHERE id = 1000");
        scenario.source().run("UPDATE chain SET id = -id WHERE id % 2 = 0", "UPDATE chain SET id = -id WHERE id < 0");
        scenario.assertEqual();
        assertThat(scenario.source().rows("SELECT v FROM chain WHERE id IN (1, 2) ORDER BY id"))
                .containsExactly(List.of("row 50"), List.of("row 1"));
    }

    @Test
    void upserts() throws SQLException {
        String upsert = " ON CONFLICT (id) DO UPDATE SET n = upserted.n + 1, v = excluded.v";
        scenario.source()
                .run(
                        "INSERT INTO upserted VALUES (1, 1, 'a'), (2, 1, 'b')" + upsert,
                        "INSERT INTO upserted VALUES (2, 1, 'c'), (3, 1, 'd')" + upsert,
                        "INSERT INTO upserted VALUES (3, 9, 'e') ON CONFLICT DO NOTHING",
                        "INSERT INTO upserted VALUES (8, 9, 'a') ON CONFLICT (v) DO UPDATE SET id = 8",
                        "INSERT INTO upserted VALUES (2, 0, 'no') ON CONFLICT (id) DO UPDATE SET v = 'never' WHERE upserted.n > 5",
                        "MERGE INTO upserted u USING (VALUES (2, 'merged'), (3, NULL), (5, 'inserted')) s(id, v) ON u.id = s.id"
                                + " WHEN MATCHED AND s.v IS NULL THEN DELETE WHEN MATCHED THEN UPDATE SET v = s.v"
                                + " WHEN NOT MATCHED THEN INSERT (id, v) VALUES (s.id, s.v)");
        scenario.assertEqual();
        assertThat(scenario.source().rows("SELECT id, n, v FROM upserted ORDER BY id"))
                .containsExactly(List.of("2", "2", "merged"), List.of("5", "1", "inserted"), List.of("8", "1", "a"));
    }

    @Test
    void copy() throws Exception {
        try (Connection connection = scenario.source().connect()) {
            PGConnection postgres = connection.unwrap(PGConnection.class);
            StringBuilder rows = new StringBuilder();
            for (int i = 1; i <= 20_000; i++) {
                rows.append(i)
                        .append(i % 7 == 0 ? "\t\\N\t" : "\ttab \\t, line \\n, \\\\\t")
                        .append(i)
                        .append(".5\n");
            }
            postgres.getCopyAPI().copyIn("COPY copied FROM STDIN", new java.io.StringReader(rows.toString()));
            connection.setAutoCommit(false);
            postgres.getCopyAPI()
                    .copyIn(
                            "COPY copied (id, v) FROM STDIN (FORMAT csv)",
                            new java.io.StringReader("30001,\"a \"\"b\"\"\"\n"));
            connection.rollback();
            postgres.getCopyAPI()
                    .copyIn(
                            "COPY copied (id, v) FROM STDIN (FORMAT csv)",
                            new java.io.StringReader("30002,\n30003,\"\"\n"));
            connection.commit();
        }
        scenario.assertEqual();
        assertThat(scenario.source().rows("SELECT count(*) FROM copied")).containsExactly(List.of("20002"));
        assertThat(operations("copied")).hasSize(20_002).containsOnly("c");
    }

    @Test
    void subtransactionsThatAreRolledBackInParts() throws SQLException {
        scenario.source().run("INSERT INTO nested SELECT i, 'before' FROM generate_series(1, 10) i");
        scenario.source()
                .transaction(
                        "INSERT INTO nested VALUES (11, 'outer')",
                        // Each exception block is a subtransaction: those with an even number are undone, with what is
                        // in them.
                        """
                        DO $$ BEGIN
                          FOR i IN 1..200 LOOP
                            BEGIN
                              UPDATE nested SET v = 'sub ' || i WHERE id = 1 + i % 10;
                              INSERT INTO nested VALUES (1000 + i, 'inner');
                              BEGIN
                                DELETE FROM nested WHERE id = 1000 + i;
                                RAISE EXCEPTION 'undo the deletion';
                              EXCEPTION WHEN raise_exception THEN NULL;
                              END;
                              IF i % 2 = 0 THEN RAISE EXCEPTION 'undo all'; END IF;
                            EXCEPTION WHEN raise_exception THEN NULL;
                            END;
                          END LOOP;
                        END $$""",
                        "SAVEPOINT emptied",
                        "TRUNCATE nested",
                        "INSERT INTO nested VALUES (5, 'never')",
                        "ROLLBACK TO emptied",
                        "UPDATE nested SET v = 'outer again' WHERE id = 11");
        scenario.assertEqual();
        assertThat(scenario.source().rows("SELECT count(*) FROM nested")).containsExactly(List.of("111"));
        assertThat(operations("nested")).hasSize(10 + 1 + 100 * 2 + 1).doesNotContain("t", "d");
    }

    /** What is prepared is committed later, after changes that came after it. */
    @Test
    void preparedTransactions() throws SQLException {
        scenario.source().run("INSERT INTO prepared VALUES (1, 'first'), (2, 'first'), (3, 'first')");
        prepare(
                "kept",
                "UPDATE prepared SET v = 'prepared' WHERE id = 1",
                "INSERT INTO prepared VALUES (4, 'prepared')");
        prepare("dropped", "DELETE FROM prepared WHERE id = 2", "INSERT INTO prepared VALUES (5, 'never')");
        scenario.source()
                .run("UPDATE prepared SET v = 'between' WHERE id = 3", "INSERT INTO prepared VALUES (6, 'between')");
        scenario.assertEqual();
        scenario.source()
                .run(
                        "COMMIT PREPARED 'kept'",
                        "ROLLBACK PREPARED 'dropped'",
                        "UPDATE prepared SET v = 'after' WHERE id = 4");
        scenario.assertEqual();
        assertThat(scenario.history("prepared"))
                .containsExactly(
                        "c 1 first",
                        "c 2 first",
                        "c 3 first",
                        "u 3 between",
                        "c 6 between",
                        "u 1 prepared",
                        "c 4 prepared",
                        "u 4 after");
    }

    private void prepare(String name, String... statements) throws SQLException {
        try (Connection connection = scenario.source().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN");
            for (String sql : statements) {
                statement.execute(sql);
            }
            statement.execute("PREPARE TRANSACTION '" + name + "'");
        }
    }

    private List<String> operations(String table) {
        return scenario.history(table).stream()
                .map(change -> change.substring(0, 1))
                .toList();
    }
}
