/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import dev.sluice.app.port.BenchReport;
import dev.sluice.app.port.BenchRequest;
import dev.sluice.core.config.PipelineConfig;
import dev.sluice.runtime.target.ClickHouse;
import dev.sluice.stack.lifecycle.CpuUse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The initial load of a table, beside ClickHouse pulling it by itself, Debezium's snapshot, and a COPY that drops the rows. */
public final class LoadBench implements Bench {
    /** The bench's name on the command line. */
    public static final String NAME = "load";

    private static final String COPY = "COPY to nowhere";
    private static final String PULL = "postgresql() pull";
    private static final String PEER = "MaterializedPostgreSQL";
    private static final String OURS = "load";
    private static final String SNAPSHOT = "Debezium's snapshot";
    private static final String TUNED = "Debezium's snapshot, tuned";
    private static final String RATE = "rows/s";
    /** Debezium takes so much longer for a row that fewer have to do. */
    private static final long MOST_OF_SNAPSHOT = 200_000;

    private static final String FEW = "bench.orders_few";

    private final BenchRequest request;
    private boolean right = true;

    public LoadBench(BenchRequest request) {
        this.request = request;
    }

    @Override
    public PipelineConfig config() {
        return Orders.config("bench_load");
    }

    @Override
    public BenchReport run(TestBed bed) {
        bed.report("making " + request.size() + " rows");
        Orders.make(bed.source(), Orders.TABLE, request.size());
        Orders.make(bed.source(), FEW, few());
        Pairs pairs = new Pairs();
        for (int run = 1; run <= request.runs(); run++) {
            String number = "run " + run + " of " + request.runs() + ": ";
            bed.report(number + COPY);
            copy(bed, pairs);
            bed.report(number + PULL);
            pull(bed, pairs);
            bed.report(number + PEER);
            peer(bed, pairs);
            bed.report(number + OURS);
            ours(bed, pairs);
            bed.report(number + SNAPSHOT);
            snapshot(bed, pairs, SNAPSHOT, "bench_stock_" + run, Map.of());
            bed.report(number + TUNED);
            snapshot(bed, pairs, TUNED, "bench_tuned_" + run, StockConnector.OUR_BATCHES);
            bed.hand().destroy();
        }
        return new BenchReport(
                NAME,
                "The initial load of a table of " + request.size()
                        + " rows, beside other ways to read it; Debezium's snapshot is of " + few() + " rows",
                Machines.here(),
                pairs.figures(),
                List.of(
                        pairs.ratio(OURS, PULL, "at least 1", ratio -> ratio >= 1),
                        pairs.ratio(OURS, COPY, "at least 0.7", ratio -> ratio >= 0.7),
                        pairs.ratio(OURS, PEER, "", unused -> true),
                        pairs.ratio(OURS, SNAPSHOT, "at least 5", ratio -> ratio >= 5),
                        pairs.ratio(OURS, TUNED, "at least 5", ratio -> ratio >= 5),
                        PeakMemory.ratio(pairs, OURS)),
                right);
    }

    private void copy(TestBed bed, Pairs pairs) {
        double seconds =
                TestBed.seconds(() -> right &= CopyToNowhere.rows(bed.source(), Orders.TABLE) == request.size());
        pairs.add(COPY, RATE, request.size() / seconds);
    }

    private void pull(TestBed bed, Pairs pairs) {
        ClickHouse clickhouse = bed.systems().clickhouse();
        PulledByClickHouse pulled =
                new PulledByClickHouse(clickhouse, bed.source().address());
        pulled.prepare();
        CpuUse before = bed.cpu().get();
        pairs.add(PULL, RATE, request.size() / TestBed.seconds(pulled::pull));
        CpuTimes.note(pairs, PULL, bed.usedSince(before), request.size());
        right &= pulled.rows() == request.size();
        pulled.drop();
        Quiet.await(clickhouse);
    }

    private void peer(TestBed bed, Pairs pairs) {
        MaterializedPostgres peer = new MaterializedPostgres(bed.systems());
        CpuUse before = bed.cpu().get();
        double seconds = TestBed.seconds(() -> {
            peer.make();
            peer.awaitRows(request.size());
        });
        pairs.add(PEER, RATE, request.size() / seconds);
        CpuTimes.note(pairs, PEER, bed.usedSince(before), request.size());
        peer.drop();
        Quiet.await(bed.systems().clickhouse());
    }

    private void ours(TestBed bed, Pairs pairs) {
        List<PeakMemory> peaks = new ArrayList<>();
        TestBed.Load load = bed.hand().apply(() -> peaks.add(new PeakMemory(bed.memory())));
        peaks.forEach(PeakMemory::close);
        pairs.add(OURS, RATE, request.size() / load.seconds());
        CpuTimes.note(pairs, OURS, load.cpu(), request.size());
        peaks.forEach(peak -> peak.note(pairs, OURS));
        right &= Proof.of(bed).holds(request.size());
        Quiet.await(bed.systems().clickhouse());
    }

    private void snapshot(TestBed bed, Pairs pairs, String figure, String name, Map<String, String> settings) {
        StockConnector stock = new StockConnector(bed.systems(), name, FEW);
        stock.prepare();
        TopicFilling filling = new TopicFilling(bed.systems(), stock.path(figure, List.of()));
        Map<String, String> all = new HashMap<>(settings);
        all.put("snapshot.mode", "initial_only");
        stock.start(bed.control().names().connector(), all);
        filling.awaitFirst();
        pairs.add(figure, RATE, few() / filling.await(few()));
        stock.drop();
    }

    private long few() {
        return Math.min(MOST_OF_SNAPSHOT, request.size());
    }
}
