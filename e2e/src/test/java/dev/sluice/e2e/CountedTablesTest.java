/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.runtime.control.PartialRowsWatch;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tables without a key, with REPLICA IDENTITY FULL: equal rows are counted, exactly. */
@ExtendWith(Engines.Shared.class)
class CountedTablesTest {
    private static final String FULL = "ALTER TABLE log REPLICA IDENTITY FULL";

    private final Engines engines;

    CountedTablesTest(Engines engines) {
        this.engines = engines;
    }

    @Test
    void equalRowsAreCounted() throws SQLException {
        try (Scenario scenario = Scenario.live(
                engines,
                "counted",
                "CREATE TABLE log (n int, v text NOT NULL, at timestamptz, d numeric(8, 2))",
                FULL,
                "INSERT INTO log SELECT i % 5, 'loaded', NULL, 1.5 FROM generate_series(1, 50) i")) {
            scenario.assertEqual();
            scenario.source()
                    .run(
                            "INSERT INTO log SELECT 7, 'twice', '2026-01-01', 2 FROM generate_series(1, 2)",
                            "DELETE FROM log WHERE ctid IN (SELECT ctid FROM log WHERE n = 1 LIMIT 3)",
                            "UPDATE log SET v = 'changed' WHERE ctid IN (SELECT ctid FROM log WHERE n = 2 LIMIT 4)",
                            "UPDATE log SET v = 'changed', n = 3 WHERE v = 'changed'",
                            "DELETE FROM log WHERE ctid IN (SELECT ctid FROM log WHERE v = 'twice' LIMIT 1)",
                            "UPDATE log SET d = NULL WHERE n = 4");
            scenario.assertEqual();
            assertThat(scenario.verify("log").equal()).isTrue();
            assertThat(scenario.source().rows("SELECT count(*) FROM log").toString())
                    .isEqualTo("[[48]]");
            scenario.source()
                    .run("TRUNCATE log", "INSERT INTO log VALUES (1, 'new', NULL, NULL), (1, 'new', NULL, NULL)");
            scenario.assertEqual();
            // Changes of columns, in place and by a load.
            scenario.source().run("ALTER TABLE log ADD COLUMN w int DEFAULT 3", "DELETE FROM log WHERE ctid = '(0,1)'");
            scenario.assertEqual();
            scenario.source()
                    .run(
                            "INSERT INTO log SELECT i, 'x', NULL, NULL, i FROM generate_series(1, 20) i",
                            "ALTER TABLE log ALTER COLUMN n TYPE bigint USING n * 3000000000",
                            "DELETE FROM log WHERE w = 7");
            scenario.assertEqual();
            assertThat(scenario.verify("log").equal()).isTrue();
        }
    }

    /** Postgres writes the rows of a page as one record, so all of them have one version. */
    @Test
    void rowsThatACopyWritesIntoOnePage() throws SQLException {
        try (Scenario scenario = Scenario.live(
                engines,
                "counted_copied",
                "CREATE TABLE log (n int, v text)",
                FULL,
                "INSERT INTO log VALUES (1, 'a'), (9, 'loaded')")) {
            scenario.assertEqual();
            scenario.source().run("COPY log FROM PROGRAM 'printf \"1\\ta\\n2\\tb\\n3\\tc\\n\"'");
            scenario.assertEqual();
            scenario.source()
                    .run(
                            "COPY log (n) FROM PROGRAM 'seq 1 20000'",
                            "COPY log FROM PROGRAM 'yes 7,equal | head -20000' (FORMAT csv)",
                            "UPDATE log SET v = 'changed' WHERE n % 1000 = 7",
                            "DELETE FROM log WHERE n % 3 = 1 AND v IS NULL");
            scenario.assertEqual();
            assertThat(scenario.verify("log").equal()).isTrue();
            assertThat(scenario.history("log"))
                    .filteredOn(change -> change.startsWith("c "))
                    .hasSize(40_003);
            scenario.source().run("DELETE FROM log");
            scenario.assertEqual();
            scenario.source().run("COPY log (n) FROM PROGRAM 'seq 1 1000'", "TRUNCATE log");
            scenario.assertEqual();
            scenario.source()
                    .transaction(
                            "COPY log (n) FROM PROGRAM 'seq 1 1000'",
                            "TRUNCATE log",
                            "COPY log (n) FROM PROGRAM 'seq 1 1000'",
                            "COPY log (n) FROM PROGRAM 'seq 1 1000'");
            scenario.assertEqual();
            assertThat(scenario.verify("log").targetRows()).isEqualTo(2000);
        }
    }

