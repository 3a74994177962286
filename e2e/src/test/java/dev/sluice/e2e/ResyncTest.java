/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.config.ChangeKind;
import dev.sluice.core.config.ChangePolicies;
import dev.sluice.core.config.ChangePolicy;
import dev.sluice.core.load.LoadProgress;
import dev.sluice.core.problem.ProblemException;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.load.Reread;
import dev.sluice.runtime.load.TableLoader;
import dev.sluice.runtime.verify.Resync;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A table is read again while it changes and while it is read. */
@ExtendWith(Engines.Shared.class)
class ResyncTest {
    private static final int ROWS = 60_000;

    private final Engines engines;

    ResyncTest(Engines engines) {
        this.engines = engines;
    }

    /** Rows are missing, changed and made up, one of these with a version that no change can outrank. */
    @Test
    void aDamagedCopy() throws Exception {
        CommandsInProcess sluice = CommandsInProcess.over(engines, "resynced", "");
        try (Scenario scenario = Scenario.live(
                engines,
                "resynced",
                "CREATE TABLE facts (a text, b int, n int NOT NULL, large text, PRIMARY KEY (b, a))",
                "ALTER TABLE facts ALTER COLUMN large SET STORAGE EXTERNAL",
                "INSERT INTO facts VALUES ('gone', 1, 1, NULL)")) {
            scenario.source()
                    .run(
                            "TRUNCATE facts",
                            "INSERT INTO facts SELECT 'k' || i, i % 100, i, CASE WHEN i % 50 = 0 THEN repeat(md5(i::text), 100) END"
                                    + " FROM generate_series(1, " + ROWS + ") i",
                            "UPDATE facts SET n = n + 1 WHERE b = 7",
                            "UPDATE facts SET n = -1 WHERE a = 'k3'");
            scenario.assertEqual();
            damage(scenario, "DELETE WHERE b % 3 = 0");
            damage(scenario, "UPDATE n = n + 1000000, large = NULL WHERE b % 3 = 1");
            madeUp(scenario, "'made up' AS a");
            madeUp(scenario, "toUInt128('300000000000000000000000000000000000000') AS _version, 'for ever' AS a");
            assertThat(scenario.verify("facts").equal()).isFalse();
            long before = copied(scenario);

            JsonNode report;
            AtomicBoolean over = new AtomicBoolean();
            AtomicLong fewest = new AtomicLong(before);
            try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<?> writing = others.submit(() -> {
                    write(scenario.source());
                    return null;
                });
                Future<?> reading = others.submit(() -> {
                    while (!over.get()) {
                        fewest.accumulateAndGet(copied(scenario), Math::min);
                        Thread.sleep(Duration.ofMillis(50));
                    }
                    return null;
                });
                report =
                        sluice.json(0, "resync", "resynced.facts").get("tables").get(0);
                writing.get();
                over.set(true);
                reading.get();
            }
            // The workload deletes 300 rows, and two were made up.
            assertThat(fewest.get()).isGreaterThan(before - 303);
            assertThat(report.get("table").asText()).isEqualTo("resynced.facts");
            assertThat(report.get("rows").asLong()).isBetween(ROWS - 300L, ROWS + 300L);
            assertThat(report.get("deleted").asLong()).isEqualTo(1);
            assertThat(report.get("history_kept").asBoolean()).isTrue();
            scenario.assertEqual();
            assertThat(scenario.verify("facts").equal()).isTrue();
            assertThat(scenario.clickhouse()
                            .value(
                                    "SELECT toString(groupArray(_op)) FROM (SELECT _op FROM resynced.facts_history WHERE a = 'k3'"
                                            + " ORDER BY _version)"))
                    .isEqualTo("['c','u','r']");
            scenario.source().run("UPDATE facts SET n = 0 WHERE b = 1", "DELETE FROM facts WHERE b = 2");
            scenario.assertEqual();
        }
    }

    /** SIGKILL while it reads: the next one goes on after what was noted, in a copy that is as wrong as the first one found it. */
    @Test
    void goesOnWhereItWasCutOff() throws Exception {
        CommandsInProcess sluice = CommandsInProcess.over(engines, "resync_killed", "");
        try (Scenario scenario = Scenario.live(
                engines,
                "resync_killed",
                "CREATE TABLE facts (id int PRIMARY KEY, v text)",
                "INSERT INTO facts SELECT i, 'value ' || i FROM generate_series(1, " + ROWS + ") i",
                "VACUUM ANALYZE facts")) {
            String rows = "_sluice.`rows.resync_killed.facts`";
            scenario.clickhouse()
                    .execute(
                            "ALTER TABLE " + rows + " UPDATE v = 'wrong' WHERE id % 2 = 0 SETTINGS mutations_sync = 1");
            // Three seconds and more for all of it, at some twenty bytes a row.
            sluice.configure(yaml -> yaml + "load: { connections: 2, bytes_per_second: 200000 }\n");
            Process killed = new Sluice(sluice.folder()).start("resync", "resync_killed.facts");
            long noted =
                    await().atMost(Duration.ofSeconds(60)).until(() -> noted(scenario), rowsNoted -> rowsNoted > 0);
            killed.destroyForcibly().waitFor();
            noted = noted(scenario);
            assertThat(noted).as("killed in time").isBetween(1L, ROWS - 1L);
            String position = String.valueOf(scenario.source()
                    .rows("SELECT (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::text")
                    .getFirst()
                    .getFirst());
            scenario.source()
                    .run("UPDATE facts SET v = 'new' WHERE id % 1000 = 1", "DELETE FROM facts WHERE id % 1000 = 2");

            JsonNode report = sluice.json(0, "resync", "resync_killed.facts")
                    .get("tables")
                    .get(0);
            assertThat(report.get("earlier").asLong()).isEqualTo(noted);
            assertThat(report.get("rows").asLong()).isBetween(ROWS - 100L, (long) ROWS);
            assertThat(readBefore(scenario, position))
                    .as("rows that are not read again")
                    .isGreaterThanOrEqualTo(noted);
            scenario.assertEqual();
            assertThat(scenario.verify("facts").equal()).isTrue();

            assertThat(sluice.json(0, "resync", "resync_killed.facts")
                            .get("tables")
                            .get(0)
                            .get("earlier")
                            .asLong())
                    .as("after one that came to its end")
                    .isZero();
            scenario.assertEqual();
        }
    }

    /** What was damaged after it had been read is mended by one from the start, and so is all that a TRUNCATE outranks. */
    @Test
    void fromStart() throws Exception {
        CommandsInProcess sluice = CommandsInProcess.over(engines, "resync_afresh", "");
        try (Scenario scenario = Scenario.live(
                engines,
                "resync_afresh",
                "CREATE TABLE facts (id int PRIMARY KEY, v text)",
                "INSERT INTO facts SELECT i, 'value ' || i FROM generate_series(1, 1000) i")) {
            noteHalf(scenario);
            assertRead(sluice, 500);
            noteHalf(scenario);
            loseFirst(scenario);
            assertRead(sluice, 0, "--from-start");
            scenario.assertEqual();

            noteHalf(scenario);
            scenario.source()
                    .run("TRUNCATE facts", "INSERT INTO facts SELECT i, 'new' FROM generate_series(1, 1000) i");
            scenario.assertEqual();
            loseFirst(scenario);
            assertRead(sluice, 0);
            scenario.assertEqual();
        }
    }

    /** All that the new load has brought is older than what was read again before. */
    @Test
    void theCopyIsMadeAnewMeanwhile() throws Exception {
        try (Scenario scenario = Scenario.still(
                engines,
                "resync_renewed",
                "CREATE TABLE facts (id int PRIMARY KEY, v text) PARTITION BY RANGE (id)",
                "CREATE TABLE facts_0 PARTITION OF facts FOR VALUES FROM (0) TO (1000)",
                "CREATE TABLE facts_1 (LIKE facts INCLUDING ALL)",
                "INSERT INTO facts SELECT i, 'there' FROM generate_series(1, 900) i",
                "INSERT INTO facts_1 SELECT i, 'to come' FROM generate_series(1000, 1900) i")) {
            scenario.source().run("UPDATE facts SET v = 'changed' WHERE id = 7");
            scenario.awaitRead();
            Resync resync = new Resync(scenario.control());
            Reread reread = resync.begin(scenario.table("facts"), true);
            Throwable ended = catchThrowable(() -> resync.run(reread, new AtItsEnd(() -> {
                scenario.source().run("ALTER TABLE facts ATTACH PARTITION facts_1 FOR VALUES FROM (1000) TO (2000)");
                scenario.apply();
            })));
            scenario.assertEqual();
            assertThat(ended)
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContainingAll("resync_renewed.facts was made anew", "nothing was deleted");
            Reread next = resync.begin(scenario.table("facts"), false);
            assertThat(next.rowsBefore()).isZero();
            assertThat(resync.run(next, new AtItsEnd(() -> {}))).isZero();
            scenario.assertEqual();
        }
    }

    /** Does something when all is read and nothing is deleted. */
    private record AtItsEnd(Work work) implements TableLoader.Listener {
        @FunctionalInterface
        private interface Work {
            void run() throws SQLException;
        }

        @Override
        public void progress(TargetTable table, LoadProgress progress) {}

        @Override
        public void ends(TargetTable table) {
            try {
                work.run();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** As if a resync had been cut off in the middle. */
    private static void noteHalf(Scenario scenario) {
        scenario.clickhouse()
                .execute("INSERT INTO _sluice.rereads (target, state, version, rows, total, key, store, `order`)"
                        + " SELECT 'resync_afresh.facts', 'loading', max(_version) + 1, 500, 1000, ['500'],"
                        + " (SELECT toString(uuid) FROM system.tables WHERE database = '_sluice' AND name = 'rows.resync_afresh.facts'),"
                        + " (SELECT `order` FROM _sluice.loads FINAL WHERE target = 'resync_afresh.facts')"
                        + " FROM _sluice.`rows.resync_afresh.facts`");
    }

    private static void loseFirst(Scenario scenario) {
        scenario.clickhouse()
                .execute(
                        "ALTER TABLE _sluice.`rows.resync_afresh.facts` DELETE WHERE id < 10 SETTINGS mutations_sync = 1");
    }

    private static void assertRead(CommandsInProcess sluice, long earlier, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("resync", "resync_afresh.facts"));
        command.addAll(List.of(options));
        JsonNode report =
                sluice.json(0, command.toArray(String[]::new)).get("tables").get(0);
        assertThat(report.get("earlier").asLong()).isEqualTo(earlier);
        assertThat(report.get("rows").asLong()).isEqualTo(1000);
    }

    private static long noted(Scenario scenario) {
        return Long.parseLong(scenario.clickhouse()
                .value("SELECT sum(rows) FROM _sluice.rereads FINAL WHERE target = 'resync_killed.facts'"));
    }

    /** The rows that a resync has read before this position: their notes in the history still say so. */
    private static long readBefore(Scenario scenario, String position) {
        return Long.parseLong(scenario.clickhouse()
                .value("SELECT count() FROM resync_killed.facts_history WHERE _op = 'r' AND _version > 0 AND _lsn <= "
                        + position));
    }

    /** Unchanged large values, changes of key, rows that come back: what the stream and the chunks may disagree about. */
    private static void write(Source source) throws Exception {
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement()) {
            for (int i = 1; i <= 300; i++) {
                statement.execute("UPDATE facts SET n = n + 1 WHERE a = 'k" + i * 50 + "'");
                statement.execute("UPDATE facts SET b = b + 1000 WHERE a = 'k" + (i * 50 + 1) + "'");
                statement.execute("DELETE FROM facts WHERE a = 'k" + (i * 50 + 2) + "'");
                statement.execute("INSERT INTO facts VALUES ('new" + i + "', " + (i % 100) + ", " + i + ", 'x')");
                statement.execute(
                        "UPDATE facts SET large = repeat('y', 5000) WHERE a IN ('k" + i * 100 + "', 'new" + i + "')");
            }
        }
    }

    private static void damage(Scenario scenario, String action) {
        scenario.clickhouse()
                .execute("ALTER TABLE _sluice.`rows.resynced.facts` " + action + " SETTINGS mutations_sync = 1");
    }

    private static void madeUp(Scenario scenario, String replaced) {
        scenario.clickhouse()
                .execute("INSERT INTO _sluice.`rows.resynced.facts` SELECT * REPLACE (" + replaced
                        + ") FROM (SELECT * FROM _sluice.`rows.resynced.facts` FINAL WHERE b = 2 LIMIT 1)");
    }

    private static long copied(Scenario scenario) {
        return Long.parseLong(scenario.clickhouse().value("SELECT count() FROM resynced.facts"));
    }

    /** Nothing tells its rows apart, so its copy begins anew. */
    @Test
    void aTableWithoutKey() throws Exception {
        CommandsInProcess sluice = CommandsInProcess.over(engines, "resync_counted", "");
        try (Scenario scenario = Scenario.live(
                engines,
                "resync_counted",
                "CREATE TABLE log (n int, note text)",
                "ALTER TABLE log REPLICA IDENTITY FULL")) {
            scenario.source()
                    .run(
                            "INSERT INTO log SELECT i % 10, 'note' FROM generate_series(1, 1000) i",
                            "DELETE FROM log WHERE n = 3", "UPDATE log SET note = 'other' WHERE n = 4");
            scenario.assertEqual();
            scenario.clickhouse()
                    .execute(
                            "ALTER TABLE _sluice.`rows.resync_counted.log` DELETE WHERE n = 5 SETTINGS mutations_sync = 1");
            assertThat(scenario.verify("log").equal()).isFalse();

            JsonNode report =
                    sluice.json(0, "resync", "resync_counted.log").get("tables").get(0);
            assertThat(report.get("rows").asLong()).isEqualTo(900);
            assertThat(report.get("history_kept").asBoolean()).isFalse();
            scenario.source().run("DELETE FROM log WHERE n = 5");
            scenario.assertEqual();
        }
    }

    /** Whoever asks for one table does not let in what somebody else has to decide on. */
    @Test
    void whileAChangeOfAnotherTableWaits() throws Exception {
        CommandsInProcess sluice = CommandsInProcess.over(engines, "resync_waits", "");
        sluice.configure(yaml -> yaml + "changes: { added_column: ask }\n");
        Source source = Scenario.schema(
                engines,
                "resync_waits",
                "CREATE TABLE log (n int)",
                "ALTER TABLE log REPLICA IDENTITY FULL",
                "INSERT INTO log VALUES (1), (1)",
                "CREATE TABLE grown (id int PRIMARY KEY)");
        ChangePolicies asking = new ChangePolicies(Map.of(ChangeKind.ADDED_COLUMN, ChangePolicy.ASK));
        try (Scenario scenario = Scenario.live(engines, source, asking)) {
            scenario.source().run("ALTER TABLE grown ADD COLUMN v int");
            Program.Result refused = sluice.run("resync", "resync_waits.log");
            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.err()).contains("Column v of resync_waits.grown was added", "apply first");
            assertThat(sluice.run("resync", "resync_waits.grown").err()).contains("sluice apply");
            assertThat(sluice.run("apply").exitCode()).isZero();
            assertThat(sluice.run("resync", "resync_waits.log", "resync_waits.grown")
                            .exitCode())
                    .isZero();
            scenario.assertEqual();
        }
    }

    @Test
    void aTableThatIsNotThere() throws Exception {
        CommandsInProcess sluice = CommandsInProcess.over(engines, "resync_none", "");
        try (Scenario scenario = Scenario.live(engines, "resync_none", "CREATE TABLE t (id int PRIMARY KEY)")) {
            Program.Result result = sluice.run("resync", "resync_none.t", "resync_none.u");
            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(result.err()).contains("no table resync_none.u", "resync_none.t");
            assertThat(scenario.history("t")).isEmpty();
        }
    }
}
