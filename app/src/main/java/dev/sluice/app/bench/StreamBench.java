/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import dev.sluice.app.port.BenchReport;
import dev.sluice.app.port.BenchReport.Ratio;
import dev.sluice.app.port.BenchRequest;
import dev.sluice.core.config.PipelineConfig;
import java.util.ArrayList;
import java.util.List;

/** Changes that are all committed already, beside what tutorials build of the same engines, and a slot that is read to nowhere. */
public final class StreamBench implements Bench {
    /** The bench's name on the command line. */
    public static final String NAME = "stream";

    private static final String LIMIT = "slot to nowhere";
    private static final String OURS = "stream";
    private static final String TUTORIAL = "tutorial";

    private static final long WARM_UP = 100_000;
    private static final Transactions INSERTIONS = Transactions.ofInsertions(Orders.ROWS_OF_TRANSACTION);
    /** Of the changes of the first case. */
    private static final int PART_OF_OTHERS = 5;

    private static final String PEER = "MaterializedPostgreSQL";
    private static final String LIVE = ", while they are committed";
    private static final String SHORT = ", 1 row a transaction";
    private static final String LONG = ", all in one transaction";

    private final BenchRequest request;
    private final List<Other> others;

    public StreamBench(BenchRequest request) {
        this.request = request;
        this.others = List.of(
                new Other(", mixed", new Transactions(10, 8, 2)),
                new Other(SHORT, Transactions.ofInsertions(1)),
                new Other(", 1,000 rows a transaction", Transactions.ofInsertions(1_000)),
                new Other(LONG, Transactions.ofInsertions((int) (request.size() / PART_OF_OTHERS))));
    }

    /** Another case than the first one; {@code suffix} goes behind a way's name. */
    private record Other(String suffix, Transactions each) {}

    @Override
    public PipelineConfig config() {
        return Orders.config("bench_stream");
    }

    @Override
    public BenchReport run(TestBed bed) {
        Orders.make(bed.source(), Orders.TABLE, 0);
        bed.hand().apply();
        Way ours = Way.ours(OURS, bed);
        bed.report("building the tutorial's way");
        TutorialWay tutorial = TutorialWay.flushingSoon(bed.systems());
        tutorial.make(bed.control().endpoints().kafka().bootstrap(), ours.path().connector());
        List<Way> ways = List.of(ours, tutorial.way(TUTORIAL));
        Held held = new Held(bed, new OrderChanges(bed.source()));
        // A connector that is held before its first event knows of no position, and would begin with its snapshot
        // again.
        long first = held.changes.commit(INSERTIONS, 1).lastKey();
        ways.forEach(way -> way.await(bed, first));
        // The JVM compiles its code in the first seconds, which is no matter of a pipeline that runs for months.
        first(held, new Pairs(), new Round("warming up", Math.min(WARM_UP, request.size()), ways));
        Pairs pairs = new Pairs();
        for (int run = 1; run <= request.runs(); run++) {
            // In turn, so that being the first one is nobody's luck.
            List<Way> order = run % 2 == 1 ? ways : ways.reversed();
            String name = "run " + run + " of " + request.runs();
            first(held, pairs, new Round(name, request.size(), order));
            for (Other other : others) {
                Round round = new Round(name + other.suffix, request.size() / PART_OF_OTHERS, order);
                other(held, pairs, round, other);
            }
            halves(held, pairs, new Round(name + ", by halves", request.size() / PART_OF_OTHERS, order));
            live(held, pairs, new Round(name + LIVE, request.size() / PART_OF_OTHERS, order), ours);
        }
        bed.report("comparing");
        return new BenchReport(
                NAME,
                request.size() + " insertions in transactions of " + Orders.ROWS_OF_TRANSACTION
                        + " rows on their way to ClickHouse, and a fifth as many changes of other kinds",
                Machines.here(),
                pairs.figures(),
                ratios(pairs),
                Proof.of(bed).holds(held.changes.rows()));
    }

    private List<Ratio> ratios(Pairs pairs) {
        List<Ratio> ratios = new ArrayList<>();
        ratios.add(pairs.ratio(OURS, TUTORIAL, "at least 3", ratio -> ratio >= 3));
        ratios.add(pairs.ratio(OURS + CpuTimes.ALL, TUTORIAL + CpuTimes.ALL, "at most 0.5", ratio -> ratio <= 0.5));
        ratios.add(pairs.ratio(OURS + LIVE, PEER + LIVE, "at least 1", ratio -> ratio >= 1));
        ratios.add(pairs.ratio(
                OURS + LONG + PeakMemory.ALL, OURS + SHORT + PeakMemory.ALL, "at most 1.1", ratio -> ratio <= 1.1));
        for (String half : List.of(Halves.INTO_KAFKA, Halves.FROM_KAFKA)) {
            ratios.add(pairs.ratio(OURS + half, TUTORIAL + half, "", unused -> true));
        }
        others.forEach(
                other -> ratios.add(pairs.ratio(OURS + other.suffix, TUTORIAL + other.suffix, "", unused -> true)));
        return ratios;
    }

