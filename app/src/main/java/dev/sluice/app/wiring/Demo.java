/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.wiring;

import dev.sluice.app.port.DemoRequest;
import dev.sluice.app.port.DemoRun;
import dev.sluice.app.port.Latency;
import dev.sluice.app.port.Target;
import dev.sluice.app.port.VerifyReport;
import dev.sluice.app.shop.LatencyProbe;
import dev.sluice.app.shop.LatencySummary;
import dev.sluice.app.shop.ShopData;
import dev.sluice.app.shop.ShopDatabase;
import dev.sluice.app.shop.ShopSchema;
import dev.sluice.app.shop.ShopSize;
import dev.sluice.app.shop.ShopTable;
import dev.sluice.app.shop.VisibleRows;
import dev.sluice.app.shop.Workload;
import dev.sluice.app.shop.WorkloadOptions;
import dev.sluice.core.problem.Problem;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.load.TableLoader;
import dev.sluice.runtime.target.ClickHouse;
import dev.sluice.runtime.verify.Barrier;
import dev.sluice.runtime.verify.Verifier;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code sluice demo}: the whole system embedded, with the sample shop and its workload. */
final class Demo extends RunningPipeline implements DemoRun {
    private static final long SEED = 20260101;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration DRAIN = Duration.ofSeconds(1);
    /**
     * Each question costs the engine some milliseconds, which the changes then lack. So it is asked often only when new
     * orders are due: {@code KafkaReaderSettings} collects for longer than this rest.
     */
    private static final Duration PROBE_PAUSE = Duration.ofMillis(15);

    private static final Duration PROBE_REST = Duration.ofMillis(140);

    private static final int LISTED = 20;

    private final DemoRequest request;
    private volatile double startupSeconds;
    private @Nullable VerifyReport report;

    Demo(Target target, DemoRequest request) {
        super(target);
        this.request = request;
    }

    @Override
    void prepare(Session opened) {
        headline("filling the sample shop");
        ShopDatabase database = ShopDatabase.at(opened.control().endpoints().postgres());
        try (Connection connection = database.connect()) {
            ShopSchema.createIn(connection);
            new ShopData(ShopSize.DEFAULT, SEED).loadInto(connection);
        } catch (SQLException e) {
            throw Problem.ours("shop", "the sample shop could not be made: " + e.getMessage())
                    .causedBy(e);
        }
    }

    @Override
    void live(Session opened, List<TargetTable> tables) {
        ClickHouse clickhouse = opened.control().systems().clickhouse();
        TargetTable orders = tables.stream()
                .filter(table -> table.source().equals(ShopTable.ORDERS.id()))
                .findFirst()
                .orElseThrow();
        try (LatencyProbe probe = new LatencyProbe(
                        new VisibleRows(clickhouse, orders.names().live()),
                        PROBE_PAUSE,
                        PROBE_REST,
                        InstantSource.system());
                Workload workload = new Workload(
                        ShopDatabase.at(opened.control().endpoints().postgres()),
                        WorkloadOptions.of(ShopSize.DEFAULT, SEED),
                        probe)) {
            probe.start();
            workload.start(request.rate());
            headline("workload: " + request.rate() + " changes/s");
            awaitFirst(probe);
            if (request.headless()) {
                finish(opened, tables, workload, probe);
            } else {
                super.live(opened, tables);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitFirst(LatencyProbe probe) {
        while (probe.status().all().count() == 0 && !stopped(Duration.ofMillis(20))) {
            continue;
        }
        startupSeconds = (System.currentTimeMillis()
                        - ManagementFactory.getRuntimeMXBean().getStartTime())
                / 1e3;
    }

    private void finish(Session opened, List<TargetTable> tables, Workload workload, LatencyProbe probe)
            throws InterruptedException {
        headline("warming up");
        if (stopped(Duration.ofSeconds(request.warmup()))) {
            return;
        }
        headline("workload: " + request.rate() + " changes/s");
        probe.beginAnew();
        long before = workload.status().committed();
        long begin = System.nanoTime();
        long wanted = before + (long) request.seconds() * request.rate();
        while (workload.status().committed() < wanted && !stopped(Duration.ofMillis(50))) {
            continue;
        }
        long changes = workload.stop().committed() - before;
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (stopping()) {
            return;
        }
        headline("waiting for the last changes");
        new Barrier(opened.control().systems(), opened.control().names(), tables).await(PATIENCE);
        // All that is visible by now; orders that it still waits for were cancelled before anybody could see them.
        probe.drain(DRAIN);
        headline("comparing every table");
        VerifyReport compared = Verification.of(opened.control(), tables, new Verifier.Options(LISTED, false));
        LatencySummary latency = probe.status().all();
        report = new VerifyReport(
                compared.tables(),
                compared.rows(),
                changes,
                compared.missing(),
                compared.extra(),
                compared.different(),
                compared.repaired(),
                startupSeconds,
                TableLoader.rowsPerSecond(opened.control().systems().clickhouse())
                                .isPresent()
                        ? TableLoader.rowsPerSecond(opened.control().systems().clickhouse())
                                .getAsDouble()
                        : null,
                changes / seconds,
                new Latency(latency.p50(), latency.p95(), latency.p99()),
                request.warmup(),
                compared.ok(),
                compared.details());
    }

    /** Nobody watches a headless run: what is measured at its end should not be disturbed by looking at it. */
    @Override
    Duration lookEvery() {
        return request.headless() ? Duration.ofSeconds(5) : super.lookEvery();
    }

    @Override
    List<String> tryNext() {
        return List.of(
                "./sluice sql 'SELECT count() FROM inventory.orders'",
                "./sluice history inventory.orders 1",
                "./sluice tail inventory.orders",
                "./sluice status",
                "./sluice verify");
    }

    @Override
    public VerifyReport report() {
        VerifyReport made = report;
        if (made == null) {
            throw Problem.system("stopped", "the demo was stopped before it had finished", "Run it again.")
                    .asException();
        }
        return made;
    }
}
