/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.config.Misfit;
import dev.sluice.core.config.PipelineConfig.TableRule;
import dev.sluice.core.verify.RowDifference;
import dev.sluice.core.verify.TableVerification;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Columns whose values become NULL where they don't fit, with an entry in the ledger of losses. */
@ExtendWith(Engines.Shared.class)
class LossesTest {
    private static final Map<String, Misfit> POLICY = Map.of(
            "id",
            Misfit.NULL_AND_RECORD,
            "day",
            Misfit.NULL_AND_RECORD,
            "at",
            Misfit.NULL_AND_RECORD,
            "price",
            Misfit.NULL_AND_RECORD);

    private final Engines engines;
    private Scenario scenario;
    private CommandsInProcess sluice;

    @SuppressWarnings("NullAway.Init") // open() runs before every test
    LossesTest(Engines engines) {
        this.engines = engines;
    }

    @BeforeEach
    void open() throws Exception {
        Source source = Scenario.schema(
                engines,
                "lossy",
                "CREATE TABLE facts (id int, \"the day\" text, day date NOT NULL, at timestamptz, price numeric(8, 2),"
                        + " note text, PRIMARY KEY (id, \"the day\"))",
                "INSERT INTO facts VALUES (1, 'a', 'infinity', '2026-01-01Z', 1, 'one'),"
                        + " (2, 'b', '2026-01-01', '12000-01-01Z', 'NaN', 'two'), (3, 'c', '2026-01-03', NULL, 3, NULL)");
        scenario = Scenario.live(engines, source, new TableRule("lossy.*", List.of(), Optional.empty(), POLICY));
        sluice = CommandsInProcess.over(
                engines,
                "lossy",
                "columns:\n  id: { misfit: null-and-record }\n  day: { misfit: null-and-record }\n"
                        + "  at: { misfit: null-and-record }\n  price: { misfit: null-and-record }");
        scenario.await();
    }

    @AfterEach
    void close() throws Exception {
        scenario.close();
    }

    @Test
    void loadAndStreamRecordWhatDoesNotFit() throws Exception {
        assertThat(copy())
                .containsExactly("1 null 2026 1 one", "2 2026-01-01 null null two", "3 2026-01-03 null 3 null");
        assertThat(ledger())
                .containsExactly(
                        "['1','a'] day infinity", "['2','b'] at 12000-01-01 00:00:00+00", "['2','b'] price NaN");
        assertThat(losses()).isEqualTo(3);
        assertClean();

        scenario.source()
                .run(
                        "INSERT INTO facts VALUES (4, 'it''s', '0044-03-15 BC', '-infinity', 4, 'four')",
                        "UPDATE facts SET note = 'again' WHERE id = 1",
                        "UPDATE facts SET price = 2 WHERE id = 2",
                        "DELETE FROM facts WHERE id = 3");
        scenario.await();
        assertThat(copy()).containsExactly("1 null 2026 1 again", "2 2026-01-01 null 2 two", "4 null null 4 four");
        assertThat(losses()).isEqualTo(4);
        assertClean();
        assertThat(scenario.history("facts").stream().filter(change -> change.contains("four")))
                .containsExactly("c 4 it's - - 4 four");

        // A value that fits is no loss any more; the ledger keeps what was.
        scenario.source()
                .run(
                        "UPDATE facts SET day = '2026-02-02' WHERE id = 1",
                        "UPDATE facts SET at = NULL WHERE id = 2",
                        "UPDATE facts SET id = 40 WHERE id = 4");
        scenario.await();
        assertThat(losses()).isEqualTo(2);
        assertThat(ledger())
                .containsExactly(
                        "['1','a'] day infinity",
                        "['1','a'] day infinity",
                        "['2','b'] at 12000-01-01 00:00:00+00",
                        "['2','b'] at 12000-01-01 00:00:00+00",
                        "['2','b'] price NaN",
                        "['4','it\\'s'] at -infinity",
                        "['4','it\\'s'] day 0044-03-15 BC",
                        "['40','it\\'s'] at -infinity",
                        "['40','it\\'s'] day 0044-03-15 BC");
        assertClean();
        JsonNode status = sluice.json(0, "status");
        assertThat(status.get("tables").get(0).get("losses").asInt()).isEqualTo(2);
        assertThat(status.get("warnings").toString())
                .contains("2 values of lossy.facts did not fit and are NULL in the copy");

        // Sent again, nothing is doubled.
        List<String> before = ledger();
        Topic topic = new Topic(
                engines.endpoints().kafka().bootstrap(), scenario.table("facts").topic());
        topic.send(topic.values());
        scenario.await();
        assertThat(ledger()).isEqualTo(before);
        assertThat(losses()).isEqualTo(2);
        assertClean();
        scenario.source().run("TRUNCATE facts");
        scenario.await();
        assertThat(losses()).isZero();
        assertClean();
    }

