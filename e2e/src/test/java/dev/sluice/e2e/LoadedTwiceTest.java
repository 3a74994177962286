/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.config.LoadConfig;
import dev.sluice.core.config.PipelineConfig.TableRule;
import dev.sluice.core.load.LoadProgress;
import dev.sluice.core.plan.Step;
import dev.sluice.core.problem.Problem;
import dev.sluice.core.problem.ProblemException;
import dev.sluice.runtime.control.ControlPlane;
import dev.sluice.runtime.control.Systems;
import dev.sluice.runtime.load.TableLoader;
import dev.sluice.runtime.target.ClickHouse;
import dev.sluice.runtime.verify.Barrier;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two processes load one table without a key at the same time, as after a restart of Postgres, which frees the lock of the one that
 * applies. Neither takes that lock here, and what the first one sends to ClickHouse may be late.
 */
@ExtendWith(Engines.Shared.class)
class LoadedTwiceTest {
    private static final int ROWS = 20_000;
    private static final String ITS_ROWS = "INSERT INTO `_sluice`.`load.";
    private static final String ITS_END = ".log', 'done'";

    private final Engines engines;

    LoadedTwiceTest(Engines engines) {
        this.engines = engines;
    }

    @Test
    void theFirstEndsAfterTheSecond() throws Exception {
        twice("outlived", ITS_END, (held, loading, second, source) -> {
            write(source);
            second.apply(new Scenario.Quiet());
            assertWhole(second, source);
            held.letGo();
            loading.get();
        });
    }

    /** The rows of the two are not the same ones under the same numbers. */
    @Test
    void theRowsOfTheFirstComeAfterThoseOfTheSecond() throws Exception {
        twice("late_rows", ITS_ROWS, (held, loading, second, source) -> {
            write(source);
            second.apply(new Scenario.Quiet());
            held.hold(ITS_END);
            held.await();
            assertWhole(second, source);
            held.letGo();
            loading.get();
        });
    }

    /** On an idle source both begin at the same position of the WAL. */
    @Test
    void nothingIsWrittenMeanwhile() throws Exception {
        twice("idle", ITS_ROWS, (held, loading, second, source) -> {
            second.apply(new Scenario.Quiet());
            held.hold(ITS_END);
            held.await();
            assertWhole(second, source);
            held.letGo();
            loading.get();
            assertThat(second.systems().clickhouse().value("SELECT count() FROM idle.log_history"))
                    .isEqualTo(String.valueOf(ROWS));
        });
    }

    /** It has taken the rows of the first one away by then, so the table is not loaded, whatever that says. */
    @Test
    void theSecondIsCutOff() throws Exception {
        twice("halved", ITS_END, (held, loading, second, source) -> {
            write(source);
            ControlPlane slow = Scenario.control(engines, "halved", new LoadConfig(1, OptionalLong.of(200_000)));
            try (Systems _ = slow.systems()) {
                slow.apply(new CutOff());
            } catch (ProblemException e) {
                assertThat(e.problem().code()).isEqualTo("cut-off");
            }
            held.letGo();
            second.apply(new Scenario.Quiet());
            loading.get();
            assertWhole(second, source);
        });
    }

    /** What it has left is taken away; that it is done reaches ClickHouse when nobody is there any more who could know better. */
    @Test
    void theFirstIsKilledAtItsEnd() throws Exception {
        twice("killed", ITS_END, (held, loading, second, source) -> {
            loading.cancel(true);
            write(source);
            second.apply(new Scenario.Quiet());
            assertThat(second.systems()
                            .clickhouse()
                            .value("SELECT count() FROM _sluice.`rows.killed.log` WHERE _op = 'r'"))
                    .as("rows of loads in the store")
                    .isEqualTo(String.valueOf(ROWS + 1));
            held.letGo();
        });
    }

    /** What the two do; the first one is {@code loading}. */
    @FunctionalInterface
    private interface Meeting {
        void of(HeldStatements held, Future<?> loading, ControlPlane second, Source source) throws Exception;
    }

    /** They meet when the first one has begun and a statement of its with this text in it is held. */
    private void twice(String name, String text, Meeting meeting) throws Exception {
        Source source = Scenario.schema(
                engines,
                name,
                "CREATE TABLE log (n int, v text)",
                "ALTER TABLE log REPLICA IDENTITY FULL",
                "INSERT INTO log SELECT i, 'value' FROM generate_series(1, " + ROWS + ") i");
        ControlPlane second = Scenario.control(engines, name);
        try (HeldStatements held = HeldStatements.before(engines.endpoints());
                Systems systems = Systems.open(held.endpoints());
                Systems _ = second.systems();
                ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
            ControlPlane first = Scenario.control(
                    engines, name, systems, List.of(new TableRule(name + ".*", List.of(), Optional.empty())));
            try {
                held.hold(text);
                Future<?> loading = beside.submit(() -> first.apply(new Scenario.Quiet()));
                held.await();
                meeting.of(held, loading, second, source);
            } finally {
                held.letGo();
            }
            assertWhole(second, source);
            assertThat(second.apply(new Scenario.Quiet()).isEmpty()).isTrue();
            second.destroy(new Scenario.Quiet());
        }
        source.run("DROP SCHEMA " + name + " CASCADE");
    }

    /** So that the second load reads at another position, and its rows have other numbers. */
    private static void write(Source source) throws Exception {
        source.run("DELETE FROM log WHERE n <= 10", "INSERT INTO log SELECT -i, 'new' FROM generate_series(1, 11) i");
    }

    private static void assertWhole(ControlPlane control, Source source) throws Exception {
        ClickHouse clickhouse = control.systems().clickhouse();
        assertThat(TableLoader.loaded(clickhouse)).contains(source.schema() + ".log");
        new Barrier(control.systems(), control.names(), control.tables()).await(Scenario.LONG);
        WholeTable expected = WholeTable.in(source, "log");
        WholeTable copy = WholeTable.copyOf(source, clickhouse, "log");
        assertThat(copy.rows().size()).isEqualTo(expected.rows().size());
        // Not by AssertJ's own comparison, which would describe all rows.
        assertThat(copy.equals(expected)).isTrue();
    }

    /** Ends a load in the middle. */
    private static final class CutOff extends Scenario.Quiet {
        @Override
        public void progress(Step step, LoadProgress progress) {
            if (progress.rows() > 0) {
                assertThat(progress.rows()).isLessThan(ROWS);
                throw Problem.system("cut-off", "cut off in the middle", "").asException();
            }
        }
    }
}
