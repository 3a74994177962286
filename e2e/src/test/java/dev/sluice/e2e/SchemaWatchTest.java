/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.Step;
import dev.sluice.core.problem.Problem;
import dev.sluice.core.problem.ProblemException;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.control.ControlPlane;
import dev.sluice.runtime.control.SchemaWatch;
import dev.sluice.runtime.control.Systems;
import dev.sluice.runtime.control.Watch;
import dev.sluice.runtime.source.PostgresSource;
import dev.sluice.runtime.verify.Barrier;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What happens in the source while a change of columns is being followed is followed next, and nothing of it is lost. */
@ExtendWith(Engines.Shared.class)
class SchemaWatchTest {
    private final Engines engines;

    SchemaWatchTest(Engines engines) {
        this.engines = engines;
    }

    @Test
    void changesAgainWhileOldEventsAreBeingRead() throws SQLException {
        Source source = Scenario.schema(engines, "twice", "CREATE TABLE t (id int PRIMARY KEY, v text)");
        ControlPlane control = Scenario.control(engines, "twice");
        try (Systems systems = control.systems()) {
            Deque<String> meanwhile = new ArrayDeque<>();
            SchemaWatch watch = new SchemaWatch(
                    control,
                    (tables, timeout) -> {
                        new Barrier(systems, control.names(), tables).awaitRead(timeout);
                        while (!meanwhile.isEmpty()) {
                            say(source, meanwhile.remove());
                        }
                    },
                    new Scenario.Quiet());
            watch.apply();
            source.run("INSERT INTO t VALUES (1, 'a'), (2, 'b')");
            await(control);

            source.run("ALTER TABLE t ADD COLUMN w text");
            meanwhile.add("UPDATE t SET w = 'between' WHERE id = 1");
            meanwhile.add("ALTER TABLE t ADD COLUMN x text");
            assertThat(watch.followOnce()).isTrue();
            assertThat(watch.followOnce()).isTrue();
            await(control);
            assertThat(WholeTable.in(systems.clickhouse(), "twice", "t")).isEqualTo(WholeTable.in(source, "t"));
            control.destroy(new Scenario.Quiet());
        }
        source.run("DROP SCHEMA twice CASCADE");
    }

    /** What was begun is undone as well, though the source's tables are again as they were looked at last. */
    @Test
    void changeUndoneAfterItsApplyFailed() throws SQLException {
        Source source = Scenario.schema(
                engines,
                "undone",
                "CREATE TABLE t (id int PRIMARY KEY, v int)",
                "INSERT INTO t VALUES (1, 1), (2, NULL)");
        ControlPlane control = Scenario.control(engines, "undone");
        try (Systems systems = control.systems()) {
            AtomicBoolean fails = new AtomicBoolean();
            SchemaWatch watch = new SchemaWatch(
                    control,
                    (tables, timeout) -> new Barrier(systems, control.names(), tables).awaitRead(timeout),
                    new Scenario.Quiet() {
                        @Override
                        public void begins(Step step, int number, int of) {
                            if (number == of && fails.getAndSet(false)) {
                                throw Problem.system("broken", "ClickHouse is away", "Wait.")
                                        .asException();
                            }
                        }
                    });
            watch.apply();
            fails.set(true);
            source.run("ALTER TABLE t RENAME COLUMN v TO w");
            assertThatThrownBy(watch::followOnce).isInstanceOf(ProblemException.class);

            source.run("ALTER TABLE t RENAME COLUMN w TO v");
            assertThat(watch.followOnce()).isTrue();
            Scenario.assertEqual(control, source);
            assertThat(watch.followOnce()).isFalse();
            control.destroy(new Scenario.Quiet());
        }
        source.run("DROP SCHEMA undone CASCADE");
    }

    @Test
    void aMistakeOfOursEndsNoWatch() throws Exception {
        Source source = Scenario.schema(engines, "mistaken", "CREATE TABLE t (id int PRIMARY KEY, v text)");
        ControlPlane control = Scenario.control(engines, "mistaken");
        try (Systems systems = control.systems()) {
            AtomicBoolean mistaken = new AtomicBoolean(true);
            SchemaWatch schema = new SchemaWatch(
                    control,
                    (tables, timeout) -> {
                        if (mistaken.getAndSet(false)) {
                            throw new IllegalStateException("not thought of");
                        }
                        new Barrier(systems, control.names(), tables).awaitRead(timeout);
                    },
                    new Scenario.Quiet());
            schema.start();
            Watch watch = new Watch(control, schema);
            Thread watching = Thread.ofVirtual().start(watch::run);
            source.run("ALTER TABLE t ADD COLUMN w text", "INSERT INTO t VALUES (1, 'a', 'b')");
            Scenario.assertEqual(control, source);
            assertThat(mistaken).isFalse();
            watch.stop();
            watching.join();
            control.destroy(new Scenario.Quiet());
        }
        source.run("DROP SCHEMA mistaken CASCADE");
    }

    /** Two processes, such as {@code run} and {@code apply}, that make the same: the second has nothing left to do. */
    @Test
    void twoThatApplyAtOnce() throws Exception {
        Source source = Scenario.schema(
                engines, "at_once", "CREATE TABLE t (id int PRIMARY KEY, v text)", "INSERT INTO t VALUES (1, 'a')");
        ControlPlane one = Scenario.control(engines, "at_once");
        ControlPlane other = Scenario.control(engines, "at_once");
        try (Systems _ = one.systems();
                Systems _ = other.systems();
                ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Plan>> plans = both.invokeAll(List.of(() -> Scenario.apply(one), () -> Scenario.apply(other)));
            assertThat(plans.stream().map(Future::resultNow).map(Plan::isEmpty)).containsExactlyInAnyOrder(true, false);
            Scenario.assertEqual(one, source);
            one.destroy(new Scenario.Quiet());
        }
        source.run("DROP SCHEMA at_once CASCADE");
    }

    /** As a stand-by, for as long as it takes. */
    @Test
    void theOtherOneIsWaitedForByName() throws Exception {
        Source source = Scenario.schema(engines, "stand_by", "CREATE TABLE t (id int PRIMARY KEY, v text)");
        ControlPlane control = Scenario.control(engines, "stand_by");
        Set<String> told = ConcurrentHashMap.newKeySet();
        SchemaWatch waiting = new SchemaWatch(control, (tables, timeout) -> {}, new Scenario.Quiet() {
            @Override
            public void waits(String why) {
                told.add(why);
            }
        });
        try (Systems systems = control.systems();
                ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Plan> applied;
            try (PostgresSource.Held _ =
                    systems.postgres().tryLock("sluice apply stand_by").orElseThrow()) {
                applied = beside.submit(waiting::apply);
                String holder = "pipeline stand_by: sluice, process "
                        + ProcessHandle.current().pid() + " at 127.0.0.1, since 2";
                Awaitility.await()
                        .atMost(Scenario.LONG)
                        .until(() -> told.stream().anyMatch(why -> why.contains(holder)));
                assertThat(systems.postgres().slot(control.names().slot())).isEmpty();
            }
            assertThat(applied.get().isEmpty()).isFalse();
            control.destroy(new Scenario.Quiet());
        }
        source.run("DROP SCHEMA stand_by CASCADE");
    }

    private static void await(ControlPlane control) {
        List<TargetTable> tables = control.tables();
        new Barrier(control.systems(), control.names(), tables).await(Duration.ofSeconds(60));
    }

    private static void say(Source source, String sql) {
        try {
            source.run(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
