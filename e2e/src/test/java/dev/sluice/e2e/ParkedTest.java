/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.plan.Copy;
import dev.sluice.core.target.ChIdentifiers;
import dev.sluice.core.target.ParkedChoice;
import dev.sluice.core.target.ParkedList;
import dev.sluice.core.target.ParkedReplay;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.control.ReplayedEvents;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Events that could not be applied, and how they come into the copy after all: exactly, in whatever order and how often. */
@ExtendWith(Engines.Shared.class)
class ParkedTest {
    private final Engines engines;

    ParkedTest(Engines engines) {
        this.engines = engines;
    }

    /** The reader of before takes no NULL, the topic forgets before the new one comes, and rows change before and after. */
    @Test
    void whatTheTopicHasForgottenIsReplayedFromWhatWasKept() throws Exception {
        try (Scenario scenario = Scenario.still(
                engines, "forgetful", "CREATE TABLE lots (id int PRIMARY KEY, cars int NOT NULL, note text)")) {
            scenario.source().run("INSERT INTO lots SELECT i, i * 10, 'first' FROM generate_series(1, 5) i");
            scenario.assertEqual();
            scenario.source()
                    .run(
                            "ALTER TABLE lots ALTER COLUMN cars DROP NOT NULL",
                            "UPDATE lots SET cars = NULL, note = 'parked, then changed' WHERE id = 1",
                            "UPDATE lots SET cars = 11 WHERE id = 1",
                            "UPDATE lots SET cars = NULL WHERE id = 2",
                            "UPDATE lots SET cars = NULL WHERE id = 3",
                            "DELETE FROM lots WHERE id = 3",
                            "INSERT INTO lots VALUES (6, NULL, 'new')");
            scenario.awaitRead();
            assertThat(events(scenario, "lots")).hasSize(4);
            // The reader can't take them yet, and that is said instead of tried.
            assertThatThrownBy(() -> replay(scenario, "lots")).hasMessageContaining("is not what the source's columns");
            forget(scenario, "lots");
            scenario.source().run("UPDATE lots SET note = 'after' WHERE id = 2");
            scenario.awaitRead();

            scenario.apply();
            scenario.assertEqual();
            assertThat(events(scenario, "lots")).isEmpty();
            List<String> history = scenario.history("lots");
            assertThat(history)
                    .containsSubsequence(
                            "u 1 - parked, then changed",
                            "u 1 11 parked, then changed",
                            "u 2 - first",
                            "u 3 - first",
                            "c 6 - new",
                            "u 2 - after")
                    .hasSize(12);
            assertThat(Scenario.steps(scenario.control().plan())).isEmpty();
        }
    }

    /** They have one version, so what tells those of a table without key apart has to be read from what was kept, too. */
    @Test
    void rowsThatACopyWroteIntoOnePage() throws Exception {
        try (Scenario scenario = Scenario.still(
                engines,
                "parked_page",
                "CREATE TABLE lots (id int PRIMARY KEY, cars int NOT NULL)",
                "CREATE TABLE log (n int NOT NULL, note text)",
                "ALTER TABLE log REPLICA IDENTITY FULL")) {
            scenario.source()
                    .run(
                            "ALTER TABLE lots ALTER COLUMN cars DROP NOT NULL",
                            "ALTER TABLE log ALTER COLUMN n DROP NOT NULL",
                            "COPY lots FROM PROGRAM 'printf \"1,\\n2,\\n3,\\n\"' (FORMAT csv)",
                            "COPY log FROM PROGRAM 'printf \",a\\n,equal\\n,equal\\n1,read\\n\"' (FORMAT csv)");
            scenario.awaitRead();
            for (String name : List.of("lots", "log")) {
                assertThat(events(scenario, name)).as(name).hasSize(3);
                forget(scenario, name);
            }

            scenario.apply();
            scenario.assertEqual();
            assertThat(scenario.history("lots")).containsExactly("c 1 -", "c 2 -", "c 3 -");
            assertThat(scenario.history("log")).containsExactly("c - a", "c - equal", "c - equal", "c 1 read");
        }
    }

