/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.config.LoadConfig;
import dev.sluice.core.load.LoadProgress;
import dev.sluice.core.plan.Step;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.control.ControlPlane;
import dev.sluice.runtime.control.Executor;
import dev.sluice.runtime.control.PartialRowsWatch;
import dev.sluice.runtime.control.SchemaWatch;
import dev.sluice.runtime.control.Systems;
import dev.sluice.runtime.target.ClickHouse;
import dev.sluice.runtime.verify.Barrier;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What happens to a table between two chunks of its load: two of three chunks are under way when it does. */
@ExtendWith(Engines.Shared.class)
class LoadMeetsChangesTest {
    private static final int ROWS = 60_000;
    /** Far too large for a page, and nothing that Postgres could compress. */
    private static final String NOISE = "(SELECT string_agg(md5(i::text), '') FROM generate_series(1, 400) i)";

    /** Rows of a partition that come in the middle of the load. */
    private static final String FILL =
            "INSERT INTO docs_1 SELECT i, 1 FROM generate_series(" + ROWS * 2 + ", " + (ROWS * 2 + 9) + ") i";

    private static final String BOUNDS = " FOR VALUES FROM (1) TO (2)";
    private static final List<String> ATTACH = List.of(
            "CREATE TABLE docs_1 (LIKE docs INCLUDING ALL)", FILL, "ALTER TABLE docs ATTACH PARTITION docs_1" + BOUNDS);

    private static final List<String> CREATE = List.of("CREATE TABLE docs_1 PARTITION OF docs" + BOUNDS, FILL);

    /** A table whose key begins with an enum; its first chunk ends among the rows of the second label. */
    private static final List<String> BY_LABEL = List.of(
            "CREATE TYPE mood AS ENUM ('rare', 'old')",
            "CREATE TABLE docs (status mood, id int, n int, PRIMARY KEY (status, id))",
            "INSERT INTO docs SELECT (CASE WHEN i % 10 = 0 THEN 'rare' ELSE 'old' END)::mood, i, i"
                    + " FROM generate_series(1, " + ROWS + ") i",
            "VACUUM ANALYZE docs");

    private static final LoadConfig SLOW = new LoadConfig(2, OptionalLong.of(800_000));

    private static final String BEGAN = "SELECT toString(began) FROM _sluice.loads FINAL WHERE target = '%s.docs'";

    private final Engines engines;

    LoadMeetsChangesTest(Engines engines) {
        this.engines = engines;
    }

    /** A large value that no event carries and no chunk has seen: the row is read again. */
    @Test
    void rowsMoveFromAChunkThatIsNotReadYetToOneThatIs() throws SQLException {
        Meeting meeting = meet(
                "moving",
                List.of("UPDATE docs SET id = id - 1000 WHERE id = -" + (ROWS - 3)),
                "UPDATE docs SET id = -id WHERE id > " + (ROWS - 5),
                "UPDATE docs SET n = -1 WHERE id = -" + ROWS,
                "UPDATE docs SET id = id - 1000 WHERE id = -" + (ROWS - 1),
                "DELETE FROM docs WHERE id = -" + (ROWS - 2));
        assertThat(meeting.began).as("the load went on").isEqualTo(meeting.beganAtLast);
    }

    /** What the load finds under a key need not be the row that an event of before has moved away from there. */
    @Test
    void anotherRowTakesTheKeyOfOneThatHasMoved() throws SQLException {
        meet(
                "taking",
                List.of("UPDATE docs SET n = -2 WHERE id < 0"),
                "UPDATE docs SET id = -id WHERE id > " + (ROWS - 5),
                "INSERT INTO docs SELECT i, -1, reverse(" + NOISE + ") FROM generate_series(" + (ROWS - 2) + ", " + ROWS
                        + ") i");
    }

    /** The stores follow in place, so what is loaded stays. */
    @Test
    void aColumnIsAdded() throws SQLException {
        Meeting meeting = meet(
                "growing",
                List.of(),
                "ALTER TABLE docs ADD COLUMN w int NOT NULL DEFAULT 7",
                "UPDATE docs SET w = id WHERE id % 1000 = 1",
                "INSERT INTO docs VALUES (-1, 1, 'new', 8)");
        assertThat(meeting.began).as("the load went on").isEqualTo(meeting.beganAtLast);
    }

