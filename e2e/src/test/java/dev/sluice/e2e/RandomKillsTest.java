/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.runtime.target.ClickHouse;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@link RandomRun Random statements} on random tables while {@code sluice run} is started, and while it, its ClickHouse and
 * Postgres are killed at random moments: at the end both sides are equal.
 *
 * <p>{@link RandomSeeds} says how to try others.
 */
@Isolated
@Order(Integer.MAX_VALUE)
@ExtendWith(Engines.Shared.class)
class RandomKillsTest {
    private static final String NAME = "random_kills";
    private static final int USUAL = 1;

    private final Engines engines;

    RandomKillsTest(Engines engines) {
        this.engines = engines;
    }

    @BeforeAll
    static void ownTypes(Engines engines) throws SQLException {
        OwnTypes.create(engines);
    }

    static Stream<Long> seeds() {
        return RandomSeeds.together(1, USUAL).flatMap(List::stream);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void bothSidesAreEqualAfterKills(long seed) throws Exception {
        System.out.println("kills, seed " + seed);
        Source source = Scenario.schema(engines, NAME);
        Random random = new Random(seed);
        try (RandomRun statements = RandomRun.prepare(source, seed);
                KilledRun run = KilledRun.start(engines, NAME, "verify: { budget: 0% }")) {
            statements.expectKills();
            statements.write();
            run.started();
            statements.alter();
            for (int kills = 1 + random.nextInt(4); kills > 0; kills--) {
                Thread.sleep(random.nextInt(6000));
                KilledRun.Victim victim = KilledRun.Victim.values()[random.nextInt(KilledRun.Victim.values().length)];
                statements.note("killing " + victim);
                run.kill(victim);
            }
            statements.close();
            statements.assertWell();
            run.sluice().ok("wait", "--timeout", "120s");
            try (ClickHouse clickhouse = run.clickhouse()) {
                for (String table : tables(source)) {
                    assertThat(WholeTable.copyOf(source, clickhouse, table)
                                    .differencesFrom(WholeTable.in(source, table)))
                            .as("seed %d, %s; its statements are in %s", seed, table, statements.file())
                            .isEmpty();
                }
            }
            assertThat(run.sluice().ok("verify", "--json")).contains("\"ok\":true");
            run.sluice().ok("destroy", "--yes");
            run.close();
            Folders.delete(run.sluice().folder());
        }
        source.run("DROP SCHEMA " + NAME + " CASCADE");
    }

    private static List<String> tables(Source source) throws SQLException {
        return source
                .rows("SELECT table_name FROM information_schema.tables WHERE table_schema = '" + NAME
                        + "' AND table_type = 'BASE TABLE'")
                .stream()
                .map(row -> String.valueOf(row.getFirst()))
                .toList();
    }
}
