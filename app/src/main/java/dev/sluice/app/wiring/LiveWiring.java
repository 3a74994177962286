/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.wiring;

import dev.sluice.app.bench.Bench;
import dev.sluice.app.bench.LatencyBench;
import dev.sluice.app.bench.LoadBench;
import dev.sluice.app.bench.PgbenchBench;
import dev.sluice.app.bench.ScaleBench;
import dev.sluice.app.bench.StreamBench;
import dev.sluice.app.bench.TablesBench;
import dev.sluice.app.bench.VerifyBench;
import dev.sluice.app.port.BenchRequest;
import dev.sluice.app.port.BenchRun;
import dev.sluice.app.port.DemoRequest;
import dev.sluice.app.port.DemoRun;
import dev.sluice.app.port.LiveRun;
import dev.sluice.app.port.Pipeline;
import dev.sluice.app.port.Progress;
import dev.sluice.app.port.ServiceRequest;
import dev.sluice.app.port.Target;
import dev.sluice.app.port.Wiring;

/** The real systems behind the commands. */
public final class LiveWiring implements Wiring {
    @Override
    public Pipeline pipeline(Target target, Progress progress) {
        return new ConnectedPipeline(target, progress);
    }

    @Override
    public DemoRun demo(Target target, DemoRequest request) {
        return new Demo(target, request);
    }

    @Override
    public LiveRun run(Target target) {
        return new RunningPipeline(target);
    }

    @Override
    public LiveRun service(Target target, ServiceRequest request) {
        return new SingleService(target, request);
    }

    @Override
    public BenchRun bench(Target target, BenchRequest request, Progress progress) {
        Bench bench = switch (request.name()) {
            case LOAD -> new LoadBench(request);
            case STREAM -> new StreamBench(request);
            case LATENCY -> new LatencyBench(request);
            case SCALE -> new ScaleBench(request);
            case TABLES -> new TablesBench(request);
            case PGBENCH -> new PgbenchBench(request);
            case VERIFY -> new VerifyBench(request);
        };
        return new OwnBench(target, bench, progress);
    }
}