    /** No event tells of rewritten rows, so the load starts over. */
    @Test
    void allRowsAreRewritten() throws SQLException {
        Meeting meeting = meet("rewriting", List.of(), "ALTER TABLE docs ALTER COLUMN n TYPE bigint USING n * 10");
        assertThat(meeting.began).as("the load started over").isNotEqualTo(meeting.beganAtLast);
    }

    /** Its rows were told by no event, and neither is what takes them away. */
    @Test
    void aPartitionIsAttachedAndTruncated() throws SQLException {
        meetPartition("emptying", ATTACH, "TRUNCATE docs_1");
    }

    /** By the end of the load the table looks as if it had never been there. */
    @Test
    void aPartitionIsAttachedAndDetached() throws SQLException {
        meetPartition("leaving", ATTACH, "ALTER TABLE docs DETACH PARTITION docs_1", "DROP TABLE docs_1");
    }

    @Test
    void aPartitionIsCreatedAndDropped() throws SQLException {
        meetPartition("passing", CREATE, "DROP TABLE docs_1");
    }

    /** Else the load of a table that gets one each hour might never end. */
    @Test
    void aPartitionIsCreated() throws SQLException {
        Meeting meeting = meetPartition("coming", CREATE, "DELETE FROM docs WHERE n = 1 AND id % 2 = 0");
        assertThat(meeting.began).as("the load went on").isEqualTo(meeting.beganAtLast);
    }

    /** One transaction reads all of it, so there is no second look. */
    @Test
    void aPartitionOfATableWithoutKeyIsAttachedAfterThePlanAndGoesAfterTheLoad() throws SQLException {
        String full = " REPLICA IDENTITY FULL";
        Source source = Scenario.schema(
                engines,
                "counting",
                "CREATE TABLE docs (id int, n int) PARTITION BY RANGE (n)",
                "ALTER TABLE docs" + full,
                "CREATE TABLE docs_0 PARTITION OF docs FOR VALUES FROM (0) TO (1)",
                "ALTER TABLE docs_0" + full,
                "INSERT INTO docs SELECT i, 0 FROM generate_series(1, 100) i");
        ControlPlane control = Scenario.control(engines, source.schema(), SLOW);
        Change attach = _ -> {
            source.run("CREATE TABLE docs_1 (LIKE docs)", "ALTER TABLE docs_1" + full, FILL);
            source.run("ALTER TABLE docs ATTACH PARTITION docs_1" + BOUNDS);
        };
        meet(new MeetingAround(source, control, attach, _ -> source.run("DROP TABLE IF EXISTS docs_1")), List.of());
    }

    /** Runs {@code after} once a chunk has read what {@code during} brings: the next chunks are yet to come. */
    private Meeting meetPartition(String name, List<String> during, String... after) throws SQLException {
        Source source = Scenario.schema(
                engines,
                name,
                "CREATE TABLE docs (id int, n int, PRIMARY KEY (id, n)) PARTITION BY RANGE (n)",
                "CREATE TABLE docs_0 PARTITION OF docs FOR VALUES FROM (0) TO (1)",
                "INSERT INTO docs SELECT i, 0 FROM generate_series(1, " + ROWS * 4 + ") i",
                "VACUUM ANALYZE docs");
        return meet(source, List.of(), copy -> {
            source.run(during.toArray(String[]::new));
            await().atMost(Scenario.LONG)
                    .until(() -> !copy.value(
                                    "SELECT count() FROM `" + name + "`.docs_history WHERE n = 1 AND _op = 'r'")
                            .equals("0"));
            source.run(after);
        });
    }

    /** The place that is noted can't be read any more, and the rows up to there have keys that are no more. */
    @Test
    void aLabelInTheKeyIsRenamed() throws SQLException {
        Meeting meeting = meet("relabelling", BY_LABEL, List.of(), "ALTER TYPE mood RENAME VALUE 'old' TO 'new'");
        assertThat(meeting.began).as("the load started over").isNotEqualTo(meeting.beganAtLast);
    }

    /** The place that is noted can be read, and is another one. */
    @Test
    void labelsInTheKeyChangePlaces() throws SQLException {
        meet(
                "swapping_labels",
                BY_LABEL,
                List.of(),
                "ALTER TYPE mood RENAME VALUE 'old' TO 'other'",
                "ALTER TYPE mood RENAME VALUE 'rare' TO 'old'",
                "ALTER TYPE mood RENAME VALUE 'other' TO 'rare'");
    }

