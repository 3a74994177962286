/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import dev.sluice.app.port.BenchReport;
import dev.sluice.app.port.BenchRequest;
import dev.sluice.core.config.PipelineConfig;
import dev.sluice.core.config.PipelineConfig.TableRule;
import dev.sluice.runtime.verify.Barrier;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How far behind the copy is after pgbench's transactions at full speed, and what they lose by being copied. */
public final class PgbenchBench implements Bench {
    /** The bench's name on the command line. */
    public static final String NAME = "pgbench";

    private static final String ALONE = "transactions, alone";
    private static final String COPIED = "transactions, copied";
    private static final String PER_SECOND = "1/s";
    private static final long WARM_UP_SECONDS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final String ARRIVED = StreamPath.rowsOfAll("changes." + Orders.SCHEMA + ".");

    private final BenchRequest request;

    /** {@code request.size()} is how many seconds the clients work. */
    public PgbenchBench(BenchRequest request) {
        this.request = request;
    }

    @Override
    public PipelineConfig config() {
        String tables = Orders.SCHEMA + ".pgbench_";
        return Orders.config(
                "bench_pgbench",
                // pgbench gives it no key.
                new TableRule(tables + "history", List.of(), Optional.empty(), Map.of(), true),
                new TableRule(tables + "*", List.of(), Optional.empty()));
    }

    @Override
    public BenchReport run(TestBed bed) {
        bed.report("making the tables");
        TpcB tpc = new TpcB(bed.source());
        tpc.make();
        bed.report("warming up");
        long transactions = tpc.run(Math.min(WARM_UP_SECONDS, request.size()));
        Pairs pairs = new Pairs();
        bed.report(ALONE);
        long alone = tpc.run(request.size());
        transactions += alone;
        pairs.add(ALONE, PER_SECOND, (double) alone / request.size());
        bed.hand().apply();
        Barrier barrier =
                new Barrier(bed.systems(), bed.control().names(), bed.control().tables());
        bed.report("warming up");
        transactions += tpc.run(Math.min(WARM_UP_SECONDS, request.size()));
        barrier.await(PATIENCE);
        Quiet.await(bed.systems().clickhouse());
        bed.report(COPIED);
        long before = arrived(bed);
        long copied = tpc.run(request.size());
        long behind = copied * TpcB.CHANGES - (arrived(bed) - before);
        transactions += copied;
        pairs.add(COPIED, PER_SECOND, (double) copied / request.size());
        pairs.add("behind at the end", "changes", behind);
        bed.report("catching up");
        pairs.add("catching up", "s", TestBed.seconds(() -> barrier.await(PATIENCE)));
        bed.report("comparing");
        return new BenchReport(
                NAME,
                "pgbench's transaction, which changes four rows, at full speed for " + request.size() + " s",
                Machines.here(),
                pairs.figures(),
                List.of(pairs.ratio(COPIED, ALONE, "", unused -> true)),
                Proof.of(bed).holds(TpcB.rows(transactions)));
    }

    private static long arrived(TestBed bed) {
        return Long.parseLong(bed.systems().clickhouse().value(ARRIVED));
    }
}