    /** What the copy lacks or has too much is found by the digest of the row. */
    @Test
    void verifierFindsWhatDiffers() throws SQLException {
        try (Scenario scenario = Scenario.live(
                engines,
                "counted_wrong",
                "CREATE TABLE log (n int, v text)",
                FULL,
                "INSERT INTO log VALUES (1, 'a'), (1, 'a'), (1, 'a'), (2, NULL), (3, 'c')")) {
            scenario.assertEqual();
            scenario.clickhouse()
                    .execute("ALTER TABLE _sluice.`rows.counted_wrong.log` DELETE WHERE n = 2 OR n = 1 AND _number = 1"
                            + " SETTINGS mutations_sync = 2");
            scenario.clickhouse()
                    .execute(
                            "INSERT INTO _sluice.`rows.counted_wrong.log` SELECT 9, 'extra', 4611686018427387904, 'c', 1, 0, 4611686018427387904, 1");
            var found = scenario.verify("log");
            assertThat(found.missing()).isEqualTo(1);
            assertThat(found.extra()).isEqualTo(1);
            assertThat(found.different()).isEqualTo(1);
        }
    }

    @Test
    void largeValuesNullsAndUniqueIndexesThatAreNoIdentity() throws SQLException {
        try (Scenario scenario = Scenario.live(
                engines,
                "counted_large",
                "CREATE TABLE log (n int UNIQUE, v text, w text)",
                "ALTER TABLE log ALTER COLUMN v SET STORAGE EXTERNAL",
                FULL,
                "INSERT INTO log VALUES (1, repeat('large', 3000), 'a'), (NULL, repeat('large', 3000), 'b'),"
                        + " (NULL, repeat('large', 3000), 'b')")) {
            scenario.source()
                    .run(
                            "UPDATE log SET w = 'c' WHERE n = 1",
                            "UPDATE log SET n = 5 WHERE n = 1",
                            "UPDATE log SET w = 'd' WHERE ctid = (SELECT ctid FROM log WHERE w = 'b' LIMIT 1)",
                            "INSERT INTO log VALUES (NULL, NULL, NULL), (NULL, NULL, NULL), (NULL, '', '')",
                            "UPDATE log SET n = 6 WHERE ctid = (SELECT ctid FROM log WHERE v IS NULL LIMIT 1)",
                            "DELETE FROM log WHERE ctid = (SELECT ctid FROM log WHERE w = 'b' LIMIT 1)");
            scenario.assertEqual();
            assertThat(scenario.verify("log").equal()).isTrue();
        }
    }

    /** A key that is checked at the end of the transaction only may be there twice meanwhile. */
    @Test
    void deferrableKeyIsNone() throws SQLException {
        try (Scenario scenario = Scenario.live(
                engines,
                "counted_deferrable",
                "CREATE TABLE log (n int PRIMARY KEY DEFERRABLE, v text)",
                FULL,
                "INSERT INTO log SELECT i, 'v' || i FROM generate_series(1, 20) i")) {
            scenario.source()
                    .run("UPDATE log SET n = n + 1", "UPDATE log SET n = 22 - n", "DELETE FROM log WHERE n % 5 = 0");
            scenario.assertEqual();
        }
    }