    /** As if a reader of before had refused sound events: they are taken out of the stores and parked, oldest and newest. */
    @Test
    void replaysAreExactAndIdempotent() throws Exception {
        try (Scenario scenario = Scenario.live(
                engines, "replayed", "CREATE TABLE docs (id int PRIMARY KEY, n int NOT NULL, body text)")) {
            scenario.source()
                    .run(
                            "ALTER TABLE docs ALTER COLUMN body SET STORAGE EXTERNAL",
                            "INSERT INTO docs SELECT i, 0, repeat('a', 5000) FROM generate_series(1, 4) i");
            scenario.assertEqual();
            scenario.source()
                    .run(
                            "UPDATE docs SET body = repeat('b', 5000) WHERE id = 1",
                            "UPDATE docs SET body = repeat('c', 5000) WHERE id = 2",
                            "DELETE FROM docs WHERE id = 3",
                            "UPDATE docs SET id = 40 WHERE id = 4");
            scenario.assertEqual();
            List<String> history = scenario.history("docs");
            TargetTable table = scenario.table("docs");
            List<byte[]> messages = new Topic(engines.endpoints().kafka().bootstrap(), table.topic()).values();
            // The last five but the change of key's, which was filled from the history that is about to lack it.
            refuse(scenario, table, messages.subList(4, 7));
            assertThat(events(scenario, "docs")).hasSize(3);
            // A later change of a row whose large value was parked: it is filled without it.
            scenario.source().run("UPDATE docs SET n = 7 WHERE id = 1");
            scenario.await();
            assertThat(WholeTable.in(scenario.clickhouse(), "replayed", "docs"))
                    .isNotEqualTo(WholeTable.in(scenario.source(), "docs"));

            ReplayedEvents.Outcome outcome = replay(scenario, "docs");
            assertThat(outcome.refused()).isEmpty();
            assertThat(outcome.replayed())
                    .containsExactly(
                            "replayed.replayed.docs-0-4", "replayed.replayed.docs-0-5", "replayed.replayed.docs-0-6");
            scenario.assertEqual();
            assertThat(scenario.history("docs")).containsAll(history).hasSize(history.size() + 1);

            // Twice: parked once more although they are there, with still later changes before.
            scenario.source().run("UPDATE docs SET n = 8 WHERE id = 1", "INSERT INTO docs VALUES (3, 3, 'again')");
            scenario.assertEqual();
            history = scenario.history("docs");
            park(scenario, table, messages.subList(4, 7));
            assertThat(replay(scenario, "docs").replayed()).hasSize(3);
            scenario.assertEqual();
            assertThat(scenario.history("docs")).isEqualTo(history);
            assertThat(replay(scenario, "docs")).isEqualTo(new ReplayedEvents.Outcome(List.of(), List.of()));
        }
    }

    @Test
    void whatStillFailsStaysWithItsError() throws Exception {
        try (Scenario scenario = Scenario.live(
                engines, "stubborn", "CREATE TABLE lots (id int PRIMARY KEY, cars int NOT NULL, day date)")) {
            scenario.source()
                    .run("INSERT INTO lots VALUES (1, 10, 'infinity')", "INSERT INTO lots VALUES (2, 20, NULL)");
            scenario.awaitRead();
            Topic topic = new Topic(
                    engines.endpoints().kafka().bootstrap(),
                    scenario.table("lots").topic());
            String sound = new String(topic.values().get(1), UTF_8);
            topic.send(List.of(
                    "no JSON\n{".getBytes(UTF_8),
                    sound.replace("\"cars\":20", "\"cars\":\"many\"").getBytes(UTF_8),
                    sound.replace(scenario.table("lots").schemaId(), "0123456789abcdef")
                            .getBytes(UTF_8)));
            scenario.awaitRead();
            List<String> before = events(scenario, "lots");
            assertThat(before).hasSize(4);

            ReplayedEvents.Outcome outcome = replay(scenario, "lots");
            assertThat(outcome.replayed()).isEmpty();
            assertThat(outcome.refused()).hasSize(4);
            assertThat(events(scenario, "lots"))
                    .satisfiesExactly(
                            event -> assertThat(event)
                                    .contains("stubborn.stubborn.lots-0-0 ", "column day: \"infinity\" does not fit"),
                            event -> assertThat(event).contains("lots-0-2 ", "not JSON"),
                            event -> assertThat(event).contains("lots-0-3 ", "column cars", "many"),
                            event -> assertThat(event).contains("lots-0-4 ", "unknown schema 0123456789abcdef"));
            assertThat(scenario.history("lots")).containsExactly("c 2 20 -");

            scenario.clickhouse()
                    .execute(ParkedReplay.closeDropped(
                            new ParkedChoice(List.of("stubborn.lots"), List.of("stubborn.stubborn.lots-0-2")),
                            Instant.now()));
            assertThat(events(scenario, "lots")).hasSize(3);
            assertThat(scenario.clickhouse()
                            .rows(ParkedList.closed(ParkedChoice.of(scenario.table("lots")), 10))
                            .toString())
                    .contains("stubborn.stubborn.lots-0-2", "not JSON", "dropped");
        }
    }

