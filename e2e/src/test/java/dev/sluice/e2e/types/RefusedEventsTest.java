/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e.types;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.problem.ProblemException;
import dev.sluice.core.target.ChIdentifiers;
import dev.sluice.core.verify.RowTexts.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is in an event and doesn't belong into its table parks all of it; nothing of it becomes a default. */
@ExtendWith(Engines.class)
class RefusedEventsTest {
    private static final String COLUMNS =
            "id int PRIMARY KEY, n int NOT NULL, opt smallint, price numeric(10, 2), day date, f real, t text NOT NULL";

    private final Engines.Running engines;

    RefusedEventsTest(Engines.Running engines) {
        this.engines = engines;
    }

    @Test
    void insertions() {
        ReplicatedTable table = ReplicatedTable.create(engines, "refused", COLUMNS);
        String sound = new CapturedRows(table.source())
                .inserted(Arrays.asList("1", "5", "6", "1.50", "2026-11-29", "0.5", "text"), 7);
        Map<String, List<String>> changes = new LinkedHashMap<>();
        changes.put("\"n\":5", List.of("\"n\":\"five\"", "\"n\":null", "\"n\":[5]", "\"m\":5", "\"n\":3000000000"));
        changes.put("\"opt\":6", List.of("\"opt\":\"six\"", "\"opt\":40000", "\"opt\":null", "\"o\":6"));
        changes.put("\"1.50\"", List.of("\"NaN\"", "\"1,50\"", "null", "{}"));
        changes.put("\"2026-11-29\"", List.of("\"some day\"", "null"));
        changes.put("\"f\":0.5", List.of("\"f\":\"half\"", "\"f\":null"));
        changes.put("\"t\":\"text\"", List.of("\"t\":null", "\"T\":\"text\""));
        changes.put("\"op\":\"c\"", List.of("\"op\":\"x\"", "\"op\":\"\"", "\"Op\":\"c\""));
        changes.put(
                "\"version\":\"18446744073709551623\"",
                List.of("\"version\":\"0\"", "\"version\":\"first\"", "\"v\":1"));
        changes.put(table.target().schemaId(), List.of("0123456789abcdef", ""));
        changes.put(
                "\"complete\":true",
                List.of(
                        "\"complete\":true,\"nulls\":[\"opt\"]",
                        "\"complete\":true,\"missing\":[\"t\"]",
                        "\"complete\":true,\"out_of_range\":[\"day\"]",
                        "\"complete\":true,\"too_large\":{\"bytes\":1}",
                        "\"complete\":true,\"altered\":[\"column n: was text\"]"));
        changes.put("\"n\":5,", List.of(""));
        changes.put(sound, List.of("not JSON", "[]", "{}", "null", "\"text\"", sound.substring(1)));
        List<String> events = new ArrayList<>();
        changes.forEach((from, to) -> {
            assertThat(sound).contains(from);
            to.forEach(text -> events.add(sound.replace(from, text)));
        });
        // A NULL that is told, in a column that has none.
        events.add(told(sound, "\"n\":5", "\"n\":null", "\"nulls\":[\"n\"]"));
        events.add(told(sound, "\"opt\":6", "\"opt\":null", "\"nulls\":[\"who\"]"));
        // The same beside one that may be told.
        String nulls = "\"n\":null,\"opt\":null";
        events.add(told(sound, "\"n\":5,\"opt\":6", nulls, "\"nulls\":[\"n\",\"opt\"]"));
        events.add(told(sound, "\"n\":5,\"opt\":6", nulls, "\"nulls\":[\"opt\",\"n\"]"));
        events.add(told(sound, "\"n\":5,\"opt\":6", nulls, "\"nulls\":[\"opt\",null]"));
        events.add(told(sound, "\"n\":5,\"opt\":6", nulls, "\"nulls\":[\"opt\",\"\"]"));
        events.add(told(sound, "\"id\":1,\"n\":5,\"opt\":6", "\"id\":null,\"n\":5", "\"missing\":[\"id\",\"opt\"]"));
        events.add(told(sound, "\"id\":1,\"n\":5,\"opt\":6", "\"id\":null,\"n\":5", "\"missing\":[\"opt\",\"\"]"));
        arriveFrom(10, table, events);
        assertThat(table.parked()).isEqualTo(numbers(10, events.size()));
        assertThat(rows(table)).isEmpty();
        assertThat(table.ask(
                        Side.TARGET,
                        "SELECT 1 FROM " + table.target().names().changes().quoted()))
                .isEmpty();

        table.arrive(sound, 1);
        table.arrive(
                told(sound, "\"opt\":6", "\"opt\":null", "\"nulls\":[\"opt\"]").replace("\"id\":1", "\"id\":2"), 2);
        assertThat(rows(table))
                .containsExactly("[1, 5, 6, 1.5, 2026-11-29, 0.5, text]", "[2, 5, null, 1.5, 2026-11-29, 0.5, text]");
    }

