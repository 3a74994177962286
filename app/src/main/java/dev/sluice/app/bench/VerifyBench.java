/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import dev.sluice.app.port.BenchReport;
import dev.sluice.app.port.BenchRequest;
import dev.sluice.core.config.PipelineConfig;
import dev.sluice.runtime.source.PostgresSource;
import java.sql.ResultSet;
import java.util.List;

/** What comparing a whole table takes, beside a plain COPY of it that throws the rows away. */
public final class VerifyBench implements Bench {
    /** The bench's name on the command line. */
    public static final String NAME = "verify";

    private static final String COPY = "COPY to nowhere";
    private static final String OURS = "verify";
    private static final double WANTED = 3;

    private final BenchRequest request;

    public VerifyBench(BenchRequest request) {
        this.request = request;
    }

    @Override
    public PipelineConfig config() {
        return Orders.config("bench_verify");
    }

    @Override
    public BenchReport run(TestBed bed) {
        PostgresSource source = bed.source();
        bed.report("making " + request.size() + " rows");
        Orders.make(source, Orders.TABLE, request.size());
        bed.hand().apply();
        Proof proof = Proof.of(bed);
        Pairs pairs = new Pairs();
        boolean[] equal = {true};
        for (int run = 1; run <= request.runs(); run++) {
            String number = "run " + run + " of " + request.runs() + ": ";
            bed.report(number + COPY);
            pairs.add(COPY, "s", TestBed.seconds(() -> source.execute("COPY " + Orders.TABLE + " TO '/dev/null'")));
            bed.report(number + OURS);
            long before = blocksRead(source);
            try (LongestTransaction longest = new LongestTransaction(source)) {
                pairs.add(OURS, "s", TestBed.seconds(() -> equal[0] &= proof.holds(request.size())));
                pairs.add("longest transaction", "s", longest.seconds());
            }
            pairs.add("blocks read", "of the table's", (blocksRead(source) - before) / (double) blocks(source));
        }
        return new BenchReport(
                NAME,
                "Comparing a table of " + request.size() + " rows with its copy, beside a COPY of it to nowhere",
                Machines.here(),
                pairs.figures(),
                List.of(pairs.ratio(OURS, COPY, "less than 3", ratio -> ratio < WANTED)),
                equal[0]);
    }

    /** Blocks of the table's heap that were looked at since it was made, in memory or not. */
    private static long blocksRead(PostgresSource source) {
        return number(
                source,
                "SELECT heap_blks_read + heap_blks_hit FROM pg_statio_user_tables WHERE relid = '" + Orders.TABLE
                        + "'::regclass");
    }

    private static long blocks(PostgresSource source) {
        return number(source, "SELECT relpages FROM pg_class WHERE oid = '" + Orders.TABLE + "'::regclass");
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
