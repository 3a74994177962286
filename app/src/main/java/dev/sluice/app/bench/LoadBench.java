/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import dev.sluice.app.port.BenchReport;
import dev.sluice.app.port.BenchReport.Ratio;
import dev.sluice.app.port.BenchRequest;
import dev.sluice.core.config.PipelineConfig;
import dev.sluice.core.config.PipelineConfig.TableRule;
import dev.sluice.runtime.target.ClickHouse;
import dev.sluice.stack.lifecycle.CpuUse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    private final BenchRequest request;
    private boolean right = true;

    public LoadBench(BenchRequest request) {
        this.request = request;
    }

    @Override
    public PipelineConfig config() {
        return Orders.config("bench_load", new TableRule(LoadedTable.PATTERN, List.of(), Optional.empty()));
    }

    @Override
    public BenchReport run(TestBed bed) {
        Pairs pairs = new Pairs();
        for (LoadedTable table : LoadedTable.values()) {
            bed.report("making " + rows(table) + " rows" + table.figure(""));
            table.make(bed.source(), request.size());
            for (int run = 1; run <= request.runs(); run++) {
                inTurn(bed, pairs, table, run);
            }
            table.drop(bed.source());
        }
        return new BenchReport(
                NAME,
                "The initial load of a table of %d rows and of one of %d wide ones, beside other ways to read them; %s"
                        .formatted(
                                rows(LoadedTable.NARROW),
                                rows(LoadedTable.WIDE),
                                "Debezium's snapshot is of %d and %d rows"
                                        .formatted(few(LoadedTable.NARROW), few(LoadedTable.WIDE))),
                Machines.here(),
                pairs.figures(),
                List.of(
                        pairs.ratio(OURS, PULL, "at least 1", ratio -> ratio >= 1),
                        pairs.ratio(OURS, COPY, "at least 0.7", ratio -> ratio >= 0.7),
                        pairs.ratio(OURS, PEER, "", unused -> true),
                        pairs.ratio(OURS, SNAPSHOT, "at least 5", ratio -> ratio >= 5),
                        pairs.ratio(OURS, TUNED, "at least 5", ratio -> ratio >= 5),
                        PeakMemory.ratio(pairs, OURS),
                        wide(pairs, PULL),
                        wide(pairs, COPY),
                        wide(pairs, PEER),
                        wide(pairs, SNAPSHOT),
                        wide(pairs, TUNED)),
                right);
    }

    private static Ratio wide(Pairs pairs, String by) {
        return pairs.ratio(LoadedTable.WIDE.figure(OURS), LoadedTable.WIDE.figure(by), "", unused -> true);
    }

    private void inTurn(TestBed bed, Pairs pairs, LoadedTable table, int run) {
        Map<String, Runnable> ways = new LinkedHashMap<>();
        ways.put(COPY, () -> copy(bed, pairs, table));
        ways.put(PULL, () -> pull(bed, pairs, table));
        ways.put(PEER, () -> peer(bed, pairs, table));
        ways.put(OURS, () -> ours(bed, pairs, table));
        ways.put(SNAPSHOT, () -> snapshot(bed, pairs, table, SNAPSHOT, "bench_stock_" + run, Map.of()));
        ways.put(TUNED, () -> snapshot(bed, pairs, table, TUNED, "bench_tuned_" + run, StockConnector.OUR_BATCHES));
        ways.forEach((way, read) -> {
            bed.report("run " + run + " of " + request.runs() + ": " + table.figure(way));
            read.run();
        });
        bed.hand().destroy();
    }

    private void copy(TestBed bed, Pairs pairs, LoadedTable table) {
        double seconds =
                TestBed.seconds(() -> right &= CopyToNowhere.rows(bed.source(), table.qualified()) == rows(table));
        pairs.add(table.figure(COPY), RATE, rows(table) / seconds);
    }

    private void pull(TestBed bed, Pairs pairs, LoadedTable table) {
        ClickHouse clickhouse = bed.systems().clickhouse();
        PulledByClickHouse pulled =
                new PulledByClickHouse(clickhouse, bed.source().address(), table.called());
        pulled.prepare();
        rate(bed, pairs, table, PULL, pulled::pull);
        right &= pulled.rows() == rows(table);
        pulled.drop();
        Quiet.await(clickhouse);
    }

    private void peer(TestBed bed, Pairs pairs, LoadedTable table) {
        MaterializedPostgres peer = new MaterializedPostgres(bed.systems(), table.called());
        rate(bed, pairs, table, PEER, () -> {
            peer.make();
            peer.awaitRows(rows(table));
        });
        peer.drop();
        Quiet.await(bed.systems().clickhouse());
    }

    private void rate(TestBed bed, Pairs pairs, LoadedTable table, String way, Runnable read) {
        CpuUse before = bed.cpu().get();
        pairs.add(table.figure(way), RATE, rows(table) / TestBed.seconds(read));
        CpuTimes.note(pairs, table.figure(way), bed.usedSince(before), rows(table));
    }

    private void ours(TestBed bed, Pairs pairs, LoadedTable table) {
        List<PeakMemory> peaks = new ArrayList<>();
        TestBed.Load load = bed.hand().apply(() -> peaks.add(new PeakMemory(bed.memory())));
        peaks.forEach(PeakMemory::close);
        String figure = table.figure(OURS);
        pairs.add(figure, RATE, rows(table) / load.seconds());
        CpuTimes.note(pairs, figure, load.cpu(), rows(table));
        peaks.forEach(peak -> peak.note(pairs, figure));
        right &= Proof.of(bed).holds(rows(table));
        Quiet.await(bed.systems().clickhouse());
    }

    private void snapshot(
            TestBed bed, Pairs pairs, LoadedTable table, String way, String name, Map<String, String> settings) {
        StockConnector stock = new StockConnector(bed.systems(), name, table.few());
        stock.prepare();
        TopicFilling filling = new TopicFilling(bed.systems(), stock.path(way, List.of()));
        Map<String, String> all = new HashMap<>(settings);
        all.put("snapshot.mode", "initial_only");
        stock.start(bed.control().names().connector(), all);
        filling.awaitFirst();
        pairs.add(table.figure(way), RATE, few(table) / filling.await(few(table)));
        stock.drop();
    }

    private long rows(LoadedTable table) {
        return table.rows(request.size());
    }

    private long few(LoadedTable table) {
        return table.fewRows(request.size());
    }
}
