/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import dev.sluice.app.port.BenchReport;
import dev.sluice.app.port.BenchReport.Ratio;
import dev.sluice.app.port.BenchRequest;
import dev.sluice.core.config.PipelineConfig;
import dev.sluice.core.config.PipelineConfig.TableRule;
import dev.sluice.core.target.TargetNames;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.verify.Barrier;
import dev.sluice.stack.lifecycle.CpuUse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** What a pipeline of many tables takes: to make, to keep while nothing happens, and until a change of one of them is seen. */
public final class TablesBench implements Bench {
    /** The bench's name on the command line. */
    public static final String NAME = "tables";

    private static final String LIVE = "until they live";
    private static final String IDLE = "idle: CPU of ";
    private static final String ALL = "all";
    private static final double MOST_SECONDS = 180;
    private static final double MOST_CORES = 0.2;
    private static final double PERCENT = 100;
    /** Until what the start has left to do is done; a second for each table, within these. */
    private static final int LEAST_SETTLING = 5;

    private static final int MOST_SETTLING = 20;
    /** At least three rests of a reader. */
    private static final int LEAST_IDLE = 5;

    private static final int MOST_IDLE = 30;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int CHANGES = 40;
    private static final String STORES = "rows." + Orders.SCHEMA + ".";
    private static final String ARRIVED = "SELECT substring(table, " + (STORES.length() + 1)
            + "), sum(rows) FROM system.parts WHERE active AND database = '" + TargetNames.OWN
            + "' AND startsWith(table, '" + STORES + "') GROUP BY table";

    private final BenchRequest request;
    private final int tables;

    /** {@code request.size()} is how many tables there are. */
    public TablesBench(BenchRequest request) {
        this.request = request;
        this.tables = (int) request.size();
    }

    @Override
    public PipelineConfig config() {
        return Orders.config("bench_tables", new TableRule(Orders.SCHEMA + ".*", List.of(), Optional.empty()));
    }

    @Override
    public BenchReport run(TestBed bed) {
        bed.report("making the tables");
        ScaleTables made = new ScaleTables(NAME, tables, 100, 0);
        made.make(bed.source());
        Pairs pairs = new Pairs();
        long begin = System.nanoTime();
        pairs.add("plan and apply", "s", TestBed.seconds(bed.hand()::apply));
        bed.report("the first change of each");
        Barrier barrier =
                new Barrier(bed.systems(), bed.control().names(), bed.control().tables());
        long rows = made.commit(bed.source(), 0, tables);
        barrier.await(PATIENCE);
        pairs.add(LIVE, "s", (System.nanoTime() - begin) / 1e9);
        bed.report("settling");
        Looks.pause(Duration.ofSeconds(Math.clamp(tables, LEAST_SETTLING, MOST_SETTLING)));
        bed.report("idle");
        idle(bed, pairs);
        bed.report("changes of single tables");
        List<String> changed = changes(bed, pairs, made);
        bed.report("comparing");
        List<TargetTable> compared = bed.control().tables().stream()
                .filter(table -> changed.contains(table.source().name()))
                .toList();
        long each = rows / tables;
        boolean right = rows + changed.size()
                        == arrived(bed).values().stream()
                                .mapToLong(Long::longValue)
                                .sum()
                && Proof.of(bed, compared).holds(compared.size() * (each + 1));
        return new BenchReport(
                NAME,
                tables + " tables, which are empty at first",
                Machines.here(),
                pairs.figures(),
                List.of(
                        new Ratio(
                                LIVE + " / 3 minutes",
                                pairs.median(LIVE) / MOST_SECONDS,
                                "at most 1",
                                pairs.median(LIVE) <= MOST_SECONDS),
                        new Ratio(
                                IDLE + ALL + " / a core",
                                pairs.median(IDLE + ALL) / PERCENT,
                                "at most 0.2",
                                pairs.median(IDLE + ALL) <= MOST_CORES * PERCENT)),
                right);
    }

    private void idle(TestBed bed, Pairs pairs) {
        CpuUse before = bed.cpu().get();
        long begin = System.nanoTime();
        Looks.pause(Duration.ofSeconds(Math.clamp(tables, LEAST_IDLE, MOST_IDLE)));
        CpuUse used = bed.usedSince(before);
        double cores = PERCENT / ((System.nanoTime() - begin) / 1e9);
        used.byService().forEach((process, seconds) -> pairs.add(IDLE + process, "% of a core", seconds * cores));
        pairs.add(IDLE + ALL, "% of a core", used.seconds() * cores);
        bed.memory()
                .get()
                .byService()
                .forEach((process, bytes) -> pairs.add("memory of " + process, "MB", bytes / 1e6));
    }

    /** Commits one row in each of some tables, one after the other; returns which. */
    private List<String> changes(TestBed bed, Pairs pairs, ScaleTables made) {
        List<Integer> changed = new SplittableRandom(request.size())
                .ints(0, tables)
                .distinct()
                .limit(Math.min(CHANGES, tables))
                .boxed()
                .toList();
        Map<String, Long> before = arrived(bed);
        Map<String, Long> committed = new HashMap<>();
        List<Double> delays = new ArrayList<>();
        Iterator<Integer> next = changed.iterator();
        Looks.until("changes of single tables", () -> {
            if (next.hasNext()) {
                int table = next.next();
                made.commitOne(bed.source(), table, -1);
                committed.put("t" + table, System.nanoTime());
            }
            Map<String, Long> now = arrived(bed);
            committed.entrySet().removeIf(one -> {
                boolean isThere = now.getOrDefault(one.getKey(), 0L) > before.getOrDefault(one.getKey(), 0L);
                if (isThere) {
                    delays.add((System.nanoTime() - one.getValue()) / 1e6);
                }
                return isThere;
            });
            return !next.hasNext() && committed.isEmpty();
        });
        delays.sort(null);
        pairs.add("a single change: p50", "ms", Pairs.median(delays));
        pairs.add("a single change: longest", "ms", delays.getLast());
        return changed.stream().map(table -> "t" + table).toList();
    }

    /** How many rows the store of each table has. */
    private static Map<String, Long> arrived(TestBed bed) {
        Map<String, Long> arrived = new HashMap<>();
        bed.systems()
                .clickhouse()
                .rows(ARRIVED)
                .forEach(row -> arrived.put(row.get(0).asText(), row.get(1).asLong()));
        return arrived;
    }
}