    @Test
    void verifyTellsOtherDifferencesOfRowsWithLosses() throws Exception {
        damage("UPDATE note = 'wrong' WHERE id = 1");
        assertThat(differences(false)).containsExactly("DIFFERENT [1, a] [note]");
        damage("UPDATE note = 'one' WHERE id = 1");
        assertClean();
        // A value where there should be none, none where there is a value, and another text than was recorded.
        damage("UPDATE day = '2026-05-05' WHERE id = 1");
        damage("UPDATE at = NULL WHERE id = 1");
        damage("UPDATE day = NULL WHERE id = 3");
        scenario.clickhouse()
                .execute(
                        "ALTER TABLE _sluice.losses UPDATE text = '13000-01-01 00:00:00+00' WHERE target = 'lossy.facts'"
                                + " AND column = 'at' SETTINGS mutations_sync = 1");
        assertThat(differences(false))
                .containsExactly("DIFFERENT [1, a] [day, at]", "DIFFERENT [2, b] [at]", "DIFFERENT [3, c] [day]");
        JsonNode told = sluice.json(1, "verify");
        assertThat(told.get("different").asInt()).isEqualTo(3);
        assertThat(differences(true)).hasSize(3);
        assertClean();
        assertThat(copy())
                .containsExactly("1 null 2026 1 one", "2 2026-01-01 null null two", "3 2026-01-03 null 3 null");
        assertThat(losses()).isEqualTo(3);
    }

    /** What was parked under the usual policy is replayed under the new one, in place; back again, it is loaded anew. */
    @Test
    void thePolicyMayChange() throws Exception {
        sluice.configure(text -> text.replace("null-and-record", "fail"));
        scenario.close();
        scenario = Scenario.live(
                engines,
                Scenario.schema(
                        engines,
                        "lossy",
                        "CREATE TABLE facts (id int PRIMARY KEY, day date, note text)",
                        "INSERT INTO facts VALUES (1, 'infinity', 'one'), (2, '2026-01-01', 'two')"),
                new TableRule("lossy.*", List.of(), Optional.empty()));
        scenario.source().run("INSERT INTO facts VALUES (3, '-infinity', 'three')");
        scenario.await();
        assertThat(sluice.json(0, "parked", "list").get("events").asInt()).isEqualTo(2);
        scenario.stopWatching();
        sluice.configure(text -> text.replace("fail", "null-and-record"));
        assertThat(sluice.run("apply").out()).doesNotContain("load lossy.facts");
        sluice.json(0, "parked", "replay", "--all");
        assertThat(sluice.json(0, "verify").get("ok").asBoolean()).isTrue();
        assertThat(ledger()).containsExactly("['1'] day infinity", "['3'] day -infinity");
        assertThat(sluice.json(0, "status").get("tables").get(0).get("losses").asInt())
                .isEqualTo(2);
        assertThat(sluice.run("doctor").out()).contains("becomes NULL and an entry in _sluice.losses");
    }

    private void assertClean() {
        TableVerification found = scenario.verify("facts");
        assertThat(found.differences()).isEmpty();
        assertThat(found.equal()).isTrue();
    }

    private List<String> differences(boolean repair) {
        return scenario.verify("facts", repair).differences().stream()
                .map(LossesTest::text)
                .sorted()
                .toList();
    }

    private static String text(RowDifference difference) {
        return difference.kind() + " " + difference.key() + " " + difference.columns();
    }

    private void damage(String action) {
        scenario.clickhouse()
                .execute("ALTER TABLE _sluice.`rows.lossy.facts` " + action + " SETTINGS mutations_sync = 1");
    }

    private int losses() throws Exception {
        return sluice.json(0, "status").get("tables").get(0).get("losses").asInt();
    }

    private List<String> copy() {
        return texts(
                "SELECT concat_ws(' ', toString(id), ifNull(toString(day), 'null'), ifNull(toString(toYear(at)), 'null'),"
                        + " ifNull(toString(price), 'null'), ifNull(note, 'null')) FROM lossy.facts ORDER BY id");
    }

    private List<String> ledger() {
        return texts(
                "SELECT concat_ws(' ', toString(key), column, text) FROM _sluice.losses FINAL WHERE target = 'lossy.facts'"
                        + " ORDER BY toInt32(key[1]), column, version");
    }

    private List<String> texts(String sql) {
        return scenario.clickhouse().rows(sql).stream()
                .map(row -> row.get(0).asText())
                .toList();
    }
}
