/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.target.ChIdentifiers;
import dev.sluice.core.target.TargetTable;
import dev.sluice.core.verify.TableVerification;
import dev.sluice.runtime.target.ClickHouse;
import dev.sluice.runtime.verify.Barrier;
import dev.sluice.runtime.verify.Verifier;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** The runs of some seeds at once, over one live pipeline; most of a run is waiting. */
final class RandomBatch implements AutoCloseable {
    private static final Duration WRITING = Duration.ofSeconds(4);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Scenario scenario;
    private final List<RandomRun> runs;

    private RandomBatch(Scenario scenario, List<RandomRun> runs) {
        this.scenario = scenario;
        this.runs = runs;
    }

    /** Writes from before the load on, changes tables as soon as the pipeline is live, and returns when all that has ended. */
    static RandomBatch run(Engines engines, List<Long> seeds) throws Exception {
        Source source = Scenario.schema(engines, "random_" + seeds.getFirst());
        List<RandomRun> runs = new ArrayList<>();
        try {
            for (long seed : seeds) {
                runs.add(RandomRun.prepare(source, seed));
            }
            runs.forEach(RandomRun::write);
            Scenario scenario = Scenario.live(engines, source);
            runs.forEach(RandomRun::alter);
            Thread.sleep(WRITING);
            return new RandomBatch(scenario, runs);
        } finally {
            runs.forEach(RandomRun::close);
        }
    }

    /** Waits for the tables of one seed, and compares them in both ways. */
    void assertEqual(long seed) throws SQLException, ExecutionException, InterruptedException {
        RandomRun run =
                runs.stream().filter(other -> other.seed() == seed).findFirst().orElseThrow();
        try {
            run.assertWell();
            compare(run);
        } catch (AssertionError | RuntimeException e) {
            List<String> together =
                    runs.stream().map(other -> Long.toString(other.seed())).toList();
            Path stored = run.file().resolveSibling("seed-" + seed + ".stored");
            keep(stored);
            throw new AssertionError(
                    "seed " + seed + " of " + together + " failed; -Dsluice.seed=" + String.join(",", together)
                            + " repeats it; its statements are in " + run.file() + ", what ClickHouse has in " + stored
                            + "\n" + e.getMessage() + "\n" + scenario.whereItStands(),
                    e);
        }
    }

    /**
     * Parked events need not be errors here: those from before a SET NOT NULL, and those of columns that came and went
     * between two looks at the catalog, stay parked when a load has brought what they changed.
     */
    private void compare(RandomRun run) throws SQLException {
        List<TargetTable> tables = scenario.control().tables().stream()
                .filter(table -> run.isOwn(table.source().name()))
                .toList();
        Barrier barrier =
                new Barrier(scenario.control().systems(), scenario.control().names(), tables);
        barrier.await(PATIENCE);
        Verifier verifier =
                new Verifier(scenario.control().systems(), barrier, PATIENCE, new Verifier.Options(10, false));
        for (TargetTable table : tables) {
            String name = table.source().name();
            WholeTable source = WholeTable.in(scenario.source(), name);
            WholeTable copy = WholeTable.copyOf(scenario.source(), scenario.clickhouse(), name);
            assertThat(copy.differencesFrom(source))
                    .as(table.source().toString())
                    .isEmpty();
            TableVerification verified = verifier.verify(table);
            assertThat(verified.missing() + verified.extra() + verified.different())
                    .as("%s", verified)
                    .isZero();
        }
    }

    /** All rows that ClickHouse keeps, for whoever looks for a cause. */
    private void keep(Path file) {
        ClickHouse clickhouse = scenario.clickhouse();
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file), true)) {
            for (JsonNode table : clickhouse.rows(
                    "SELECT name FROM system.tables WHERE database = '_sluice' AND engine LIKE '%MergeTree' ORDER BY name")) {
                String name = "_sluice." + ChIdentifiers.quote(table.get(0).asText());
                out.println(name);
                clickhouse.eachRow("SELECT *, _part FROM " + name + " LIMIT 10000", out::println);
            }
            out.println("system.tables");
            clickhouse.eachRow(
                    "SELECT database, name, create_table_query FROM system.tables WHERE database = '_sluice' OR database LIKE 'random%'",
                    out::println);
        } catch (IOException | RuntimeException e) {
            System.err.println("could not keep what ClickHouse has: " + e);
        }
    }

    @Override
    public void close() throws SQLException {
        scenario.close();
    }
}