    /** Runs {@code during} between two chunks, and {@code after} when all is loaded but no gap is filled. */
    private Meeting meet(String name, List<String> after, String... during) throws SQLException {
        return meet(
                name,
                List.of(
                        "CREATE TABLE docs (id int PRIMARY KEY, n int, body text)",
                        "INSERT INTO docs SELECT i, i, 'short' FROM generate_series(1, " + ROWS + ") i",
                        "UPDATE docs SET body = " + NOISE + " WHERE id > " + (ROWS - 10),
                        "VACUUM ANALYZE docs"),
                after,
                during);
    }

    private Meeting meet(String name, List<String> statements, List<String> after, String... during)
            throws SQLException {
        Source source = Scenario.schema(engines, name, statements.toArray(String[]::new));
        return meet(source, after, _ -> source.run(during));
    }

    private Meeting meet(Source source, List<String> after, Change during) throws SQLException {
        ControlPlane control = Scenario.control(engines, source.schema(), SLOW);
        return meet(new Meeting(source, control, during), after);
    }

    private static Meeting meet(Meeting meeting, List<String> after) throws SQLException {
        Source source = meeting.source;
        ControlPlane control = meeting.control;
        String name = source.schema();
        try (Systems systems = control.systems()) {
            SchemaWatch schema = new SchemaWatch(
                    control,
                    (changed, timeout) -> new Barrier(systems, control.names(), changed).awaitRead(timeout),
                    meeting);
            schema.apply();
            assertThat(meeting.done).isTrue();
            source.run(after.toArray(String[]::new));
            schema.followOnce();
            List<TargetTable> tables = control.tables();
            Barrier barrier = new Barrier(systems, control.names(), tables);
            barrier.awaitRead(Scenario.LONG);
            schema.followOnce();
            new PartialRowsWatch(systems, tables).completeOnce();
            barrier.await(Scenario.LONG);
            assertThat(WholeTable.copyOf(source, systems.clickhouse(), "docs"))
                    .isEqualTo(WholeTable.in(source, "docs"));
            assertThat(systems.clickhouse()
                            .value("SELECT count() FROM _sluice.parked WHERE target = '" + name + ".docs'"))
                    .isEqualTo("0");
            meeting.beganAtLast = systems.clickhouse().value(BEGAN.formatted(name));
            control.destroy(new Scenario.Quiet());
        }
        source.run("DROP SCHEMA " + name + " CASCADE");
        return meeting;
    }

    /** What happens to the source meanwhile. */
    @FunctionalInterface
    private interface Change {
        void happen(ClickHouse copy) throws SQLException;
    }

    /** Changes the source when the first chunks are under way. */
    private static class Meeting implements Executor.Listener {
        final Source source;
        final ControlPlane control;
        private final Change change;
        private boolean done;
        private String began = "";
        private String beganAtLast = "";

        Meeting(Source source, ControlPlane control, Change change) {
            this.source = source;
            this.control = control;
            this.change = change;
        }

        @Override
        public void begins(Step step, int number, int of) {}

        @Override
        public void progress(Step step, LoadProgress progress) {
            if (progress.rows() > 1000 && !done) {
                assertThat(progress.rows()).isLessThan(ROWS / 3 * 2);
                began = control.systems().clickhouse().value(BEGAN.formatted(source.schema()));
                changeOnce();
            }
        }

        void changeOnce() {
            if (!done) {
                done = true;
                happen(change);
            }
        }

        void happen(Change what) {
            try {
                what.happen(control.systems().clickhouse());
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void ends(Step step) {}
    }

    /** Changes the source between the plan and the load, and again between the load and the next look. */
    private static final class MeetingAround extends Meeting {
        private final Change afterwards;

        MeetingAround(Source source, ControlPlane control, Change before, Change afterwards) {
            super(source, control, before);
            this.afterwards = afterwards;
        }

        @Override
        public void begins(Step step, int number, int of) {
            if (step instanceof Step.LoadTable) {
                changeOnce();
            }
        }

        @Override
        public void progress(Step step, LoadProgress progress) {}

        @Override
        public void ends(Step step) {
            if (step instanceof Step.LoadTable) {
                happen(afterwards);
            }
        }
    }
}