    @Test
    void deletions() {
        ReplicatedTable table = ReplicatedTable.create(engines, "refused_deletions", COLUMNS);
        String sound = new CapturedRows(table.source())
                .inserted(Arrays.asList("1", "5", "6", "1.50", "2026-11-29", "0.5", "text"), 7);
        table.arrive(sound, 1);
        String after = sound.substring(sound.indexOf("\"after\":"), sound.indexOf(",\"complete\""));
        String deletion = sound.replace("\"op\":\"c\"", "\"op\":\"d\"")
                .replace("18446744073709551623", "18446744073709551624")
                .replace(after, "\"after\":null");
        arriveFrom(
                10,
                table,
                List.of(
                        deletion,
                        deletion.replace("\"before\":null", "\"before\":{}"),
                        deletion.replace("\"before\":null", "\"before\":{\"id\":\"one\"}"),
                        deletion.replace("\"before\":null", "\"before\":{\"n\":1}")));
        assertThat(table.parked()).isEqualTo(numbers(10, 4));
        assertThat(rows(table)).hasSize(1);
        table.arrive(deletion.replace("\"before\":null", "\"before\":{\"id\":1}"), 2);
        assertThat(rows(table)).isEmpty();
    }

    @Test
    void oldRowsOfTablesWithoutKey() {
        ReplicatedTable table =
                ReplicatedTable.create(engines, "refused_counted", "n int, opt smallint", "REPLICA IDENTITY FULL");
        CapturedRows captured = new CapturedRows(table.source());
        String inserted = captured.inserted(Arrays.asList("5", null), 7);
        table.arrive(inserted, 1);
        table.arrive(captured.inserted(Arrays.asList(null, null), 8), 2);
        String update = inserted.replace("\"op\":\"c\"", "\"op\":\"u\"")
                .replace("18446744073709551623", "18446744073709551625")
                .replace("\"n\":5", "\"n\":6");
        arriveFrom(
                10,
                table,
                List.of(
                        update.replace("\"before\":null", "\"before\":{\"n\":\"five\"}"),
                        update.replace("\"before\":null", "\"before\":{\"n\":5,\"opt\":null}"),
                        update.replace("\"before\":null", "\"before\":{\"n\":5,\"who\":1}")));
        assertThat(table.parked()).isEqualTo(numbers(10, 3));
        table.arrive(update.replace("\"before\":null", "\"before\":{\"n\":5}"), 3);
        table.arrive(
                update.replace("18446744073709551625", "18446744073709551626")
                        .replace("\"before\":null", "\"before\":{}")
                        .replace("\"n\":6", "\"n\":7"),
                4);
        assertThat(rows(table)).containsExactly("[6, null]", "[7, null]");
    }

    /** Memory that runs out is nothing about the event: the block has to fail as a whole, so that it is read again. */
    @Test
    void tooLittleMemoryParksNothing() {
        ReplicatedTable table = ReplicatedTable.create(engines, "refused_memory", "id int PRIMARY KEY, a text, b text");
        String large = "x".repeat(4 << 20);
        String event = new CapturedRows(table.source()).inserted(Arrays.asList("1", large, large), 7);
        engines.target().execute("CREATE TABLE messages (message String) ENGINE = Memory");
        engines.target().execute("INSERT INTO messages VALUES (" + ChIdentifiers.literal(event) + ")");
        int failed = 0;
        for (int megabytes = 12; megabytes < 160; megabytes += 4) {
            try {
                engines.target()
                        .execute("INSERT INTO " + table.target().names().topic().quoted()
                                + " SELECT message, 'topic', 0, 1 FROM messages SETTINGS max_untracked_memory = 1,"
                                + " max_memory_usage = " + (megabytes << 20));
            } catch (ProblemException e) {
                assertThat(e.problem().code()).isEqualTo("target-memory");
                failed++;
            }
            assertThat(table.parked()).isEmpty();
            assertThat(table.ask(
                            Side.TARGET,
                            "SELECT id FROM " + table.target().names().live().quoted() + " WHERE length(a) != "
                                    + large.length() + " OR length(b) != " + large.length()))
                    .isEmpty();
        }
        assertThat(failed).isBetween(3, 35);
        assertThat(rows(table)).hasSize(1);
    }

    private static String told(String event, String from, String to, String remark) {
        return event.replace(from, to).replace("\"complete\":true", remark + ",\"complete\":true");
    }

    private static void arriveFrom(long first, ReplicatedTable table, List<String> events) {
        long offset = first;
        for (String event : events) {
            table.arrive(event, offset++);
        }
    }

    private static TreeSet<String> numbers(int first, int count) {
        TreeSet<String> numbers = new TreeSet<>();
        for (int i = first; i < first + count; i++) {
            numbers.add(String.valueOf(i));
        }
        return numbers;
    }

    private static List<String> rows(ReplicatedTable table) {
        return table
                .ask(
                        Side.TARGET,
                        "SELECT * FROM " + table.target().names().live().quoted() + " ORDER BY 1")
                .stream()
                .map(row -> row.toString().length() > 200 ? "large" : row.toString())
                .toList();
    }
}
