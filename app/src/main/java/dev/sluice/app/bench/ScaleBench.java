/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import dev.sluice.app.port.BenchReport;
import dev.sluice.app.port.BenchRequest;
import dev.sluice.core.config.PipelineConfig;
import dev.sluice.core.config.PipelineConfig.TableRule;
import dev.sluice.core.target.TargetTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a change costs as tables, rows and histories grow. */
public final class ScaleBench implements Bench {
    /** The bench's name on the command line. */
    public static final String NAME = "scale";

    private static final String BASE = "1 table, 100 bytes";
    /** Or as many as there are transactions. */
    private static final List<Integer> TABLES = List.of(10, 100);

    private static final int NARROW = 100;
    private static final long HISTORY_OF_CHANGE = 500;
    private static final long WARM_UP = 200_000;
    private static final String ARRIVED = StreamPath.rowsOfAll("rows." + Orders.SCHEMA + ".");

    private final BenchRequest request;
    private boolean right = true;

    public ScaleBench(BenchRequest request) {
        this.request = request;
    }

    @Override
    public PipelineConfig config() {
        return Orders.config("bench_scale", new TableRule(Orders.SCHEMA + ".*", List.of(), Optional.empty()));
    }

    @Override
    public BenchReport run(TestBed bed) {
        long history = request.size() * HISTORY_OF_CHANGE;
        Pairs pairs = new Pairs();
        ScaleTables base = new ScaleTables(BASE, 1, NARROW, 0);
        // The JVM compiles its code in the first seconds, which is no matter of a pipeline that runs for months.
        measure(bed, new Pairs(), base, Math.min(WARM_UP, 5 * request.size()));
        List<ScaleTables> all = new ArrayList<>(List.of(base));
        long transactions = base.transactions(request.size());
        TABLES.stream()
                .map(tables -> (int) Math.min(tables, transactions))
                .distinct()
                .forEach(tables -> all.add(new ScaleTables(tables + " tables", tables, NARROW, 0)));
        all.add(new ScaleTables("1,000 bytes", 1, 1_000, 0));
        all.add(new ScaleTables("10,000 bytes", 1, 10_000, 0));
        all.add(new ScaleTables(String.format(Locale.ROOT, "a history of %,d", history), 1, NARROW, history));
        all.forEach(tables -> measure(bed, pairs, tables, request.size()));
        return new BenchReport(
                NAME,
                request.size() + " insertions in transactions of " + Orders.ROWS_OF_TRANSACTION
                        + " rows, as one thing grows; of wide rows fewer, so that they are at most "
                        + (ScaleTables.MOST_BYTES >> 20)
                        + " MB",
                Machines.here(),
                pairs.figures(),
                all.stream()
                        .skip(1)
                        .map(tables -> pairs.ratio(tables.name(), BASE, "", unused -> true))
                        .toList(),
                right);
    }

    private void measure(TestBed bed, Pairs pairs, ScaleTables tables, long changes) {
        bed.report(tables.name() + ": making");
        tables.make(bed.source());
        pairs.add(tables.name() + ": until it lives", "s", TestBed.seconds(bed.hand()::apply));
        List<TargetTable> copies = bed.control().tables();
        tables.age(bed.systems().clickhouse(), copies.getFirst());
        StreamPath ours = StreamPath.ours(tables.name(), bed);
        long transactions = tables.transactions(changes);
        long rows = 0;
        for (int run = 0; run < request.runs(); run++) {
            String number = tables.name() + ": run " + (run + 1) + " of " + request.runs();
            ours.hold(bed.systems());
            bed.report(number + ": committing");
            long committed = tables.commit(bed.source(), run * transactions, transactions);
            rows += committed;
            Quiet.await(bed.systems().clickhouse());
            bed.report(number);
            long expected = arrived(bed) + committed;
            ours.measure(bed, committed, () -> arrived(bed) >= expected).note(pairs, tables.name(), committed);
        }
        bed.report(tables.name() + ": comparing");
        right &= Proof.of(bed).holds(rows);
        bed.hand().destroy();
        tables.drop(bed.source());
    }

    private static long arrived(TestBed bed) {
        return Long.parseLong(bed.systems().clickhouse().value(ARRIVED));
    }
}
