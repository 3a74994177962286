/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.config.ChangeKind;
import dev.sluice.core.config.ChangePolicies;
import dev.sluice.core.config.ChangePolicy;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
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
