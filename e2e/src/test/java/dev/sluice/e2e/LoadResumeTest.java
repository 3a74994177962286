/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.e2e.KilledRun.Victim;
import dev.sluice.runtime.target.ClickHouse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * SIGKILL of Sluice, of ClickHouse and of Postgres at moments that a seed chooses, while a large table is loaded and changed.
 * {@code -Dsluice.load.rows=5000000} makes it larger, {@code -Dsluice.load.seeds=5} tries more seeds.
 */
@Isolated
@Order(Integer.MAX_VALUE)
@ExtendWith(Engines.Shared.class)
class LoadResumeTest {
    private static final String NAME = "resumed";
    private static final Duration LONG = Duration.ofSeconds(120);
    private static final int ROWS = Integer.getInteger("sluice.load.rows", 100_000);
    private static final int SEEDS = Integer.getInteger("sluice.load.seeds", 1);
    /** About fifteen seconds for the whole table, as a row has some thirty bytes: time enough for three kills. */
    private static final int BYTES_PER_SECOND = ROWS * 2;

    private static final int BUCKET = 5000;

    private final Engines engines;

    LoadResumeTest(Engines engines) {
        this.engines = engines;
    }

    /** What is noted of the load. */
    private record Note(String state, long rows, String key, String began) {}

    /** So many rows were noted as done at this position of the WAL. */
    private record Cut(Victim victim, long rows, String position) {}

    static List<Integer> seeds() {
        return java.util.stream.IntStream.rangeClosed(1, SEEDS).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void goesOnWhereItWasCutOff(int seed) throws Exception {
        Random random = new Random(seed);
        List<Victim> victims = new ArrayList<>(List.of(Victim.values()));
        Collections.shuffle(victims, random);
        Source source = Scenario.schema(
                engines,
                NAME,
                Changes.TABLE,
                "INSERT INTO things SELECT i, 'value ' || i FROM generate_series(0, " + (ROWS - 1) + ") i",
                "VACUUM ANALYZE things");
        List<Cut> cuts = new ArrayList<>();
        Sluice sluice;
        try (KilledRun run = KilledRun.start(
                        engines,
                        NAME,
                        "load: { connections: 2, bytes_per_second: " + BYTES_PER_SECOND + " }",
                        "verify: { budget: 0% }");
                Changes changes = Changes.start(source, ROWS)) {
            sluice = run.sluice();
            run.started();
            Note before = until(run, 0);
            for (Victim victim : victims) {
                before = until(run, before.rows + 1 + random.nextInt(ROWS / 10));
                assertThat(before.state).as("killed in time: %s", before).isEqualTo("loading");
                assertThat(storesOfHeldBackMerges(run))
                        .as("stores whose merges are held back")
                        .isEqualTo(2);
                cuts.add(new Cut(victim, before.rows, position(source)));
                run.kill(victim);
                Note after = until(run, 0);
                assertThat(after.began).as("the load goes on").isEqualTo(before.began);
                assertThat(after.rows).isGreaterThanOrEqualTo(before.rows);
            }
            await().atMost(LONG)
                    .until(() ->
                            notes(run).filter(note -> note.state.equals("done")).isPresent());
            assertThat(storesOfHeldBackMerges(run))
                    .as("stores whose merges are held back")
                    .isZero();
            changes.more(20);
            changes.stop();
            sluice.ok("wait", "--timeout", "60s");
            assertThat(inClickHouse(run)).isEqualTo(inPostgres(source));
            cuts.forEach(cut -> assertNotReadAgain(run, cut));
            assertThat(sluice.ok("verify", "--json")).contains("\"ok\":true");
            sluice.ok("destroy", "--yes");
        }
        source.run("DROP SCHEMA " + NAME + " CASCADE");
        Folders.delete(sluice.folder());
    }

    /** Waits until so many rows are noted, or all of them. */
    private static Note until(KilledRun run, long rows) {
        return await().atMost(LONG)
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> notes(run),
                        note -> note.filter(now -> now.rows >= rows || now.state.equals("done"))
                                .isPresent())
                .orElseThrow();
    }

    private static int storesOfHeldBackMerges(KilledRun run) {
        try (ClickHouse clickhouse = run.clickhouse()) {
            return Integer.parseInt(
                    clickhouse.value(
                            "SELECT count() FROM system.tables WHERE database = '_sluice' AND engine_full LIKE '%max_bytes_to_merge%'"));
        }
    }

    private static Optional<Note> notes(KilledRun run) {
        try (ClickHouse clickhouse = run.clickhouse()) {
            return clickhouse
                    .rows("SELECT state, rows, toString(key), toString(began) FROM _sluice.loads FINAL WHERE target = '"
                            + NAME + ".things'")
                    .stream()
                    .map(row -> new Note(
                            row.get(0).asText(),
                            row.get(1).asLong(),
                            row.get(2).asText(),
                            row.get(3).asText()))
                    .findFirst();
        } catch (RuntimeException e) {
            // It is not there yet, or not there again.
            return Optional.empty();
        }
    }

    private static String position(Source source) throws SQLException {
        return String.valueOf(source.rows("SELECT (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::text")
                .getFirst()
                .getFirst());
    }

    /** What was done before a cut still bears positions of before it: nobody has read it again. */
    private static void assertNotReadAgain(KilledRun run, Cut cut) {
        try (ClickHouse clickhouse = run.clickhouse()) {
            assertThat(Long.parseLong(clickhouse.value("SELECT count() FROM " + NAME
                            + ".things_history WHERE _op = 'r' AND _lsn <= " + cut.position)))
                    .as("rows from before %s", cut)
                    .isGreaterThanOrEqualTo(cut.rows);
        }
    }

    private static List<List<@Nullable String>> inPostgres(Source source) throws SQLException {
        return source.rows(
                "SELECT (id / " + BUCKET + ")::text, md5(string_agg(id || ':' || v, ',' ORDER BY id)) FROM things"
                        + " GROUP BY id / " + BUCKET + " ORDER BY id / " + BUCKET);
    }

    private static List<List<@Nullable String>> inClickHouse(KilledRun run) {
        List<List<@Nullable String>> buckets = new ArrayList<>();
        try (ClickHouse clickhouse = run.clickhouse()) {
            clickhouse.eachRow(
                    "SELECT toString(intDiv(id, " + BUCKET
                            + ")) AS bucket, lower(hex(MD5(arrayStringConcat(arrayMap(row ->"
                            + " concat(toString(row.1), ':', row.2), arraySort(groupArray((id, ifNull(v, ''))))), ','))))"
                            + " FROM " + NAME + ".things GROUP BY bucket ORDER BY toInt64(bucket)",
                    row -> buckets.add(List.of(row.get(0).asText(), row.get(1).asText())));
        }
        return buckets;
    }
}
