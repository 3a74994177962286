/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import dev.sluice.app.port.BenchReport;
import dev.sluice.app.port.BenchRequest;
import dev.sluice.app.port.Progress;
import dev.sluice.core.config.PipelineConfig;
import dev.sluice.core.config.PipelineConfig.TableRule;
import dev.sluice.core.target.TargetTable;
import dev.sluice.core.verify.TableVerification;
import dev.sluice.runtime.control.ControlPlane;
import dev.sluice.runtime.source.PostgresSource;
import dev.sluice.runtime.verify.Barrier;
import dev.sluice.runtime.verify.Verifier;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What comparing a whole table takes, beside a plain COPY of it that throws the rows away. */
public final class VerifyBench implements Bench {
    /** The bench's name on the command line. */
    public static final String NAME = "verify";

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String COPY = "COPY to nowhere";
    private static final String OURS = "verify";
    private static final double WANTED = 3;

    private static final String TABLE = "bench.orders";
    private static final String FILL = """
            CREATE SCHEMA bench;
            CREATE TABLE bench.orders (id bigint PRIMARY KEY, customer integer NOT NULL, quantity integer NOT NULL,
              price numeric(10,2) NOT NULL, note text, created_at timestamp NOT NULL);
            INSERT INTO bench.orders SELECT i, i * 7919 %% 100000, i %% 10, i %% 100000 / 100.0,
              CASE WHEN i %% 3 > 0 THEN 'order number ' || i END, timestamp '2026-01-01' + i * interval '1 second'
              FROM generate_series(1, %d::bigint) AS i;
            """;

    private final BenchRequest request;

    public VerifyBench(BenchRequest request) {
        this.request = request;
    }

    @Override
    public PipelineConfig config() {
        return new PipelineConfig(
                "bench_verify",
                Optional.empty(),
                List.of(new TableRule(TABLE, List.of(), Optional.empty())),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    @Override
    public BenchReport run(ControlPlane control, Runnable apply, Progress progress) {
        PostgresSource source = control.systems().postgres();
        progress.report("making " + request.rows() + " rows", Double.NaN);
        source.execute(FILL.formatted(request.rows()));
        source.execute("VACUUM ANALYZE " + TABLE);
        apply.run();
        TargetTable table = control.tables().getFirst();
        Verifier verifier = new Verifier(
                control.systems(),
                new Barrier(control.systems(), control.names(), control.tables()),
                PATIENCE,
                new Verifier.Options(0, false));
        Pairs pairs = new Pairs();
        boolean equal = true;
        for (int run = 1; run <= request.runs(); run++) {
            progress.report("run " + run + " of " + request.runs() + ": " + COPY, Double.NaN);
            pairs.add(COPY, "s", seconds(() -> source.execute("COPY " + TABLE + " TO '/dev/null'")));
            progress.report("run " + run + " of " + request.runs() + ": " + OURS, Double.NaN);
            long before = blocksRead(source);
            try (LongestTransaction longest = new LongestTransaction(source)) {
                TableVerification[] found = new TableVerification[1];
                pairs.add(OURS, "s", seconds(() -> found[0] = verifier.verify(table)));
                equal &= found[0].equal() && found[0].sourceRows() == request.rows();
                pairs.add("longest transaction", "s", longest.seconds());
            }
            pairs.add("blocks read", "of the table's", (blocksRead(source) - before) / (double) blocks(source));
        }
        return new BenchReport(
                NAME,
                "Comparing a table of " + request.rows() + " rows with its copy, beside a COPY of it to nowhere",
                Machines.here(),
                pairs.figures(),
                List.of(pairs.ratio(OURS, COPY, "less than 3", ratio -> ratio < WANTED)),
                equal);
    }

    private static double seconds(Runnable work) {
        long begin = System.nanoTime();
        work.run();
        return (System.nanoTime() - begin) / 1e9;
    }

    /** Blocks of the table's heap that were looked at since it was made, in memory or not. */
    private static long blocksRead(PostgresSource source) {
        return number(
                source,
                "SELECT heap_blks_read + heap_blks_hit FROM pg_statio_user_tables WHERE relid = '" + TABLE
                        + "'::regclass");
    }

    private static long blocks(PostgresSource source) {
        return number(source, "SELECT relpages FROM pg_class WHERE oid = '" + TABLE + "'::regclass");
    }

    private static long number(PostgresSource source, String sql) {
        return source.with(connection -> {
            try (var statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getLong(1);
            }
        });
    }
}
