/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.config.PipelineConfig.TableRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tables without any identity, of which only insertions are published. */
@ExtendWith(Engines.Shared.class)
class InsertsOnlyTest {
    private static final TableRule RULE = new TableRule("inserts_only.*", List.of(), Optional.empty(), Map.of(), true);

    private final Engines engines;

    InsertsOnlyTest(Engines engines) {
        this.engines = engines;
    }

    @Test
    void insertionsAreCopiedAndTheApplicationMayStillUpdate() throws Exception {
        Source source = Scenario.schema(
                engines,
                "inserts_only",
                "CREATE TABLE log (n int, v text)",
                "CREATE TABLE silent (n int, v text)",
                "ALTER TABLE silent REPLICA IDENTITY NOTHING",
                "CREATE TABLE keyed (id int PRIMARY KEY, v text)",
                "INSERT INTO log SELECT i % 3, 'loaded' FROM generate_series(1, 30) i",
                "INSERT INTO keyed VALUES (1, 'a'), (2, 'b')");
        CommandsInProcess sluice = CommandsInProcess.over(engines, "inserts_only", "");
        JsonNode refused = sluice.json(2, "plan");
        assertThat(refused.get("error").get("code").asText()).isEqualTo("table-without-key");
        assertThat(refused.toString()).contains("inserts-only: true");
        sluice.configure(text -> text.replace("\"inserts_only.*\"", "\"inserts_only.*\"\n    inserts-only: true"));
        for (String command : List.of("plan", "doctor")) {
            assertThat(sluice.run(command).out()).contains("limit: inserts only: updates and deletes are not seen");
        }
        try (Scenario scenario = Scenario.live(engines, source, RULE)) {
            source.run(
                    "INSERT INTO log VALUES (7, 'twice'), (7, 'twice'), (NULL, NULL)",
                    "INSERT INTO silent SELECT i, repeat('x', 20000) FROM generate_series(1, 3) i",
                    "UPDATE keyed SET v = 'c' WHERE id = 1",
                    "DELETE FROM keyed WHERE id = 2");
            scenario.assertEqual();
            for (String table : List.of("log", "silent", "keyed")) {
                assertThat(scenario.verify(table).equal()).as(table).isTrue();
            }
            assertThat(scenario.history("log")).hasSize(33);
            assertThat(sluice.run("doctor").out())
                    .contains("Only inserts of inserts_only.log are copied: updates and deletes are not seen.");
            assertThat(sluice.json(0, "status").get("warnings").toString())
                    .contains("Updates and deletes of inserts_only.log are not seen")
                    .doesNotContain("of inserts_only.keyed");
            // Postgres refuses neither, and the copy hears of neither; what it has is told apart from its source.
            source.run("UPDATE log SET v = 'changed' WHERE n = 7", "DELETE FROM log WHERE n IS NULL");
            scenario.await();
            assertThat(scenario.verify("log").different()
                            + scenario.verify("log").extra())
                    .isPositive();
            source.run("TRUNCATE log, keyed", "INSERT INTO log VALUES (1, 'new'), (1, 'new')");
            scenario.assertEqual();
            assertThat(scenario.verify("log").equal()).isTrue();
        }
        assertThat(source.rows("SELECT pubname FROM pg_publication WHERE pubname LIKE 'sluice_inserts_only%'"))
                .isEmpty();
    }

    /** Postgres writes the rows of a page as one record, so all of them have one version. */
    @Test
    void rowsThatACopyWritesIntoOnePage() throws Exception {
        Source source = Scenario.schema(engines, "inserts_copied", "CREATE TABLE log (n int, v text)");
        TableRule rule = new TableRule("inserts_copied.*", List.of(), Optional.empty(), Map.of(), true);
        try (Scenario scenario = Scenario.live(engines, source, rule)) {
            source.run("COPY log FROM PROGRAM 'printf \"1\\ta\\n2\\tb\\n3\\tc\\n\"'");
            scenario.assertEqual();
            assertThat(scenario.history("log")).containsExactly("c 1 a", "c 2 b", "c 3 c");
            source.run(
                    "COPY log (n) FROM PROGRAM 'seq 1 20000'",
                    "COPY log FROM PROGRAM 'yes 7,equal | head -20000' (FORMAT csv)");
            scenario.assertEqual();
            assertThat(scenario.verify("log").equal()).isTrue();
            source.run("TRUNCATE log", "COPY log (n) FROM PROGRAM 'seq 1 1000'");
            scenario.assertEqual();
            assertThat(scenario.history("log")).hasSize(41_004);
        }
    }

    /** With a key or an identity it goes over to the other publication, and is loaded anew: it may have been updated. */
    @Test
    void aTableThatGetsAnIdentityIsLoadedAnew() throws Exception {
        Source source = Scenario.schema(
                engines,
                "inserts_then_all",
                "CREATE TABLE log (n int, v text)",
                "CREATE TABLE events (n int, v text)",
                "INSERT INTO log SELECT i, 'loaded' FROM generate_series(1, 5) i");
        TableRule rule = new TableRule("inserts_then_all.*", List.of(), Optional.empty(), Map.of(), true);
        try (Scenario scenario = Scenario.live(engines, source, rule)) {
            source.run("INSERT INTO events VALUES (1, 'a')", "INSERT INTO log VALUES (6, 'streamed')");
            scenario.assertEqual();
            source.run(
                    "UPDATE log SET v = 'unseen' WHERE n < 3",
                    "ALTER TABLE log REPLICA IDENTITY FULL",
                    "UPDATE log SET v = 'seen' WHERE n = 3",
                    "DELETE FROM log WHERE n = 4",
                    "INSERT INTO events VALUES (2, 'b')");
            org.awaitility.Awaitility.await()
                    .atMost(Scenario.LONG)
                    .untilAsserted(() -> assertThat(
                                    source.rows(
                                            "SELECT tablename FROM pg_publication_tables WHERE pubname = 'sluice_inserts_then_all'"))
                            .hasSize(1));
            source.run("UPDATE log SET v = 'seen later' WHERE n = 5", "INSERT INTO log VALUES (7, 'more')");
            org.awaitility.Awaitility.await()
                    .atMost(Scenario.LONG)
                    .ignoreExceptions()
                    .untilAsserted(scenario::assertEqual);
            // And back: Postgres would refuse the next UPDATE otherwise.
            source.run("ALTER TABLE log REPLICA IDENTITY DEFAULT");
            org.awaitility.Awaitility.await()
                    .atMost(Scenario.LONG)
                    .untilAsserted(
                            () -> assertThat(source.rows("SELECT tablename FROM pg_publication_tables WHERE pubname"
                                            + " = 'sluice_inserts_then_all-inserts' ORDER BY 1"))
                                    .hasSize(2));
            source.run("UPDATE log SET v = 'unseen' WHERE n = 6", "INSERT INTO log VALUES (8, 'last')");
            assertThat(source.rows("SELECT count(*) FROM log").toString()).isEqualTo("[[7]]");
        }
    }
}
