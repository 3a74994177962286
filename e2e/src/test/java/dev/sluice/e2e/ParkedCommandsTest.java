/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a user sees of values that do not fit: before anything is done, when it happens, and afterwards. */
@ExtendWith(Engines.Shared.class)
class ParkedCommandsTest {
    private final Engines engines;

    ParkedCommandsTest(Engines engines) {
        this.engines = engines;
    }

    @Test
    void planAndDoctorTellTheLimitsBefore() throws Exception {
        CommandsInProcess sluice = CommandsInProcess.over(engines, "foretold", "exclude: [secret]\nhistory: 30d");
        Source source = Scenario.schema(
                engines,
                "foretold",
                "CREATE TABLE lots (id int PRIMARY KEY, day date, price numeric(8, 2) NOT NULL, tags text[], secret text)");

        for (String command : List.of("plan", "doctor")) {
            JsonNode table = sluice.json(0, command).get("tables").get(0);
            assertThat(table.get("target").asText()).isEqualTo("foretold.lots");
            assertThat(table.get("key").toString()).isEqualTo("[\"id\"]");
            assertThat(table.get("history_days").asInt()).isEqualTo(30);
            assertThat(table.get("columns").findValuesAsText("name")).containsExactly("id", "day", "price", "tags");
            assertThat(table.get("columns").get(1).toString())
                    .startsWith(
                            "{\"name\":\"day\",\"postgres\":\"date\",\"clickhouse\":\"Date32\",\"nullable\":true,\"limit\":\"1900");
            assertThat(texts(table.get("limits")))
                    .startsWith(
                            "day: 1900-01-01 to 2299-12-31; anything else is parked, infinity too",
                            "price: NaN is parked",
                            "tags: the text that Postgres prints",
                            "secret: excluded, so not in the copy");
            assertThat(sluice.run(command).out())
                    .contains(
                            "table foretold.lots  becomes foretold.lots, key (id), history 30 days",
                            "  numeric(8,2) -> Decimal(8, 2): price",
                            "  limit: price: NaN is parked");
        }
        source.run("DROP SCHEMA foretold CASCADE");
    }

    @Test
    void aValueThatDoesNotFitIsListedReplayedAndDropped() throws Exception {
        CommandsInProcess sluice = CommandsInProcess.over(engines, "handled", "");
        try (Scenario scenario =
                Scenario.live(engines, "handled", "CREATE TABLE lots (id int PRIMARY KEY, day date, note text)")) {
            assertThat(sluice.run("parked", "list").out()).isEqualTo("No event is parked.\n");
            scenario.source()
                    .run(
                            "INSERT INTO lots VALUES (1, 'infinity', 'a')",
                            "INSERT INTO lots VALUES (2, '20250-01-01', 'b'), (3, '2026-01-01', 'c')");
            JsonNode waited = sluice.json(0, "wait");
            assertThat(waited.get("parked").asInt()).isEqualTo(2);
            JsonNode status = sluice.json(0, "status");
            assertThat(status.get("tables").get(0).get("parked").asInt()).isEqualTo(2);
            assertThat(status.get("warnings").toString()).contains("sluice parked list --table handled.lots");

            JsonNode list = sluice.json(0, "parked", "list", "--table", "handled.lots", "--limit", "1");
            assertThat(list.get("events").asInt()).isEqualTo(2);
            assertThat(list.get("groups")).hasSize(1);
            assertThat(list.get("groups").get(0).get("reason").asText())
                    .isEqualTo("column day: a value does not fit its type");
            assertThat(list.get("listed")).hasSize(1);
            String id = list.get("listed").get(0).get("id").asText();
            assertThat(id).isEqualTo("handled.handled.lots-0-0");
            JsonNode event = sluice.json(0, "parked", "show", id);
            assertThat(event.get("payload").asText()).contains("infinity");
            assertThat(event.get("changed_since").asBoolean()).isFalse();
            assertThat(event.get("next").asText()).contains("Mend the value");
            assertThat(sluice.run("parked", "show", id).out()).contains("\"day\" : \"infinity\"", "offset 0");
            assertThat(sluice.json(2, "parked", "show", "handled.handled.lots-0-99")
                            .get("error")
                            .get("code")
                            .asText())
                    .isEqualTo("no-such-event");

            JsonNode replayed = sluice.json(1, "parked", "replay", id);
            assertThat(replayed.get("replayed")).isEmpty();
            assertThat(replayed.get("refused").get(0).get("id").asText()).isEqualTo(id);

            // The mended values come by themselves; what is left is of the past.
            scenario.source().run("UPDATE lots SET day = '2299-12-31' WHERE id <= 2");
            scenario.assertEqual();
            assertThat(sluice.json(0, "parked", "show", id).get("changed_since").asBoolean())
                    .isTrue();
            assertThat(texts(sluice.json(0, "parked", "drop", "--all", "--yes").get("dropped")))
                    .hasSize(2)
                    .contains(id);
            assertThat(sluice.run("parked", "list").out()).isEqualTo("No event is parked.\n");
            JsonNode closed = sluice.json(0, "parked", "list", "--closed");
            assertThat(closed.get("listed")).hasSize(2);
            assertThat(closed.get("listed").get(0).get("outcome").asText()).isEqualTo("dropped");
            assertThat(closed.get("listed").get(0).get("error").asText()).startsWith("column day");
            assertThat(sluice.json(0, "status")
                            .get("tables")
                            .get(0)
                            .get("parked")
                            .asInt())
                    .isZero();
        } finally {
            Folders.delete(sluice.folder());
        }
    }

