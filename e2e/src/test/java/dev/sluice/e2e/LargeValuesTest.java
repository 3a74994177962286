/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.target.PartialRows;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.control.ControlPlane;
import dev.sluice.runtime.control.PartialRowsWatch;
import dev.sluice.runtime.control.SchemaWatch;
import dev.sluice.runtime.target.ClickHouse;
import dev.sluice.runtime.verify.Barrier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Values that Postgres keeps out of line, and leaves out of the change stream when they did not change. */
@ExtendWith(Engines.Shared.class)
class LargeValuesTest {
    private static final int ROWS = 20;
    private static final int BYTES = 9000;

    /** How many granules of a table the index leaves, and of how many. */
    private static final Pattern BY_TIME =
            Pattern.compile("Name: _synced_at\\b.*?Granules: (\\d+)/(\\d+)", Pattern.DOTALL);

    private final Engines engines;

    LargeValuesTest(Engines engines) {
        this.engines = engines;
    }

    @Test
    void unchangedLargeValueStaysThroughUpdatesOfOtherColumns() throws Exception {
        try (Scenario scenario = Scenario.live(
                engines, "large", "CREATE TABLE docs (id int PRIMARY KEY, n int, body text, note text NOT NULL)")) {
            Random random = new Random(7);
            fill(scenario.source(), random);
            scenario.await();
            AtomicReference<String> wrong = new AtomicReference<>("");
            AtomicInteger looks = new AtomicInteger();
            AtomicBoolean done = new AtomicBoolean();
            Thread reader = Thread.ofVirtual().start(() -> {
                while (!done.get()) {
                    wrong.compareAndSet("", incomplete(scenario));
                    looks.incrementAndGet();
                }
            });
            for (int i = 1; i <= 5; i++) {
                scenario.source().run("UPDATE docs SET n = " + i, "UPDATE docs SET n = n + 100 WHERE id % 2 = 0");
                // The first lets all changes come in one block, the second has them completed one by one.
                if (i > 2) {
                    scenario.await();
                }
            }
            scenario.source()
                    .transaction(
                            "UPDATE docs SET body = reverse(body) WHERE id = 1",
                            "UPDATE docs SET n = -1 WHERE id = 1",
                            "DELETE FROM docs WHERE id = 3",
                            "UPDATE docs SET note = reverse(note) WHERE id = 4");
            try {
                scenario.assertEqual();
            } finally {
                done.set(true);
                reader.join();
            }
            assertThat(wrong.get()).isEmpty();
            assertThat(looks.get()).isPositive();
            assertThat(
                            scenario.source()
                                    .rows(
                                            "SELECT count(*) FROM docs WHERE length(body) > 8000 AND pg_column_size(body) > 8000"))
                    .containsExactly(List.of(Integer.toString(ROWS - 1)));
        }
    }

    @Test
    void unchangedLargeValueStaysThroughChangesOfTheKey() throws Exception {
        try (Scenario scenario = Scenario.live(
                engines,
                "moved_large",
                "CREATE TABLE docs (id int PRIMARY KEY, n int, body text, note text NOT NULL)")) {
            fill(scenario.source(), new Random(11));
            scenario.await();
            scenario.source()
                    .run(
                            "UPDATE docs SET id = id + 100 WHERE id <= 3",
                            "UPDATE docs SET n = 7 WHERE id = 101",
                            "UPDATE docs SET id = id + 100 WHERE id = 102",
                            "DELETE FROM docs WHERE id = 103",
                            // A key that another row had before, and one that a deleted row had.
                            "UPDATE docs SET id = 1, body = reverse(body) WHERE id = 4",
                            "UPDATE docs SET id = 103 WHERE id = 5");
            scenario.source()
                    .transaction(
                            "UPDATE docs SET id = -1 WHERE id = 6",
                            "UPDATE docs SET id = 6 WHERE id = 7",
                            "UPDATE docs SET id = 7 WHERE id = -1");
            scenario.assertEqual();
        }
    }

