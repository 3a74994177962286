/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.load.LoadProgress;
import dev.sluice.core.problem.ProblemException;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.load.Reread;
import dev.sluice.runtime.load.TableLoader;
import dev.sluice.runtime.verify.Resync;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What happens to a partition between its creation and the first look that finds it: no event tells how its rows went. */
@ExtendWith(Engines.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PartitionsBetweenLooksTest {
    private final Engines engines;
    private Scenario scenario;

    PartitionsBetweenLooksTest(Engines engines) {
        this.engines = engines;
    }

    @BeforeAll
    void start() throws SQLException {
        Source source = Scenario.schema(engines, "unnoted");
        for (String table :
                new String[] {"truncated", "nested", "rewritten", "readmitted", "logged", "reread", "told"}) {
            source.run("CREATE TABLE " + table + " (id int, part int, n int, PRIMARY KEY (id, part))"
                    + " PARTITION BY RANGE (part)");
        }
        source.run("CREATE TABLE truncated_0 PARTITION OF truncated FOR VALUES FROM (0) TO (10)");
        scenario = Scenario.live(engines, source);
        scenario.stopWatching();
    }

    @AfterAll
    void stop() throws SQLException {
        scenario.close();
    }

    private void run(String... statements) throws SQLException {
        scenario.source().run(statements);
    }

    private void create(String table, String kind) throws SQLException {
        run(
                "CREATE " + kind + " " + table + "_1 PARTITION OF " + table + " FOR VALUES FROM (100) TO (200)",
                "INSERT INTO " + table + " SELECT i, 150, i FROM generate_series(1, 1000) i");
    }

    private void assertEqual(String table) throws SQLException {
        scenario.apply();
        scenario.assertEqual(table);
    }

    @Test
    void truncatedAlone() throws SQLException {
        create("truncated", "TABLE");
        run("TRUNCATE truncated_1");
        assertEqual("truncated");
    }

    @Test
    void truncatedWithThePartitionAboveIt() throws SQLException {
        run(
                "CREATE TABLE nested_1 PARTITION OF nested FOR VALUES FROM (100) TO (200) PARTITION BY RANGE (part)",
                "CREATE TABLE nested_10 PARTITION OF nested_1 FOR VALUES FROM (100) TO (160)",
                "INSERT INTO nested SELECT i, 150, i FROM generate_series(1, 1000) i",
                "TRUNCATE nested_1",
                "INSERT INTO nested VALUES (1, 150, -1)");
        assertEqual("nested");
    }

    /** No event tells which value each row got. */
    @Test
    void rewrittenByAColumnWhoseDefaultVaries() throws SQLException {
        create("rewritten", "TABLE");
        run("ALTER TABLE rewritten ADD COLUMN u uuid DEFAULT gen_random_uuid()");
        assertEqual("rewritten");
    }

    /** It has the file that it had at first, and that is empty. */
    @Test
    void emptiedWhileItWasDetached() throws SQLException {
        create("readmitted", "TABLE");
        run("ALTER TABLE readmitted DETACH PARTITION readmitted_1", "DELETE FROM readmitted_1");
        // Not as long as any transaction may still see the rows.
        await().atMost(Scenario.LONG).untilAsserted(() -> {
            run("VACUUM readmitted_1");
            assertThat(scenario.source().rows("SELECT pg_relation_size('readmitted_1')"))
                    .hasToString("[[0]]");
        });
        run("ALTER TABLE readmitted ATTACH PARTITION readmitted_1 FOR VALUES FROM (100) TO (200)");
        assertEqual("readmitted");
    }

    @Test
    void filledBeforeItWasLogged() throws SQLException {
        create("logged", "UNLOGGED TABLE");
        run("ALTER TABLE logged_1 SET LOGGED");
        assertEqual("logged");
    }

    /** It reads what is there when it comes to it, which nobody would take away again. */
    @Test
    void resyncEndsBeforeItReadsRowsThatNoEventHasTold() throws SQLException {
        Resync resync = new Resync(scenario.control());
        Reread reread = resync.begin(scenario.table("reread"), true);
        run(
                "CREATE TABLE reread_1 (LIKE reread INCLUDING ALL)",
                "INSERT INTO reread_1 VALUES (1, 150, 1)",
                "ALTER TABLE reread ATTACH PARTITION reread_1 FOR VALUES FROM (100) TO (200)");
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> resync.run(reread, new TableLoader.Listener() {
                    @Override
                    public void progress(TargetTable table, LoadProgress progress) {}

                    @Override
                    public void ends(TargetTable table) {}
                }))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(TableLoader.CHANGED));
        run("DROP TABLE reread_1");
        assertEqual("reread");
    }

    /** None of this takes rows away without an event, or gives it another file. */
    @Test
    void whatLeavesTheRowsAloneNeedsNoLoad() throws SQLException {
        String loaded = loaded("told");
        create("told", "TABLE");
        run(
                "UPDATE told SET n = -n WHERE id < 10",
                "DELETE FROM told WHERE id > 10",
                "VACUUM ANALYZE told_1",
                "REINDEX TABLE told_1",
                "CREATE TABLE told_2 (LIKE told INCLUDING ALL)",
                "ALTER TABLE told ATTACH PARTITION told_2 FOR VALUES FROM (200) TO (300)");
        assertEqual("told");
        assertThat(loaded("told")).isEqualTo(loaded);
    }

    private String loaded(String table) {
        return scenario.clickhouse().value("SELECT max(at) FROM _sluice.loads WHERE target = 'unnoted." + table + "'");
    }
}
