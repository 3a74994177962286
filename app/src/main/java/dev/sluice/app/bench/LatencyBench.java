/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import dev.sluice.app.port.BenchReport;
import dev.sluice.app.port.BenchRequest;
import dev.sluice.app.shop.LatencyProbe;
import dev.sluice.app.shop.LatencySummary;
import dev.sluice.app.shop.VisibleRows;
import dev.sluice.core.config.PipelineConfig;
import dev.sluice.core.problem.Problem;
import dev.sluice.core.target.ObjectName;
import java.time.Duration;
import java.util.List;

/** From commit in the source to visible in ClickHouse, at several rates of changes. */
public final class LatencyBench implements Bench {
    /** The bench's name on the command line. */
    public static final String NAME = "latency";

    private static final List<Integer> RATES = List.of(1, 100, 1000);
    private static final long WARM_UP_SECONDS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final BenchRequest request;

    /** {@code request.size()} is how many seconds each rate is kept up. */
    public LatencyBench(BenchRequest request) {
        this.request = request;
    }

    @Override
    public PipelineConfig config() {
        return Orders.config("bench_latency");
    }

    @Override
    public BenchReport run(TestBed bed) {
        Orders.make(bed.source(), Orders.TABLE, 0);
        bed.hand().apply();
        Proof proof = Proof.of(bed);
        ObjectName live = bed.control().tables().getFirst().names().live();
        Pairs pairs = new Pairs();
        try (LatencyProbe probe = new LatencyProbe(new VisibleRows(bed.systems().clickhouse(), live))) {
            PacedCommits commits = new PacedCommits(bed.source(), probe);
            probe.start();
            bed.report("warming up");
            // The JVM compiles its code in the first seconds, which is no matter of a pipeline that runs for months.
            commits.keepUp(RATES.get(1), Math.min(WARM_UP_SECONDS, request.size()));
            boolean complete = probe.drain(PATIENCE);
            for (int rate : RATES) {
                bed.report(rate + " changes/s for " + request.size() + " s");
                probe.beginAnew();
                pairs.add(rate + "/s: committed", "rows/s", commits.keepUp(rate, request.size()));
                complete &= probe.drain(PATIENCE);
                note(pairs, rate + "/s: ", probe.status().all());
            }
            bed.report("comparing");
            return new BenchReport(
                    NAME,
                    "From commit to visible, at several rates of changes, each for " + request.size() + " s",
                    Machines.here(),
                    pairs.figures(),
                    List.of(),
                    complete & proof.holds(commits.rows()));
        } catch (InterruptedException e) {
            throw Problem.interrupted(e);
        }
    }

    private static void note(Pairs pairs, String rate, LatencySummary found) {
        pairs.add(rate + "p50", "ms", found.p50());
        pairs.add(rate + "p95", "ms", found.p95());
        pairs.add(rate + "p99", "ms", found.p99());
        pairs.add(rate + "longest", "ms", found.max());
    }
}