    @Test
    void unchangedLargeValueStaysThroughAnotherName() throws Exception {
        try (Scenario scenario = Scenario.live(
                engines,
                "renamed_large",
                "CREATE TABLE docs (id int PRIMARY KEY, n int, body text, note text NOT NULL)")) {
            fill(scenario.source(), new Random(17));
            scenario.await();
            scenario.source().run("UPDATE docs SET n = 1", "UPDATE docs SET id = 101 WHERE id = 1");
            scenario.await();
            scenario.source()
                    .run(
                            "ALTER TABLE docs RENAME body TO text",
                            "UPDATE docs SET n = 2 WHERE id > 5",
                            "UPDATE docs SET id = 102 WHERE id = 2",
                            "UPDATE docs SET id = 201 WHERE id = 101");
            scenario.assertEqual();
            scenario.source()
                    .run(
                            "UPDATE docs SET n = 3",
                            "ALTER TABLE docs RENAME note TO body",
                            "UPDATE docs SET n = 4 WHERE id > 10");
            scenario.assertEqual();
            scenario.source()
                    .run(
                            "ALTER TABLE docs DROP COLUMN text, ADD COLUMN text text DEFAULT 'short'",
                            "UPDATE docs SET n = 5",
                            "UPDATE docs SET id = id + 1000");
            scenario.assertEqual();
        }
    }

    /** A row that can't be completed by what the copy knows is not made up: the source is asked. */
    @Test
    void whatTheHistoryHasForgottenIsReadAgain() throws Exception {
        try (Scenario scenario = Scenario.live(
                engines, "forgotten", "CREATE TABLE docs (id int PRIMARY KEY, n int, body text, note text NOT NULL)")) {
            fill(scenario.source(), new Random(13));
            scenario.await();
            TargetTable table = scenario.table("docs");
            scenario.clickhouse()
                    .execute("TRUNCATE TABLE " + table.names().changes().quoted());
            scenario.source().run("UPDATE docs SET n = 1 WHERE id = 1");
            scenario.await();
            scenario.source().run("UPDATE docs SET id = 101 WHERE id = 1");
            new Barrier(scenario.control().systems(), scenario.control().names(), List.of(table))
                    .awaitRead(Scenario.LONG);
            new PartialRowsWatch(scenario.control().systems(), List.of(table)).completeOnce();

            scenario.assertEqual();
        }
    }

    /** What the history drops before its gap is filled tells nobody any more which row that was. */
    @Test
    void aGapThatTheHistoryHasForgottenIsADoubtAboutTheCopy() throws Exception {
        try (Scenario scenario = Scenario.still(
                engines,
                "forgotten_gap",
                "CREATE TABLE docs (id int PRIMARY KEY, n int, body text, note text NOT NULL)")) {
            ControlPlane control = scenario.control();
            Barrier barrier = new Barrier(control.systems(), control.names(), control.tables());
            SchemaWatch schema =
                    new SchemaWatch(control, (_, timeout) -> barrier.awaitRead(timeout), new Scenario.Quiet());
            schema.start();
            fill(scenario.source(), new Random(29));
            scenario.await();
            scenario.source().run("UPDATE docs SET n = 1 WHERE id = 1");
            scenario.awaitRead();
            TargetTable table = scenario.table("docs");
            // As of long ago: the one that the event has told stays as well.
            scenario.clickhouse()
                    .execute("INSERT INTO _sluice.incidents SELECT * REPLACE (seen_at - INTERVAL 2 HOUR AS seen_at,"
                            + " offset + 1000000 AS offset) FROM _sluice.incidents FINAL WHERE target = '"
                            + table.target() + "'");
            assertThat(schema.followOnce()).as("a gap that can be filled").isFalse();
            scenario.clickhouse()
                    .execute("TRUNCATE TABLE " + table.names().changes().quoted());

            assertThatThrownBy(() -> barrier.await(Duration.ofSeconds(1))).hasMessageContaining("are not completed");
            assertThat(schema.followOnce()).isTrue();
            scenario.assertEqual();
            assertThat(schema.followOnce()).isFalse();
        }
    }

