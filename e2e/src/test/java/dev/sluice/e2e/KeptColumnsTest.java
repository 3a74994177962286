/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.config.ChangeKind;
import dev.sluice.core.config.ChangePolicies;
import dev.sluice.core.config.ChangePolicy;
import dev.sluice.core.plan.Copy;
import dev.sluice.runtime.control.ReplayedEvents;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * With the policy {@code keep}, the copy still has a column that the source has dropped: rows show what they had, until they
 * change. What they had is noted in the very transaction of the drop. Each test has a table of its own.
 */
@ExtendWith(Engines.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeptColumnsTest {
    /** Every update of a row changes {@code c}. */
    private static final String TABLE = "CREATE TABLE %s (id int PRIMARY KEY, v varchar(20) DEFAULT 'd',"
            + " n int NOT NULL DEFAULT 1, c int NOT NULL DEFAULT 0)";

    private final Engines engines;
    private Scenario scenario;

    @SuppressWarnings("NullAway.Init") // open() runs before every test
    KeptColumnsTest(Engines engines) {
        this.engines = engines;
    }

    @BeforeAll
    void open() throws SQLException {
        Source source = Scenario.schema(
                engines,
                "keeping",
                TABLE.formatted("t"),
                TABLE.formatted("renamed"),
                TABLE.formatted("reloaded"),
                "CREATE TABLE large (id int PRIMARY KEY, a text, b text, c int NOT NULL DEFAULT 0)",
                "CREATE TABLE counted (v text, w text)",
                "ALTER TABLE counted REPLICA IDENTITY FULL",
                "DROP SCHEMA IF EXISTS keeping_before CASCADE",
                "CREATE SCHEMA keeping_before");
        ChangePolicies policies = new ChangePolicies(Map.of(ChangeKind.DROPPED_COLUMN, ChangePolicy.KEEP));
        scenario = Scenario.live(engines, source, policies);
    }

    @AfterAll
    void close() throws SQLException {
        run("DROP SCHEMA keeping_before CASCADE");
        scenario.close();
    }

    private void run(String... statements) throws SQLException {
        scenario.source().run(statements);
    }

    /** Does it while what the rows are then is noted. */
    private void alter(String table, String actions) throws SQLException {
        scenario.source()
                .transaction(
                        "LOCK TABLE " + table,
                        "DROP TABLE IF EXISTS keeping_before." + table,
                        "CREATE TABLE keeping_before." + table + " AS SELECT * FROM " + table,
                        "ALTER TABLE " + table + " " + actions);
    }

    /** The copy is the table, and these columns of rows that are still as they were noted; nothing is left to do. */
    private void assertCopy(String table, String kept) throws SQLException {
        scenario.await();
        run("DROP VIEW IF EXISTS expected");
        run("CREATE VIEW expected AS SELECT t.*, " + kept + " FROM " + table + " t LEFT JOIN keeping_before." + table
                + " b ON b.id = t.id AND b.c = t.c");
        assertThat(WholeTable.copyOf(scenario.source(), scenario.clickhouse(), table)
                        .differencesFrom(WholeTable.in(scenario.source(), "expected")))
                .isEmpty();
        run("DROP VIEW expected");
        settled(table);
    }

    private void settled(String table) {
        assertThat(scenario.verify(table).equal()).isTrue();
        await().untilAsserted(() ->
                assertThat(Scenario.steps(scenario.control().plan())).isEmpty());
        Copy copy = scenario.control().copies().stream()
                .filter(one -> one.table().source().name().equals(table))
                .findFirst()
                .orElseThrow();
        ReplayedEvents.requireCurrent(scenario.clickhouse(), copy);
        assertThat(scenario.clickhouse()
                        .value("SELECT count() FROM _sluice.parked WHERE target = 'keeping." + table + "'"))
                .isEqualTo("0");
    }

    private List<String> history(String columns, String table, int id) {
        return scenario
                .clickhouse()
                .rows("SELECT concat_ws(' ', _op, " + columns + ") FROM keeping." + table + "_history WHERE id = " + id
                        + " ORDER BY _version")
                .stream()
                .map(row -> row.get(0).asText())
                .toList();
    }

    @Test
    void keptColumnsWhileRowsKeepComing() throws Exception {
        run(
                "INSERT INTO t VALUES (1, 'a', 1), (2, 'b', 2), (3, 'c', 3)",
                "ALTER TABLE t ADD COLUMN w text NOT NULL DEFAULT 'old'",
                "DELETE FROM t WHERE id = 3");
        scenario.assertEqual("t");
        AtomicBoolean stop = new AtomicBoolean();
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        Thread writer = Thread.ofVirtual().start(() -> {
            try {
                for (int id = 100; !stop.get(); id++) {
                    run("INSERT INTO t (id) VALUES (" + id + ")", "UPDATE t SET c = c + 1 WHERE id = " + (id - 30));
                    Thread.sleep(5);
                }
            } catch (Exception e) {
                failure.set(e);
            }
        });
        Thread.sleep(500);
        alter("t", "DROP COLUMN n, DROP COLUMN w");
        Thread.sleep(3_000);
        stop.set(true);
        writer.join();
        assertThat(failure.get()).isNull();
        assertCopy("t", "b.n, b.w");
        assertThat(scenario.clickhouse()
                        .value("SELECT countIf(w IS NULL) > 0 AND countIf(w = 'old') > 0 FROM keeping.t"))
                .isEqualTo("1");

        run("UPDATE t SET v = 'later', c = 1 WHERE id = 1", "INSERT INTO t VALUES (4, 'new')");
        assertCopy("t", "b.n, b.w");
        String columns = "ifNull(toString(n), '-'), ifNull(w, '-')";
        assertThat(history(columns, "t", 1)).containsExactly("c 1 old", "u - -");
        assertThat(history(columns, "t", 3)).containsExactly("c 3 old", "d - -");
        assertThat(history(columns, "t", 4)).containsExactly("c - -");

        run("ALTER TABLE t ADD COLUMN w text DEFAULT 'again'", "INSERT INTO t (id, w) VALUES (5, 'mine')");
        assertCopy("t", "b.n");
        assertThat(history("ifNull(w, '-')", "t", 2)).containsExactly("c again");

        run("ALTER TABLE keeping_before.t RENAME TO first");
        alter("t", "DROP COLUMN v");
        run("INSERT INTO t (id, w) VALUES (6, 'last')", "DELETE FROM t WHERE id = 5");
        String first = "(SELECT n FROM keeping_before.first f WHERE f.id = t.id AND f.c = t.c) AS n";
        assertCopy("t", first + ", b.v");

        run("TRUNCATE t", "INSERT INTO t VALUES (7, 0, 'after')");
        assertCopy("t", first + ", b.v");
    }

    @Test
    void keptColumnsGiveWayToAnyColumnOfTheirName() throws SQLException {
        run("INSERT INTO renamed VALUES (1, 'a', 1), (2, 'b', 2)");
        scenario.assertEqual("renamed");
        alter("renamed", "DROP COLUMN v");
        run("INSERT INTO renamed VALUES (3, 3)");
        assertCopy("renamed", "b.v");

        run("ALTER TABLE renamed RENAME COLUMN n TO v", "INSERT INTO renamed VALUES (4, 4)");
        scenario.assertEqual("renamed");
        settled("renamed");

        run("ALTER TABLE renamed DROP COLUMN v, ADD COLUMN v int", "INSERT INTO renamed (id, v) VALUES (5, 5)");
        scenario.assertEqual("renamed");
        settled("renamed");
    }

    /** Its events look like those of the column before, which is at the same place: nothing tells which is which. */
    @Test
    void aColumnThatComesForOneOfTheSameNameAndType() throws SQLException {
        run("CREATE TABLE twin (id int PRIMARY KEY, v text)", "INSERT INTO twin VALUES (1, 'a'), (2, 'b')");
        scenario.assertEqual("twin");
        run("ALTER TABLE twin DROP COLUMN v, ADD COLUMN v text", "INSERT INTO twin VALUES (3, 'c')");
        scenario.assertEqual("twin");
        settled("twin");
    }

    @Test
    void keptColumnsGoWithANewLoad() throws SQLException {
        run("INSERT INTO reloaded VALUES (1, 'a', 1), (2, 'b', 2)");
        scenario.assertEqual("reloaded");
        alter("reloaded", "DROP COLUMN v");
        assertCopy("reloaded", "b.v");
        run("VACUUM FULL reloaded", "INSERT INTO reloaded VALUES (3, 3)");
        assertCopy("reloaded", "b.v");
        run("ALTER TABLE reloaded ALTER COLUMN n TYPE bigint USING n * 3000000000");
        scenario.assertEqual("reloaded");
        settled("reloaded");
    }

    /** Large values that an update left alone are looked up in earlier versions, those of kept columns too. */
    @Test
    void keptColumnsOfLargeRows() throws SQLException {
        String large = "(SELECT string_agg(md5(i::text || %s), '') FROM generate_series(1, 600) i)";
        String a = large.formatted("'a'");
        String b = large.formatted("'b'");
        run("INSERT INTO large SELECT i, " + a + ", " + b + " FROM generate_series(1, 4) i");
        run("UPDATE large SET c = 1 WHERE id < 4");
        alter("large", "DROP COLUMN a");
        run("UPDATE large SET c = 2 WHERE id = 1", "INSERT INTO large VALUES (5, 'small')");
        assertCopy("large", "b.a");
        assertThat(history("ifNull(toString(length(a)), '-'), ifNull(toString(length(b)), '-')", "large", 1))
                .containsExactly("c 19200 19200", "u - -", "u - -");
        run("UPDATE large SET id = 6, c = 3 WHERE id = 2", "UPDATE large SET c = 3 WHERE id = 6");
        assertCopy("large", "b.a");
    }

    /** Such rows are told apart by all of their values. */
    @Test
    void columnsOfCountedRowsAreNotKept() throws SQLException {
        run("INSERT INTO counted VALUES ('a', 'x'), ('a', 'x'), ('a', 'y')");
        scenario.assertEqual("counted");
        run("ALTER TABLE counted DROP COLUMN w", "INSERT INTO counted VALUES ('b')");
        scenario.assertEqual("counted");
        settled("counted");
    }
}
