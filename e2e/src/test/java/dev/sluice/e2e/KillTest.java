/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.e2e.KilledRun.Victim;
import dev.sluice.runtime.target.ClickHouse;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * SIGKILL of every process, one after the other, under a workload: {@code sluice run} with an embedded ClickHouse, against
 * the shared Postgres. It comes last, since it takes the others' Postgres away for a moment.
 */
@Isolated
@Order(Integer.MAX_VALUE)
@ExtendWith(Engines.Shared.class)
class KillTest {
    private static final String NAME = "killed";
    /** So many that making their copies takes some seconds. */
    private static final int TABLES_BESIDE = 20;

    private final Engines engines;

    KillTest(Engines engines) {
        this.engines = engines;
    }

    @Test
    void everyProcessIsKilledAndNothingIsLost() throws Exception {
        Source source = Scenario.schema(engines, NAME, Changes.TABLE);
        for (int i = 0; i < TABLES_BESIDE; i++) {
            source.run("CREATE TABLE beside" + i + " (id int PRIMARY KEY)");
        }
        Sluice sluice;
        try (KilledRun run = KilledRun.start(engines, NAME);
                Changes changes = Changes.start(source)) {
            sluice = run.sluice();
            run.started();
            await().atMost(Duration.ofSeconds(60)).until(() -> objects(run) > TABLES_BESIDE);
            run.kill(Victim.CLICKHOUSE);
            sluice.ok("wait", "--timeout", "60s");
            changes.more(200);

            run.kill(Victim.CLICKHOUSE);
            changes.more(200);
            sluice.ok("wait", "--timeout", "60s");

            run.kill(Victim.POSTGRES);
            changes.more(200);
            sluice.ok("wait", "--timeout", "60s");

            run.kill(Victim.SLUICE);
            changes.more(200);
            sluice.ok("wait", "--timeout", "60s");

            changes.stop();
            sluice.ok("wait", "--timeout", "60s");
            assertEqual(run, source);
            source.run("INSERT INTO things VALUES (-1, 'after all')");
            sluice.ok("wait", "--timeout", "60s");
            assertEqual(run, source);
            assertThat(sluice.ok("verify", "--json")).contains("\"ok\":true");
            sluice.ok("destroy", "--yes");
        }
        source.run("DROP SCHEMA " + NAME + " CASCADE");
        Folders.delete(sluice.folder());
    }

    /** How far the first apply is. */
    private static int objects(KilledRun run) {
        try (ClickHouse clickhouse = run.clickhouse()) {
            return Integer.parseInt(clickhouse.value("SELECT count() FROM system.tables WHERE database = '_sluice'"));
        }
    }

    private static void assertEqual(KilledRun run, Source source) throws Exception {
        try (ClickHouse clickhouse = run.clickhouse()) {
            assertThat(WholeTable.in(clickhouse, NAME, "things")).isEqualTo(WholeTable.in(source, "things"));
        }
    }
}