    /** No change of a writer beside the load is in it twice or not at all: neither committed before, nor during, nor after. */
    @Test
    void loadIsExactWhileRowsChange() throws Exception {
        Source source = Scenario.schema(
                engines,
                "counted_busy",
                "CREATE TABLE log (n int, v text)",
                FULL,
                "INSERT INTO log SELECT i % 100, repeat('loaded', 20) FROM generate_series(1, 100000) i");
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger written = new AtomicInteger();
        AtomicReference<Exception> failed = new AtomicReference<>();
        Thread[] writers = new Thread[3];
        for (int w = 0; w < writers.length; w++) {
            int number = w;
            writers[w] = Thread.ofVirtual().start(() -> {
                try (Connection connection = source.connect();
                        var statement = connection.createStatement()) {
                    connection.setAutoCommit(false);
                    for (int i = 0; !done.get(); i++) {
                        // Never the rows of another writer, so that no two wait for each other.
                        int n = (i * 3 + number) % 99;
                        statement.execute("INSERT INTO log SELECT " + n + ", 'new' FROM generate_series(1, 3)");
                        statement.execute("UPDATE log SET v = 'changed' WHERE ctid = (SELECT ctid FROM log WHERE n = "
                                + n + " LIMIT 1)");
                        statement.execute(
                                "DELETE FROM log WHERE ctid = (SELECT ctid FROM log WHERE n = " + n + " LIMIT 1)");
                        // Now and then a transaction that is open for longer than the load takes to begin.
                        Thread.sleep(i % 7 == number ? 300 : 5);
                        if (i % 5 == 4) {
                            connection.rollback();
                        } else {
                            connection.commit();
                        }
                        written.incrementAndGet();
                    }
                } catch (SQLException | InterruptedException e) {
                    failed.set(e);
                }
            });
        }
        try (Scenario scenario = Scenario.live(engines, source)) {
            scenario.await();
            // Loads of one that is fed already.
            source.run("ALTER TABLE log ALTER COLUMN n TYPE bigint USING n + 1000");
            scenario.await();
            done.set(true);
            for (Thread writer : writers) {
                writer.join();
            }
            assertThat(failed.get()).isNull();
            assertThat(written.get()).isPositive();
            scenario.assertEqual();
            assertThat(scenario.verify("log").equal()).isTrue();
        }
    }

    @Test
    void partitionedWithoutKey() throws SQLException {
        try (Scenario scenario = Scenario.live(
                engines,
                "counted_parts",
                "CREATE TABLE log (n int, v text) PARTITION BY LIST (n)",
                "CREATE TABLE log_1 PARTITION OF log FOR VALUES IN (1)",
                "CREATE TABLE log_2 PARTITION OF log FOR VALUES IN (2)",
                FULL,
                "ALTER TABLE log_1 REPLICA IDENTITY FULL",
                "ALTER TABLE log_2 REPLICA IDENTITY FULL",
                "INSERT INTO log SELECT i % 2 + 1, 'loaded' FROM generate_series(1, 10) i")) {
            scenario.source()
                    .run(
                            "UPDATE log SET n = 3 - n WHERE ctid = '(0,1)'",
                            "DELETE FROM log WHERE ctid = '(0,2)'",
                            "INSERT INTO log VALUES (1, 'loaded'), (2, 'new')",
                            "ALTER TABLE log DETACH PARTITION log_2");
            scenario.assertEqual();
        }
    }

    /** Old events may be read after the load, whose rows have what they left out, and nothing else would fill that. */
    @Test
    void gapsFromBeforeTheKeyWent() throws SQLException {
        try (Scenario scenario = Scenario.still(
                engines,
                "counted_gaps",
                "CREATE TABLE docs (id int PRIMARY KEY, n int, body text)",
                "ALTER TABLE docs ALTER body SET STORAGE EXTERNAL",
                "INSERT INTO docs SELECT i, 0, repeat(i::text, 9000) FROM generate_series(1, 5) i")) {
            scenario.await();
            scenario.clickhouse()
                    .execute("DROP TABLE "
                            + scenario.table("docs").names().read().quoted() + " SYNC");
            scenario.source()
                    .run("UPDATE docs SET n = 1", "ALTER TABLE docs DROP CONSTRAINT docs_pkey, REPLICA IDENTITY FULL");
            scenario.apply();
            scenario.source().run("UPDATE docs SET n = 2 WHERE id > 2");
            scenario.awaitRead();
            assertThat(gaps(scenario)).isEqualTo("5");

            new PartialRowsWatch(
                            scenario.control().systems(), scenario.control().tables())
                    .completeOnce();

            assertThat(gaps(scenario)).isEqualTo("0");
            scenario.assertEqual();
        }
    }

    private static String gaps(Scenario scenario) {
        return scenario.clickhouse().value("SELECT count() FROM _sluice.partial WHERE target = 'counted_gaps.docs'");
    }
}
