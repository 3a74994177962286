/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

/**
 * Where the commands meet the systems: every object that touches one is made here. Making one does nothing yet but what
 * its method says; every method may throw {@link dev.sluice.core.problem.ProblemException}.
 */
public interface Wiring {
    /** Connects to a pipeline that exists or is to be made. {@code progress} hears of embedded services being started. */
    Pipeline pipeline(Target target, Progress progress);

    /** {@code sluice demo}: the whole system embedded, the sample shop and its workload. Nothing happens before {@code run}. */
    DemoRun demo(Target target, DemoRequest request);

    /** {@code sluice run}: apply, then keep the pipeline healthy. Nothing happens before {@code run}. */
    LiveRun run(Target target);

    /** {@code sluice service}: one embedded service in this process. Nothing happens before {@code run}. */
    LiveRun service(Target target, ServiceRequest request);

    /** {@code sluice bench}: one benchmark in the target's workspace. Nothing happens before {@code run}. */
    BenchRun bench(Target target, BenchRequest request, Progress progress);
}