    /** Columns kept as text take every value; what a change of the configuration parks, the next one brings back. */
    @Test
    void columnsKeptAsTextHaveNoMisfits() throws Exception {
        String rules = "columns:\n  day: { misfit: text }\n  at: { misfit: text }\n  price: { misfit: text }";
        CommandsInProcess sluice = CommandsInProcess.over(engines, "textual", rules);
        Source source = Scenario.schema(
                engines,
                "textual",
                "CREATE TABLE lots (id int PRIMARY KEY, day date, at timestamptz, price numeric(8, 2) NOT NULL)",
                "CREATE TABLE days (day date PRIMARY KEY, n int)",
                "INSERT INTO lots VALUES (1, 'infinity', '-infinity', 'NaN'), (2, '2026-01-01', '2026-01-01 12:00+02', 1.5)",
                "INSERT INTO days VALUES ('infinity', 1), ('0044-03-15 BC', 2), ('2026-01-01', 3)");
        sluice.json(0, "apply");
        source.run(
                "INSERT INTO lots VALUES (3, '20250-01-01', '0044-03-15 12:00 BC', 'NaN'), (4, NULL, NULL, 7)",
                "UPDATE lots SET price = 'NaN', day = '-infinity' WHERE id = 2",
                "DELETE FROM lots WHERE id = 1",
                "DELETE FROM days WHERE day = 'infinity'",
                "UPDATE days SET day = '20250-01-01' WHERE n = 2");
        assertTextual(sluice, source);
        assertThat(texts(sluice.json(0, "plan").get("tables").get(1).get("limits")))
                .containsExactly("day, at, price: the text that Postgres prints, as the configuration says");

        sluice.configure(text -> text.replace("misfit: text", "misfit: fail"));
        sluice.json(0, "apply");
        assertThat(sluice.json(0, "wait").get("parked").asInt()).isEqualTo(3);
        sluice.configure(text -> text.replace("misfit: fail", "misfit: text"));
        sluice.json(0, "apply");
        assertTextual(sluice, source);

        sluice.json(0, "destroy", "--yes");
        source.run("DROP SCHEMA textual CASCADE");
        Folders.delete(sluice.folder());
    }

    private static void assertTextual(CommandsInProcess sluice, Source source) throws Exception {
        assertThat(sluice.json(0, "wait").get("parked").asInt()).isZero();
        assertThat(sluice.json(0, "verify").get("ok").asBoolean()).isTrue();
        for (String query : List.of(
                "SELECT id, day::%1$s, at::%1$s, price::%1$s FROM textual.lots ORDER BY id",
                "SELECT day::%1$s, n FROM textual.days ORDER BY n")) {
            List<List<String>> rows = new ArrayList<>();
            for (JsonNode row :
                    sluice.json(0, "sql", query.formatted("Nullable(String)")).get("data")) {
                List<String> values = new ArrayList<>();
                row.forEach(value -> values.add(value.isNull() ? null : value.asText()));
                rows.add(values);
            }
            assertThat(rows).isEqualTo(source.rows(query.formatted("text")));
        }
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
