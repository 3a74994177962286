/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.target.TargetTable;
import dev.sluice.core.verify.TableVerification;
import dev.sluice.e2e.types.TypeCase;
import dev.sluice.runtime.verify.Barrier;
import dev.sluice.runtime.verify.Verifier;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random tables, random rows, random changes of both, all at once; at the end both sides are equal, for the product's
 * verifier and for a comparison that shares nothing with it.
 *
 * <p>{@code -Dsluice.seed=N} repeats one seed, {@code -Dsluice.minutes=N} tries new ones for so long.
 */
@ExtendWith(Engines.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RandomScenarioTest {
    private static final int SEEDS = 20;
    private static final Duration WRITING = Duration.ofSeconds(5);

    private final Engines engines;

    RandomScenarioTest(Engines engines) {
        this.engines = engines;
    }

    @BeforeAll
    void ownTypes() throws SQLException {
        Source source = new Source(engines.postgres(), "public");
        for (String statement : TypeCase.SETUP) {
            source.run(statement);
        }
    }

    static LongStream seeds() {
        String given = System.getProperty("sluice.seed");
        if (given != null) {
            return LongStream.of(Long.parseLong(given));
        }
        String minutes = System.getProperty("sluice.minutes");
        if (minutes == null) {
            return LongStream.rangeClosed(1, SEEDS);
        }
        long end =
                System.nanoTime() + Duration.ofMinutes(Long.parseLong(minutes)).toNanos();
        return new Random().longs(0, Integer.MAX_VALUE).takeWhile(seed -> System.nanoTime() < end);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void bothSidesAreEqualAtTheEnd(long seed) {
        Path log = Path.of("target", "random", "seed-" + seed + ".sql").toAbsolutePath();
        System.out.println("seed " + seed + ", statements in " + log);
        try {
            run(seed, log);
        } catch (Exception | AssertionError e) {
            throw new AssertionError(
                    "seed " + seed + " failed; repeat it with -Dsluice.seed=" + seed + "; its statements are in " + log
                            + "\n" + e.getMessage(),
                    e);
        }
    }

    private void run(long seed, Path log) throws Exception {
        long t0 = System.nanoTime();
        Source source = Scenario.schema(engines, "random_" + seed);
        try (RandomRun run = RandomRun.prepare(source, seed, log)) {
            run.write();
            long t1 = System.nanoTime();
            try (Scenario scenario = Scenario.follow(engines, source)) {
                long t2 = System.nanoTime();
                run.alter();
                Thread.sleep(WRITING);
                run.stop();
                long t3 = System.nanoTime();
                assertEqual(scenario);
                long t4 = System.nanoTime();
                System.out.printf(
                        "prepare %d apply %d write %d compare %d%n",
                        (t1 - t0) / 1000000, (t2 - t1) / 1000000, (t3 - t2) / 1000000, (t4 - t3) / 1000000);
            }
        }
    }

    private static void assertEqual(Scenario scenario) throws SQLException {
        scenario.await();
        for (TargetTable table : scenario.control().tables()) {
            String name = table.source().name();
            assertThat(WholeTable.copyOf(scenario.source(), scenario.clickhouse(), name))
                    .as(table.source().toString())
                    .isEqualTo(WholeTable.in(scenario.source(), name));
            Barrier barrier = new Barrier(
                    scenario.control().systems(),
                    scenario.control().names(),
                    scenario.control().tables());
            TableVerification verified =
                    new Verifier(scenario.control().systems(), barrier, Scenario.LONG, 10).verify(table);
            assertThat(verified.missing() + verified.extra() + verified.different())
                    .as("%s", verified)
                    .isZero();
        }
        assertThat(scenario.clickhouse()
                        .rows("SELECT target, error, payload FROM _sluice.parked WHERE startsWith(target, '"
                                + scenario.source().schema() + ".') LIMIT 3"))
                .isEmpty();
    }
}
