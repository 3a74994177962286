/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.problem.ProblemException;
import dev.sluice.runtime.capture.ConnectClient;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A copy that has to be loaded anew starts from nothing: what was noted about its rows of before is about no row now. */
@ExtendWith(Engines.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoadedAnewTest {
    private final Engines engines;
    private Scenario scenario;

    @SuppressWarnings("NullAway.Init") // open() runs before every test
    LoadedAnewTest(Engines engines) {
        this.engines = engines;
    }

    @BeforeAll
    void open() throws SQLException {
        scenario = Scenario.live(
                engines,
                "anew",
                "CREATE TABLE emptied (id int PRIMARY KEY, n int)",
                "CREATE TABLE renewed (k numeric PRIMARY KEY, n numeric, v text)",
                "CREATE TABLE read (id int PRIMARY KEY, n int)",
                "CREATE TABLE spans (id int PRIMARY KEY, v interval)",
                "CREATE TABLE docs (id int PRIMARY KEY, n int, body text)");
    }

    @AfterAll
    void close() throws SQLException {
        scenario.close();
    }

    /** Loaded rows have the lowest version of all, so the truncation would hide them for ever. */
    @Test
    void afterATruncation() throws SQLException {
        scenario.source()
                .run("INSERT INTO emptied VALUES (1, 1)", "TRUNCATE emptied", "INSERT INTO emptied VALUES (2, 2)");
        scenario.assertEqual();
        scenario.source().run("ALTER TABLE emptied ALTER COLUMN n TYPE bigint USING n * 10");
        scenario.assertEqual();
        scenario.source().run("TRUNCATE emptied", "INSERT INTO emptied VALUES (3, 3)");
        scenario.assertEqual();
    }

    /** What Debezium can't parse stops neither the change of its table's columns nor the other tables. */
    @Test
    void afterAValueThatDebeziumCantParse() throws SQLException {
        scenario.source()
                .run(
                        "INSERT INTO spans SELECT 1, interval '1200000000 hours' * 2",
                        "ALTER TABLE spans ADD COLUMN n int",
                        "INSERT INTO spans VALUES (2, '1 day', 2)",
                        "INSERT INTO emptied VALUES (7, 7)");
        scenario.assertEqual();
        scenario.source().run("UPDATE spans SET n = 3 WHERE id = 2", "DELETE FROM emptied WHERE id = 7");
        scenario.assertEqual();
    }

    /** Rows from before have other types than columns of these names have now. */
    @Test
    void afterAnotherTableTookItsName() throws SQLException {
        ConnectClient connect = scenario.control().systems().connect();
        String connector = scenario.control().names().connector();
        connect.stop(connector);
        await().until(() -> !scenario.control()
                .systems()
                .postgres()
                .slot(scenario.control().names().slot())
                .orElseThrow()
                .active());
        scenario.source()
                .run(
                        "INSERT INTO renewed VALUES (1.5, 1.5, 'a'), (2.25, 2.25, 'b')",
                        "UPDATE renewed SET v = 'c' WHERE k = 1.5",
                        "DELETE FROM renewed WHERE k = 2.25",
                        "DROP TABLE renewed",
                        "CREATE TABLE renewed (k double precision PRIMARY KEY, n double precision, v text)",
                        "INSERT INTO renewed VALUES (3.5, 3.5, 'd')",
                        "INSERT INTO emptied VALUES (9, 9)");
        connect.resume(connector);
        scenario.assertEqual();
        scenario.source().run("UPDATE renewed SET n = 4", "INSERT INTO emptied VALUES (10, 10)");
        scenario.assertEqual();
    }

    /** They see the rows of before until all of the new ones are there. */
    @Test
    void readersSeeAWholeTable() throws Exception {
        scenario.source()
                .run(
                        "INSERT INTO read SELECT i, i FROM generate_series(1, 1000) i",
                        "TRUNCATE read",
                        "INSERT INTO read SELECT i, i FROM generate_series(1, 100000) i",
                        "DELETE FROM read WHERE id % 10 = 0");
        scenario.assertEqual("read");
        AtomicBoolean over = new AtomicBoolean();
        Set<String> seen = ConcurrentHashMap.newKeySet();
        try (ExecutorService reading = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> reader = reading.submit(() -> {
                while (!over.get()) {
                    try {
                        seen.add(scenario.clickhouse()
                                .value("SELECT concat(count(), ' ', any(toTypeName(n))) FROM anew.read"));
                    } catch (ProblemException e) {
                        seen.add("error");
                    }
                }
            });
            scenario.source().run("ALTER TABLE read ALTER COLUMN n TYPE text USING 'n' || n");
            scenario.assertEqual("read");
            over.set(true);
            reader.get();
        }
        assertThat(seen)
                .contains("90000 Nullable(Int32)")
                .isSubsetOf("90000 Nullable(Int32)", "90000 Nullable(String)", "error");
        assertThat(scenario.clickhouse().value("SELECT count() FROM system.tables WHERE name = 'stale.anew.read'"))
                .isEqualTo("0");
    }

    /** The version that would fill the gap went with the rows, and the barrier waits for gaps. */
    @Test
    void whileALargeValueIsLookedFor() throws SQLException {
        byte[] noise = new byte[9000];
        new Random(17).nextBytes(noise);
        scenario.source()
                .run("INSERT INTO docs VALUES (1, 1, '" + Base64.getEncoder().encodeToString(noise) + "')");
        scenario.assertEqual();
        for (String type : new String[] {"bigint", "numeric(30)", "int"}) {
            scenario.source().run("UPDATE docs SET n = n + 1", "ALTER TABLE docs ALTER COLUMN n TYPE " + type);
            scenario.assertEqual();
        }
    }
}