    /** Whoever looks after gaps may know the table by an earlier look, after a plan that has altered the stores and was cut off. */
    @Test
    void gapsOfStoresWithOtherColumnsAreLeftToTheNextPlan() throws Exception {
        try (Scenario scenario = Scenario.still(
                engines,
                "gaps_of_another",
                "CREATE TABLE docs (id int PRIMARY KEY, n int, body text, note text NOT NULL)")) {
            fill(scenario.source(), new Random(23));
            TargetTable before = scenario.table("docs");
            scenario.source().run("UPDATE docs SET n = 1 WHERE id = 1");
            new Barrier(scenario.control().systems(), scenario.control().names(), List.of(before))
                    .awaitRead(Scenario.LONG);
            scenario.source().run("ALTER TABLE docs RENAME COLUMN note TO remark");
            scenario.apply();

            new PartialRowsWatch(scenario.control().systems(), List.of(before)).completeOnce();
            assertThat(scenario.clickhouse()
                            .value("SELECT count() FROM _sluice.partial WHERE target = '" + before.target() + "'"))
                    .isEqualTo("1");
            new PartialRowsWatch(scenario.control().systems(), List.of(scenario.table("docs"))).completeOnce();

            scenario.assertEqual();
        }
    }

    /** What is looked for every two seconds, and in each wait, must not take longer the longer the history is. */
    @Test
    void gapsAreLookedForAmongChangesOfTheirTime() throws Exception {
        try (Scenario scenario = Scenario.live(
                engines,
                "long_history",
                "CREATE TABLE docs (id int PRIMARY KEY, n int, body text, note text NOT NULL)")) {
            fill(scenario.source(), new Random(19));
            scenario.await();
            TargetTable table = scenario.table("docs");
            ClickHouse clickhouse = scenario.clickhouse();
            clickhouse.execute("INSERT INTO " + table.names().changes().quoted()
                    + " (id, _op, _version, _synced_at) SELECT 1000000 + number, 'u', number + 1,"
                    + " now64(6, 'UTC') - INTERVAL 2 DAY FROM numbers(200000)");
            scenario.stopWatching();
            // A gap that stays open: its change never comes.
            clickhouse.execute("INSERT INTO _sluice.incidents (op, target, version, seen_at) VALUES ('u', '"
                    + table.target() + "', 1, now64(6, 'UTC'))");

            PartialRows gaps = new PartialRows(table);
            for (String sql : List.of(gaps.awaited(), gaps.unfollowed(), gaps.keys())) {
                String plan = clickhouse.rows("EXPLAIN indexes = 1 " + sql).stream()
                        .map(row -> row.get(0).asText())
                        .collect(Collectors.joining("\n"));
                Matcher granules = BY_TIME.matcher(plan);
                assertThat(granules.find()).as(plan).isTrue();
                assertThat(Integer.parseInt(granules.group(1)))
                        .as(plan)
                        .isLessThan(Integer.parseInt(granules.group(2)) / 4);
            }
        }
    }

    private static void fill(Source source, Random random) throws Exception {
        try (Connection connection = source.connect();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO docs VALUES (?, 0, ?, ?)")) {
            for (int id = 1; id <= ROWS; id++) {
                insert.setInt(1, id);
                insert.setString(2, noise(random));
                insert.setString(3, noise(random));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Nothing that Postgres could compress to less than a page. */
    private static String noise(Random random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The first row that a reader must not see; empty if there is none. */
    private static String incomplete(Scenario scenario) {
        return scenario
                .clickhouse()
                .rows("SELECT id, n, length(body), substring(body, 1, 40) FROM large.docs WHERE body IS NULL OR"
                        + " length(body) != 12000 OR length(note) != 12000 LIMIT 1")
                .stream()
                .map(Object::toString)
                .findFirst()
                .orElse("");
    }
}
