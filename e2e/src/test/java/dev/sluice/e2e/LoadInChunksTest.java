/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.config.LoadConfig;
import dev.sluice.core.load.LoadProgress;
import dev.sluice.core.plan.Step;
import dev.sluice.core.problem.ProblemException;
import dev.sluice.runtime.control.ControlPlane;
import dev.sluice.runtime.control.Executor;
import dev.sluice.runtime.control.Systems;
import dev.sluice.runtime.load.TableLoader;
import dev.sluice.runtime.status.StatusReader;
import dev.sluice.runtime.status.TableFlow;
import dev.sluice.runtime.verify.Barrier;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tables are loaded side by side, in the order of their keys, in short transactions. */
@ExtendWith(Engines.Shared.class)
class LoadInChunksTest {
    private static final String NAME = "chunks";
    private static final int ROWS = 45_000;

    /** Keys of types whose order is not that of their texts, and whose order ClickHouse need not know. */
    private static final List<String> KEYS = List.of(
            "i int, PRIMARY KEY (i)|i - 30000",
            "k numeric(20, 3), PRIMARY KEY (k)|(i - 30000) / 7.0",
            "k text, PRIMARY KEY (k)|chr(65 + i % 60) || '''\\' || i",
            "k text COLLATE \"C\", j smallint, PRIMARY KEY (j, k)|'Ä' || i, i % 3",
            "k timestamptz, PRIMARY KEY (k)|timestamptz '2020-01-01' + i * interval '1 day'",
            "k float8, PRIMARY KEY (k)|sqrt(i::float8) - 100",
            "k uuid, PRIMARY KEY (k)|md5(i::text)::uuid",
            "k bytea, PRIMARY KEY (k)|decode(md5(i::text), 'hex')",
            "k int, j date, PRIMARY KEY (k, j) INCLUDE (v)|i % 100, date '2020-01-01' + i");

    private final Engines engines;

    LoadInChunksTest(Engines engines) {
        this.engines = engines;
    }

    @Test
    void keysOfAnyType() throws SQLException {
        List<String> ddl = new ArrayList<>(List.of());
        for (int i = 0; i < KEYS.size(); i++) {
            String[] key = KEYS.get(i).split("\\|", 2);
            String name = "t" + i;
            ddl.add("CREATE TABLE " + name + " (v text, " + key[0] + ")");
            ddl.add("INSERT INTO " + name + " SELECT 'v' || i, " + key[1] + " FROM generate_series(1, " + ROWS + ") i");
        }
        Source source = Scenario.schema(engines, NAME, ddl.toArray(String[]::new));
        ControlPlane control = Scenario.control(engines, NAME, new LoadConfig(3, OptionalLong.empty()));
        try (Systems systems = control.systems()) {
            control.apply(new Scenario.Quiet());
            new Barrier(systems, control.names(), control.tables()).await(Scenario.LONG);
            for (int i = 0; i < KEYS.size(); i++) {
                // Not by AssertJ's own comparison, which would describe all rows.
                assertThat(WholeTable.copyOf(source, systems.clickhouse(), "t" + i)
                                .equals(WholeTable.in(source, "t" + i)))
                        .as(KEYS.get(i))
                        .isTrue();
                assertThat(systems.clickhouse()
                                .value("SELECT rows FROM _sluice.loads FINAL WHERE target = 'chunks.t" + i + "'"))
                        .as("no row was read twice: " + KEYS.get(i))
                        .isEqualTo(String.valueOf(ROWS));
            }
            // Tests beside this one load tables of their own.
            assertThat(TableLoader.underWay(systems.clickhouse()).keySet())
                    .noneMatch(target -> target.startsWith(NAME + "."));
            control.destroy(new Scenario.Quiet());
        }
        source.run("DROP SCHEMA " + NAME + " CASCADE");
    }

