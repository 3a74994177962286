/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

import dev.sluice.core.problem.Problem;
import dev.sluice.core.problem.ProblemException;

/** Stands in until the control plane is wired; every method refuses. */
public final class NotWired implements Wiring {
    @Override
    public Pipeline pipeline(Target target, Progress progress) {
        throw refusal();
    }

    @Override
    public DemoRun demo(Target target, DemoRequest request) {
        throw refusal();
    }

    @Override
    public LiveRun run(Target target) {
        throw refusal();
    }

    @Override
    public LiveRun service(Target target, ServiceRequest request) {
        throw refusal();
    }

    private static ProblemException refusal() {
        return Problem.ours("not-wired", "This command is not connected to the pipeline yet.")
                .asException();
    }
}