    /** The load parks rows too; that they fit one day is a change of the table. */
    @Test
    void rowsOfTheLoad() throws Exception {
        try (Scenario scenario = Scenario.still(
                engines,
                "unloaded",
                "CREATE TABLE lots (id int PRIMARY KEY, day date, n int NOT NULL)",
                "INSERT INTO lots VALUES (1, 'infinity', 1), (2, '-infinity', 2), (3, '2026-01-01', 3), (4, 'infinity', 4)")) {
            assertThat(events(scenario, "lots"))
                    .hasSize(3)
                    .allSatisfy(event ->
                            assertThat(event).startsWith("unloaded.lots-load-").contains("does not fit"));
            assertThat(replay(scenario, "lots").refused())
                    .hasSize(3)
                    .first()
                    .satisfies(row -> assertThat(row.error()).contains("infinity does not fit"));
            scenario.source()
                    .run(
                            "UPDATE lots SET day = NULL, n = 10 WHERE id = 1",
                            "DELETE FROM lots WHERE id = 4",
                            "ALTER TABLE lots DROP COLUMN day");
            scenario.apply();
            scenario.await();
            assertThat(WholeTable.in(scenario.clickhouse(), "unloaded", "lots"))
                    .isNotEqualTo(WholeTable.in(scenario.source(), "lots"));
            assertThat(replay(scenario, "lots").replayed()).hasSize(3);
            scenario.assertEqual();
            assertThat(replay(scenario, "lots").replayed()).isEmpty();

            // A new load takes the place of what was parked on the way of the one before.
            scenario.source()
                    .run("ALTER TABLE lots ADD COLUMN day date", "UPDATE lots SET day = 'infinity' WHERE id = 2");
            scenario.apply();
            scenario.awaitRead();
            assertThat(events(scenario, "lots")).hasSize(1);
            scenario.source().run("ALTER TABLE lots ALTER COLUMN day TYPE text");
            scenario.apply();
            scenario.assertEqual();
            assertThat(events(scenario, "lots")).isEmpty();
        }
    }

    private static ReplayedEvents.Outcome replay(Scenario scenario, String name) {
        Copy copy = scenario.control().copies().stream()
                .filter(one -> one.table().source().name().equals(name))
                .findFirst()
                .orElseThrow();
        ReplayedEvents.requireCurrent(scenario.clickhouse(), copy);
        return new ReplayedEvents(scenario.control().systems(), copy.table()).replay(ParkedChoice.of(copy.table()));
    }

    /** Id and error of each. */
    private static List<String> events(Scenario scenario, String name) {
        return scenario
                .clickhouse()
                .rows(ParkedList.events(
                        new ParkedChoice(List.of(scenario.source().schema() + "." + name), List.of()), -1))
                .stream()
                .map(row -> row.get(0).asText() + " " + row.get(2).asText())
                .toList();
    }

    /** What retention does to a topic. */
    private void forget(Scenario scenario, String name) throws Exception {
        TopicPartition partition = new TopicPartition(scenario.table(name).topic(), 0);
        try (Admin admin = Admin.create(
                Map.of("bootstrap.servers", engines.endpoints().kafka().bootstrap()))) {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(-1)))
                    .all()
                    .get();
        }
    }

    /** Takes the changes of these messages out of the stores, and has them parked. */
    private static void refuse(Scenario scenario, TargetTable table, List<byte[]> messages) {
        for (byte[] message : messages) {
            String version =
                    "JSONExtract(" + ChIdentifiers.literal(new String(message, UTF_8)) + ", 'version', 'UInt128')";
            for (String store : List.of(
                    table.names().rows().quoted(), table.names().changes().quoted())) {
                scenario.clickhouse()
                        .execute("ALTER TABLE " + store + " DELETE WHERE _version = " + version
                                + " SETTINGS mutations_sync = 1");
            }
        }
        // The store of rows keeps the last version only.
        scenario.clickhouse()
                .execute("INSERT INTO " + table.names().rows().quoted()
                        + " (id, n, body, _version, _deleted) SELECT id, assumeNotNull(n), body, _version, 0 FROM "
                        + table.names().changes().quoted() + " FINAL WHERE _op = 'c' AND id <= 4");
        park(scenario, table, messages);
    }

    /** What the topic's reader does with what it can't read; the offsets are those from 4 on. */
    private static void park(Scenario scenario, TargetTable table, List<byte[]> messages) {
        for (int i = 0; i < messages.size(); i++) {
            scenario.clickhouse()
                    .execute("INSERT INTO " + table.names().events().quoted()
                            + " (_topic, _partition, _offset, _error, _raw_message) VALUES ("
                            + ChIdentifiers.literal(table.topic()) + ", 0, " + (i + 4) + ", 'refused', "
                            + ChIdentifiers.literal(new String(messages.get(i), UTF_8)) + ")");
        }
    }
}
