/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.lifecycle;

import dev.sluice.core.problem.Problem;
import dev.sluice.core.problem.ProblemException;
import dev.sluice.stack.lifecycle.ServiceState.Failed;
import dev.sluice.stack.lifecycle.ServiceState.Healthy;
import dev.sluice.stack.lifecycle.ServiceState.Restarting;
import dev.sluice.stack.lifecycle.ServiceState.Starting;
import dev.sluice.stack.lifecycle.ServiceState.Stopped;
import dev.sluice.stack.lifecycle.ServiceState.Stopping;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stop of one service, once its supervisor has let go of it; keeps what went wrong. */
final class ServiceStop implements Runnable {
    private final Supervisor supervisor;
    private final @Nullable Thread owner;
    private volatile @Nullable ProblemException failure;

    ServiceStop(Supervisor supervisor, @Nullable Thread owner) {
        this.supervisor = supervisor;
        this.owner = owner;
    }

    @Override
    public void run() {
        try {
            if (owner != null) {
                owner.join();
            }
            switch (supervisor.state()) {
                case Stopped stopped -> {}
                case Starting starting -> stop(starting.stopping());
                case Healthy healthy -> stop(healthy.stopping());
                case Restarting restarting -> stop(restarting.stopping());
                case Failed failed -> stop(failed.stopping());
                case Stopping stopping -> stop(stopping);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ProblemException e) {
            failure = e;
        } catch (RuntimeException e) {
            failure = Problem.ours("stop-failed", supervisor.service().name() + " did not stop: " + e)
                    .causedBy(e);
        }
    }

    private void stop(Stopping stopping) {
        supervisor.enter(stopping);
        supervisor.service().stop();
        supervisor.enter(stopping.stopped());
    }

    Optional<ProblemException> failure() {
        return Optional.ofNullable(failure);
    }
}
