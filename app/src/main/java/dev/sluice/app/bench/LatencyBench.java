/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import dev.sluice.app.port.BenchReport;
import dev.sluice.app.port.BenchReport.Ratio;
import dev.sluice.app.port.BenchRequest;
import dev.sluice.core.config.PipelineConfig;
import dev.sluice.core.config.PipelineConfig.TableRule;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** From commit in the source to visible in ClickHouse, at several rates of changes, beside a load, and as tutorials do it. */
public final class LatencyBench implements Bench {
    /** The bench's name on the command line. */
    public static final String NAME = "latency";

    private static final int USUAL_RATE = 1000;
    private static final String USUAL = name(USUAL_RATE);
    private static final String TUTORIAL = "tutorial, " + USUAL;
    private static final String BESIDE_LOAD = USUAL + " beside a load";
    private static final String P50 = ": p50";
    private static final String P99 = ": p99";
    private static final int HALF_MILLIS = 80;
    private static final int MOST_MILLIS = 200;

    private static final String LOADED = Orders.TABLE + "_loaded";
    /** So many for each second that a rate is kept up, so that its load takes about as long. */
    private static final long LOADED_A_SECOND = 150_000;

    private final BenchRequest request;

    /** {@code request.size()} is how many seconds each rate is kept up. */
    public LatencyBench(BenchRequest request) {
        this.request = request;
    }

    @Override
    public PipelineConfig config() {
        return Orders.config("bench_latency", new TableRule(Orders.SCHEMA + ".*", List.of(), Optional.empty()));
    }

    @Override
    public BenchReport run(TestBed bed) {
        Orders.make(bed.source(), Orders.TABLE, 0);
        bed.hand().apply();
        Way ours = Way.ours("", bed);
        TutorialWay tutorial = TutorialWay.asIs(bed.systems());
        tutorial.make(bed.control().endpoints().kafka().bootstrap(), ours.path().connector());
        Way theirs = tutorial.way(TUTORIAL);
        PacedCommits commits = new PacedCommits(bed.source());
        // A connector that is held before its first event knows of no position, and would begin with its snapshot
        // again.
        commits.keepUp(1, () -> false, (table, key, before) -> {});
        theirs.await(bed, commits.rows());
        theirs.path().hold(bed.systems());
        HighestKey live = new HighestKey(
                bed.systems().clickhouse(),
                bed.control().tables().getFirst().names().live());
        Pairs pairs = new Pairs();
        try (Delays delays = new Delays(commits, live).start()) {
            warmUp(bed, delays);
            measure(bed, pairs, delays, 1);
            measure(bed, pairs, delays, 100);
            ours.path().hold(bed.systems());
            boolean complete = tutorial(bed, pairs, commits, theirs);
            ours.path().letGo(bed.systems());
            warmUp(bed, delays);
            measure(bed, pairs, delays, USUAL_RATE);
            measure(bed, pairs, delays, 10_000);
            long loaded = besideLoad(bed, pairs, delays);
            bed.report("comparing");
            return new BenchReport(
                    NAME,
                    "From commit to visible, at several rates of changes, each for " + request.size() + " s",
                    Machines.here(),
                    pairs.figures(),
                    List.of(
                            pairs.ratio(USUAL + P50, TUTORIAL + P50, "", unused -> true),
                            atMost(pairs, P50, HALF_MILLIS),
                            atMost(pairs, P99, MOST_MILLIS)),
                    complete & delays.complete() & Proof.of(bed).holds(commits.rows() + loaded));
        }
    }

    /** What we want of the usual rate. */
    private static Ratio atMost(Pairs pairs, String figure, int millis) {
        double median = pairs.median(USUAL + figure);
        return new Ratio(USUAL + figure + " / " + millis + " ms", median / millis, "at most 1", median <= millis);
    }

    /** The JVM compiles its code in the first seconds, which is no matter of a pipeline that runs for months. */
    private void warmUp(TestBed bed, Delays delays) {
        bed.report("warming up");
        delays.warmUp(request.size());
        Quiet.await(bed.systems().clickhouse());
    }

    private void measure(TestBed bed, Pairs pairs, Delays delays, int rate) {
        bed.report(name(rate) + " for " + request.size() + " s");
        delays.measure(pairs, name(rate), rate, PacedCommits.seconds(request.size()));
    }

    private static String name(int rate) {
        return rate + "/s";
    }

    /** Lets the tutorial's way go for as long as it is measured; returns whether all rows came to be seen. */
    private boolean tutorial(TestBed bed, Pairs pairs, PacedCommits commits, Way way) {
        way.path().letGo(bed.systems());
        try (Delays delays = new Delays(commits, new HighestKey(bed.systems().clickhouse(), way.store())).start()) {
            warmUp(bed, delays);
            bed.report(TUTORIAL + " for " + request.size() + " s");
            delays.measure(pairs, TUTORIAL, USUAL_RATE, PacedCommits.seconds(request.size()));
            way.path().hold(bed.systems());
            return delays.complete();
        }
    }

    /** Adds a table to the pipeline, and measures as long as its load takes; returns how many rows it has. */
    private long besideLoad(TestBed bed, Pairs pairs, Delays delays) {
        long rows = request.size() * LOADED_A_SECOND;
        bed.report("making " + rows + " rows");
        Orders.make(bed.source(), LOADED, rows);
        // The connector reads past these rows, too.
        warmUp(bed, delays);
        CountDownLatch loading = new CountDownLatch(1);
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<TestBed.Load> load = thread.submit(() -> bed.hand().apply(loading::countDown));
            Looks.until("the load", () -> loading.getCount() == 0 || load.isDone());
            delays.measure(pairs, BESIDE_LOAD, USUAL_RATE, () -> !load.isDone());
            pairs.add(
                    BESIDE_LOAD + ": load", "rows/s", rows / Aside.result(load).seconds());
        }
        return rows;
    }
}