    /** Changes that are committed while all ways are held up. */
    private record Held(TestBed bed, OrderChanges changes) {
        OrderChanges.Batch commit(Round round, Transactions each) {
            bed.report(round.name + ": committing");
            round.ways.forEach(way -> way.path().hold(bed.systems()));
            return changes.commit(each, each.make(round.size));
        }

        StreamPath.Arrival measure(Round round, Way way, OrderChanges.Batch batch) {
            bed.report(round.name + ": " + way.name());
            StreamPath.Arrival arrival = way.measure(bed, batch);
            Quiet.await(bed.systems().clickhouse());
            return arrival;
        }
    }

    /** All ways once; {@code size} is how many changes there are to be. */
    private record Round(String name, long size, List<Way> ways) {}

    private static void first(Held held, Pairs pairs, Round round) {
        TestBed bed = held.bed;
        SlotToNowhere limit =
                new SlotToNowhere(bed.source(), bed.control().names().publication());
        limit.prepare();
        OrderChanges.Batch batch = held.commit(round, INSERTIONS);
        bed.report(round.name + ": " + LIMIT);
        pairs.add(LIMIT, "rows/s", batch.changes() / limit.read(batch.changes()));
        limit.drop();
        for (Way way : round.ways) {
            StreamPath.Arrival arrival = held.measure(round, way, batch);
            arrival.note(pairs, way.name(), batch.changes());
            CpuTimes.noteAll(pairs, way.name(), arrival.cpu(), batch.changes());
        }
    }

    private static void other(Held held, Pairs pairs, Round round, Other other) {
        OrderChanges.Batch batch = held.commit(round, other.each);
        for (Way way : round.ways) {
            PeakMemory peak = new PeakMemory(held.bed.memory());
            StreamPath.Arrival arrival;
            try (peak) {
                arrival = held.measure(round, way, batch);
            }
            String name = way.name() + other.suffix;
            peak.noteAll(pairs, name);
            pairs.add(name, "rows/s", batch.changes() / arrival.seconds());
            CpuTimes.noteAll(pairs, name, arrival.cpu(), batch.changes());
        }
    }

    private static void halves(Held held, Pairs pairs, Round round) {
        OrderChanges.Batch batch = held.commit(round, INSERTIONS);
        for (Way way : round.ways) {
            held.bed.report(round.name + ": " + way.name());
            new Halves(held.bed, pairs).measure(way, batch);
        }
        round.ways.forEach(way -> way.path().letGo(held.bed.systems()));
    }

    /**
     * Insertions that each path follows from the first one on, since ClickHouse's own way can't be held up: until the last one
     * can be read, so with the time that committing them takes.
     */
    private static void live(Held held, Pairs pairs, Round round, Way ours) {
        TestBed bed = held.bed;
        round.ways.forEach(way -> way.path().hold(bed.systems()));
        Runnable we = () -> {
            bed.report(round.name + ": " + OURS);
            ours.path().letGo(bed.systems());
            ours.path().awaitReading(bed.systems());
            ours.await(bed, held.changes.lastKey());
            pairs.add(OURS + LIVE, "rows/s", round.size / TestBed.seconds(() -> ours.await(bed, commit(held, round))));
            ours.path().hold(bed.systems());
            Quiet.await(bed.systems().clickhouse());
        };
        Runnable they = () -> {
            bed.report(round.name + ": " + PEER);
            MaterializedPostgres peer = new MaterializedPostgres(bed.systems(), Orders.NAME);
            peer.make();
            peer.awaitRows(held.changes.rows());
            pairs.add(PEER + LIVE, "rows/s", round.size / TestBed.seconds(() -> peer.awaitRow(commit(held, round))));
            peer.drop();
            Quiet.await(bed.systems().clickhouse());
        };
        boolean weAreFirst = round.ways.getFirst().equals(ours);
        (weAreFirst ? we : they).run();
        (weAreFirst ? they : we).run();
        round.ways.forEach(way -> way.path().letGo(bed.systems()));
    }

    private static long commit(Held held, Round round) {
        return held.changes.commit(INSERTIONS, INSERTIONS.make(round.size)).lastKey();
    }
}