    /** What the whole load takes is bound by its budget; what the source sees is one second at a time. */
    @Test
    void theSourceSeesNoLongTransaction() throws Exception {
        String name = "short_ones";
        Source source = Scenario.schema(
                engines,
                name,
                "CREATE TABLE big (id int PRIMARY KEY, v text)",
                "INSERT INTO big SELECT i, repeat('x', 100) FROM generate_series(1, 100000) i",
                "CREATE TABLE beside (id int PRIMARY KEY, v text)",
                "INSERT INTO beside SELECT i, repeat('x', 100) FROM generate_series(1, 20000) i",
                "VACUUM ANALYZE");
        ControlPlane control = Scenario.control(engines, name, new LoadConfig(2, OptionalLong.of(1_500_000)));
        Looking looking = new Looking(control);
        try (Systems systems = control.systems()) {
            Thread ages = Thread.ofVirtual().start(() -> looking.look(source));
            long begin = System.nanoTime();
            try {
                control.apply(looking);
            } finally {
                looking.over = true;
                ages.join();
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            assertThat(seconds).as("14 MB at 1.5 MB/s").isGreaterThan(8);
            assertThat(looking.longest).as("seconds in a transaction").isBetween(0.1, 4.5);
            assertThat(looking.seen).as("states").anyMatch(state -> state.matches("big: [1-9]\\d? %, .* left"));
            new Barrier(systems, control.names(), control.tables()).await(Scenario.LONG);
            for (String table : List.of("big", "beside")) {
                assertThat(WholeTable.in(systems.clickhouse(), name, table)).isEqualTo(WholeTable.in(source, table));
            }
            control.destroy(new Scenario.Quiet());
        }
        source.run("DROP SCHEMA " + name + " CASCADE");
    }

    /** As by Ctrl-C: a lock on the source may be held for hours. */
    @Test
    void aLoadThatIsStoppedWaitsForNoLock() throws Exception {
        String name = "locked";
        Source source = Scenario.schema(
                engines, name, "CREATE TABLE t (id int PRIMARY KEY)", "INSERT INTO t SELECT generate_series(1, 10)");
        ControlPlane control = Scenario.control(engines, name);
        try (Systems _ = control.systems();
                Connection holder = source.connect();
                var lock = holder.createStatement()) {
            holder.setAutoCommit(false);
            Executor.Listener locking = new Scenario.Quiet() {
                @Override
                public void begins(Step step, int number, int of) {
                    if (step instanceof Step.LoadTable) {
                        try {
                            lock.execute("LOCK TABLE locked.t");
                        } catch (SQLException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                }
            };
            AtomicReference<Throwable> ended = new AtomicReference<>();
            Thread load = Thread.ofVirtual().start(() -> {
                try {
                    control.apply(locking);
                } catch (ProblemException e) {
                    ended.set(e);
                }
            });
            await().atMost(Scenario.LONG)
                    .until(() ->
                            source.rows("SELECT 1 FROM pg_locks WHERE relation = 'locked.t'::regclass AND NOT granted")
                                            .size()
                                    == 1);
            load.interrupt();
            assertThat(load.join(Duration.ofSeconds(15))).isTrue();
            assertThat(ended.get()).isInstanceOf(ProblemException.class);
            holder.rollback();
            control.apply(new Scenario.Quiet());
            Scenario.assertEqual(control, source);
            control.destroy(new Scenario.Quiet());
        }
        source.run("DROP SCHEMA " + name + " CASCADE");
    }

    /** Looks at the source's transactions and at the pipeline's state. */
    private static final class Looking implements Executor.Listener {
        private final ControlPlane control;
        private final Set<String> seen = new HashSet<>();
        private volatile boolean over;
        private volatile double longest;
        private long looked = System.nanoTime();

        Looking(ControlPlane control) {
            this.control = control;
        }

        void look(Source source) {
            try {
                while (!over) {
                    String age = source.rows(
                                    "SELECT coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)), 0) FROM"
                                            + " pg_stat_activity WHERE application_name = 'sluice' AND datname ="
                                            + " current_database() AND query LIKE '%short_ones%'")
                            .getFirst()
                            .getFirst();
                    longest = Math.max(longest, Double.parseDouble(String.valueOf(age)));
                    Thread.sleep(Duration.ofMillis(50));
                }
            } catch (SQLException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void begins(Step step, int number, int of) {}

        @Override
        public void progress(Step step, LoadProgress progress) {
            if (System.nanoTime() - looked < 1_000_000_000) {
                return;
            }
            looked = System.nanoTime();
            for (TableFlow table : new StatusReader(control.systems(), control.names(), control.tables())
                    .read()
                    .tables()) {
                table.load()
                        .ifPresent(load -> seen.add(table.table().source().name() + ": "
                                + Math.round(load.share().orElse(0) * 100) + " %, "
                                + load.secondsLeft().orElse(-1) + " s left"));
            }
        }

        @Override
        public void ends(Step step) {}
    }
}
