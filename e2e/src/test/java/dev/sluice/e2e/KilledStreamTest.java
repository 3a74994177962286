/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.e2e.KilledRun.Victim;
import dev.sluice.runtime.target.ClickHouse;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * SIGKILL of Sluice while many events of one position are on their way: the rows of a COPY, the two halves of a change of
 * key, and a TRUNCATE of several tables. Wherever the connector goes on, nothing is missing.
 */
@Isolated
@Order(Integer.MAX_VALUE)
@ExtendWith(Engines.Shared.class)
class KilledStreamTest {
    private static final String NAME = "killed_stream";
    private static final int SEEDS = Integer.getInteger("sluice.stream.seeds", 1);
    private static final int KILLS = 4;
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int COPIED = 21_000;
    /** Many COPYs of three rows; COPY writes rows of one page by one record of the WAL. */
    private static final String COPIES = """
            DO $$
            DECLARE file text := current_setting('data_directory') || '/three-rows';
            BEGIN
              EXECUTE format('COPY (VALUES (''first''), (''second''), (''third'')) TO %%L', file);
              FOR i IN 1..%d LOOP
                EXECUTE format('COPY copied (v) FROM %%L', file);
              END LOOP;
            END $$""".formatted(COPIED / 3);

    private final Engines engines;

    KilledStreamTest(Engines engines) {
        this.engines = engines;
    }

    static IntStream seeds() {
        return IntStream.rangeClosed(1, SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void rowsOfOnePositionAreAllThere(int seed) throws Exception {
        Random random = new Random(seed);
        Source source = Scenario.schema(
                engines, NAME, "CREATE TABLE copied (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v text)");
        Sluice sluice;
        try (KilledRun run = KilledRun.start(engines, NAME, "verify: { budget: 0% }")) {
            sluice = run.sluice();
            run.started();
            sluice.ok("wait", "--timeout", "60s");
            for (int kill = 0; kill < KILLS; kill++) {
                long some = rows(run) + random.nextInt(COPIED);
                source.run(COPIES);
                await().atMost(LONG).until(() -> rows(run) > some);
                run.kill(Victim.SLUICE);
            }
            sluice.ok("wait", "--timeout", "120s");
            try (ClickHouse clickhouse = run.clickhouse()) {
                assertThat(WholeTable.in(clickhouse, NAME, "copied").differencesFrom(WholeTable.in(source, "copied")))
                        .isEmpty();
            }
            sluice.ok("destroy", "--yes");
        }
        source.run("DROP SCHEMA " + NAME + " CASCADE");
        Folders.delete(sluice.folder());
    }

    private static long rows(KilledRun run) {
        try (ClickHouse clickhouse = run.clickhouse()) {
            return Long.parseLong(clickhouse.value("SELECT count() FROM " + NAME + ".copied"));
        }
    }
}
