/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.lifecycle;

import dev.sluice.core.problem.Problem;
import dev.sluice.core.problem.ProblemException;
import dev.sluice.stack.lifecycle.ServiceState.Healthy;
import dev.sluice.stack.lifecycle.ServiceState.Restarting;
import dev.sluice.stack.lifecycle.ServiceState.Starting;
import dev.sluice.stack.lifecycle.ServiceState.Stopped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one service on one thread: starts it, then looks after it and starts it again when it ended by itself or
 * answers nobody any more, until the thread is interrupted. It never stops a healthy service; that is the {@link Stack}'s business, afterwards.
 */
final class Supervisor {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final Service service;
    private final StackListener listener;
    private final Heartbeat.Pace pace;
    private final CompletableFuture<Boolean> started = new CompletableFuture<>();
    private volatile ServiceState state = new Stopped();

    Supervisor(Service service, StackListener listener, Heartbeat.Pace pace) {
        this.service = service;
        this.listener = listener;
        this.pace = pace;
    }

    Service service() {
        return service;
    }

    ServiceState state() {
        return state;
    }

    /** Done when the service is healthy for the first time, or failed with its {@link ProblemException}. */
    CompletableFuture<Boolean> started() {
        return started;
    }

    /** Only for the thread that owns the service: its supervisor's, and the stack's once that has ended. */
    <S extends ServiceState> S enter(S next) {
        state = next;
        try {
            listener.changed(service.name(), next);
        } catch (RuntimeException e) {
            // Whoever listens has no say in the life of a service; a full disk may keep it from writing, for example.
            LOG.warn("The news that {} is {} was not taken", service.name(), next, e);
        }
        return next;
    }

    /** Returns when the service failed to start, or when the thread is interrupted. */
    void run() {
        try {
            Healthy healthy = start(enter(new Stopped().starting()));
            started.complete(true);
            watch(healthy);
        } catch (ProblemException e) {
            started.completeExceptionally(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.error("Defect in the start of {}", service.name(), e);
            Problem defect = Problem.ours("service-defect", service.name() + " failed in an unforeseen way: " + e);
            enter(new Starting("starting", Double.NaN).failed(defect));
            started.completeExceptionally(defect.causedBy(e));
        }
    }

    private Healthy start(Starting begin) {
        var progress = new Object() {
            Starting now = begin;
        };
        try {
            service.start((phase, fraction) -> progress.now = enter(progress.now.progressed(phase, fraction)));
        } catch (ProblemException e) {
            LOG.warn("{} did not start", service.name(), e);
            enter(progress.now.failed(e.problem()));
            throw e;
        }
        return enter(progress.now.healthy(service.pids()));
    }

    private void watch(Healthy begin) throws InterruptedException {
        Healthy healthy = begin;
        while (true) {
            Problem end = untilItEnds(healthy.pids());
            LOG.warn("{} {}", service.name(), end.what());
            healthy = restart(enter(healthy.died(end)));
        }
    }

    private Problem untilItEnds(List<Long> pids) throws InterruptedException {
        try (Heartbeat heartbeat = Heartbeat.of(service, pace)) {
            while (true) {
                Thread.sleep(LOOK_EVERY);
                Optional<Problem> end = endOf(pids).or(heartbeat::silence);
                if (end.isPresent()) {
                    return end.get();
                }
            }
        }
    }

    private Optional<Problem> endOf(List<Long> pids) {
        boolean dead = pids.stream()
                .anyMatch(pid ->
                        !ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
        if (dead) {
            return Optional.of(Problem.system(
                    service.name() + "-died",
                    "The process of " + service.name() + " ended by itself.",
                    "Nothing: it is started again. If it goes on, look at its log."));
        }
        return service.fatal();
    }

    private Healthy restart(Restarting begin) throws InterruptedException {
        Restarting attempt = begin;
        while (true) {
            Thread.sleep(attempt.backoff());
            try {
                service.stop();
                service.start(StartProgress.silent());
                LOG.info("{} runs again", service.name());
                return enter(attempt.healthy(service.pids()));
            } catch (ProblemException e) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                LOG.warn("{} did not start again", service.name(), e);
                attempt = enter(attempt.failedAgain(e.problem()));
            }
        }
    }
}
