/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.runtime.source.PostgresSource.Slot;
import dev.sluice.runtime.verify.Barrier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** One transaction of many rows, then one UPDATE of them all; {@code -Dsluice.rows=2000000} for a long one. */
@ExtendWith(Engines.Shared.class)
class LargeTransactionTest {
    private static final int ROWS = Integer.getInteger("sluice.rows", 50_000);
    private static final Duration PATIENCE = Duration.ofSeconds(60 + ROWS / 5_000);
    private static final long MIB = 1 << 20;

    private final Engines engines;

    LargeTransactionTest(Engines engines) {
        this.engines = engines;
    }

    /** Millions of rows take some minutes. */
    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void allRowsOfOneTransactionAreInsertedAndUpdated() throws SQLException, IOException {
        try (Scenario scenario = Scenario.live(
                engines,
                "large_transaction",
                "CREATE TABLE facts (id int PRIMARY KEY, n bigint NOT NULL, note text, at timestamptz)")) {
            long begin = System.nanoTime();
            scenario.source()
                    .transaction(
                            "INSERT INTO facts SELECT i, i * 7, 'row number ' || i, timestamptz '2026-01-01Z' + i * interval"
                                    + " '1 second' FROM generate_series(1, " + ROWS + ") i");
            await(scenario);
            long inserted = System.nanoTime();
            scenario.source().run("UPDATE facts SET n = n + 1, note = note || ' again'");
            await(scenario);
            long updated = System.nanoTime();
            assertThat(scenario.clickhouse().value("SELECT count() FROM large_transaction.facts WHERE n = id * 7 + 1"))
                    .isEqualTo(Integer.toString(ROWS));
            assertThat(scenario.clickhouse().value("SELECT count() FROM large_transaction.facts_history"))
                    .isEqualTo(Integer.toString(2 * ROWS));
            assertThat(scenario.verify("facts").equal()).isTrue();
            // What was written is not kept in the source for ever.
            Slot slot = scenario.control()
                    .systems()
                    .postgres()
                    .slot(scenario.control().names().slot())
                    .orElseThrow();
            assertThat(slot.walEnd().minus(slot.confirmed())).isLessThan(16 * MIB);
            System.out.printf(
                    Locale.ROOT,
                    "%d rows: inserted after %d s, updated after %d s; peaks of resident memory: %s%n",
                    ROWS,
                    (inserted - begin) / 1_000_000_000,
                    (updated - inserted) / 1_000_000_000,
                    memory());
        }
    }

    private static void await(Scenario scenario) {
        new Barrier(
                        scenario.control().systems(),
                        scenario.control().names(),
                        scenario.control().tables())
                .await(PATIENCE);
    }

    /** The peaks since each process began, so also those of tests before; empty where the system doesn't tell. */
    private String memory() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String service : List.of("kafka", "postgres", "clickhouse")) {
            List<Long> pids =
                    service.equals("kafka") ? List.of(ProcessHandle.current().pid()) : engines.pids(service);
            for (long pid : pids) {
                Path status = Path.of("/proc/" + pid + "/status");
                if (Files.exists(status)) {
                    String peak = Files.readString(status)
                            .lines()
                            .filter(line -> line.startsWith("VmHWM"))
                            .findFirst()
                            .orElse("");
                    text.append(service.equals("kafka") ? "this process" : service)
                            .append(' ')
                            .append(peak.replaceAll("\\D+", ""))
                            .append(" kB, ");
                }
            }
        }
        return text.toString();
    }
}
