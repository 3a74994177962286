/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import dev.sluice.app.port.BenchReport;
import dev.sluice.app.port.BenchRequest;
import dev.sluice.core.config.PipelineConfig;
import java.util.List;

/** Changes that are all committed already, beside what tutorials build of the same engines, and a slot that is read to nowhere. */
public final class StreamBench implements Bench {
    /** The bench's name on the command line. */
    public static final String NAME = "stream";

    private static final String LIMIT = "slot to nowhere";
    private static final String OURS = "stream";
    private static final String TUTORIAL = "tutorial";

    private static final long WARM_UP = 100_000;

    private final BenchRequest request;
    private long committed;

    public StreamBench(BenchRequest request) {
        this.request = request;
    }

    @Override
    public PipelineConfig config() {
        return Orders.config("bench_stream");
    }

    @Override
    public BenchReport run(TestBed bed) {
        Orders.make(bed.source(), Orders.TABLE, 0);
        bed.hand().apply();
        StreamPath ours = StreamPath.ours(OURS, bed);
        String connector = ours.connector();
        bed.report("building the tutorial's way");
        TutorialWay tutorial = new TutorialWay(bed.systems());
        tutorial.make(bed.control().endpoints().kafka().bootstrap(), connector);
        List<StreamPath> paths = List.of(ours, tutorial.path(TUTORIAL));
        SlotToNowhere limit =
                new SlotToNowhere(bed.source(), bed.control().names().publication());
        // The JVM compiles its code in the first seconds, which is no matter of a pipeline that runs for months.
        measure(bed, new Pairs(), limit, new Round("warming up", Math.min(WARM_UP, request.size()), paths));
        Pairs pairs = new Pairs();
        for (int run = 1; run <= request.runs(); run++) {
            // In turn, so that being the first one is nobody's luck.
            List<StreamPath> order = run % 2 == 1 ? paths : paths.reversed();
            measure(bed, pairs, limit, new Round("run " + run + " of " + request.runs(), request.size(), order));
        }
        bed.report("comparing");
        bed.systems().connect().resume(connector);
        boolean right = Proof.of(bed).holds(committed);
        return new BenchReport(
                NAME,
                request.size() + " insertions in transactions of " + Orders.ROWS_OF_TRANSACTION
                        + " rows, on their way to ClickHouse",
                Machines.here(),
                pairs.figures(),
                List.of(pairs.ratio(OURS, TUTORIAL, "at least 3", ratio -> ratio >= 3)),
                right);
    }

    private record Round(String name, long changes, List<StreamPath> paths) {}

    private void measure(TestBed bed, Pairs pairs, SlotToNowhere limit, Round round) {
        bed.report(round.name + ": committing");
        round.paths.forEach(path -> path.hold(bed.systems()));
        limit.prepare();
        Orders.commit(bed.source(), committed + 1, committed + round.changes);
        committed += round.changes;
        bed.report(round.name + ": " + LIMIT);
        pairs.add(LIMIT, "rows/s", round.changes / limit.read(round.changes));
        limit.drop();
        for (StreamPath path : round.paths) {
            bed.report(round.name + ": " + path.name());
            path.measure(bed, pairs, round.changes);
            Quiet.await(bed.systems().clickhouse());
        }
    }
}
