/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.lifecycle;

import dev.sluice.core.problem.Problem;
import dev.sluice.core.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The services of one pipeline, for one run: all start at once (a service that needs another waits for it by itself),
 * are looked after while they run, and stop one by one in reverse order.
 *
 * <p>{@link #stop} may be called from any thread at any time, also from a shutdown hook and while {@link #start} is
 * still going on. A stack registers no hook itself.
 */
public final class Stack {
    private static final Logger LOG = LoggerFactory.getLogger(Stack.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    /** Of the limit, what is kept back for each service that is still to be stopped. */
    private static final Duration RESERVE = Duration.ofSeconds(1);

    private final Duration stopLimit;
    private final List<Supervisor> supervisors;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CompletableFuture<Boolean> stopped = new CompletableFuture<>();

    /**
     * @param services in the order of the data: Postgres, Kafka, Connect, ClickHouse; stopped in reverse
     * @param listener hears every change of state
     */
    public Stack(List<Service> services, StackListener listener) {
        this(services, listener, STOP_LIMIT, Heartbeat.Pace.USUAL);
    }

    Stack(List<Service> services, StackListener listener, Duration stopLimit, Heartbeat.Pace pace) {
        this.stopLimit = stopLimit;
        this.supervisors = services.stream()
                .map(service -> new Supervisor(service, listener, pace))
                .toList();
    }

    /**
     * Returns when every service is healthy.
     *
     * @throws ProblemException of the first service that did not start; all are stopped then
     */
    public void start() {
        synchronized (threads) {
            if (stopping.get()) {
                throw cancelled().asException();
            }
            for (Supervisor supervisor : supervisors) {
                threads.add(Thread.ofVirtual()
                        .name("supervise-" + supervisor.service().name())
                        .start(supervisor::run));
            }
        }
        try {
            firstFailureOrAll().get();
        } catch (ExecutionException e) {
            stopAfter(e.getCause() instanceof ProblemException problem ? problem : defect(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopAfter(cancelled().causedBy(e));
        }
        if (stopping.get()) {
            throw cancelled().asException();
        }
    }

    private CompletableFuture<Boolean> firstFailureOrAll() {
        var result = new CompletableFuture<Boolean>();
        var all = supervisors.stream().map(Supervisor::started).toList();
        for (CompletableFuture<Boolean> one : all) {
            var _ = one.whenComplete((ok, failure) -> {
                if (failure != null) {
                    result.completeExceptionally(failure);
                }
            });
        }
        var _ = CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).thenRun(() -> result.complete(true));
        var _ = stopped.thenRun(() -> result.completeExceptionally(cancelled().asException()));
        return result;
    }

    private void stopAfter(ProblemException failure) {
        try {
            stop();
        } catch (ProblemException e) {
            failure.addSuppressed(e);
        }
        throw failure;
    }

    /** The state of each service now, in the order of the data. */
    public Map<String, ServiceState> states() {
        var states = new LinkedHashMap<String, ServiceState>();
        supervisors.forEach(supervisor -> states.put(supervisor.service().name(), supervisor.state()));
        return states;
    }

    /** The child processes of each service now; empty lists for those inside this JVM. */
    public Map<String, List<Long>> pids() {
        var pids = new LinkedHashMap<String, List<Long>>();
        supervisors.forEach(supervisor ->
                pids.put(supervisor.service().name(), supervisor.service().pids()));
        return pids;
    }

    /**
     * Stops every service in reverse order and returns within about 10 s; child processes that take longer are killed.
     * A second call waits for the first.
     *
     * @throws ProblemException after everything was tried: the first service that did not stop, the others suppressed
     */
    public void stop() {
        if (!stopping.compareAndSet(false, true)) {
            stopped.join();
            return;
        }
        long deadline = System.nanoTime() + stopLimit.toNanos();
        List<ProblemException> failures = new ArrayList<>();
        boolean interrupted = Thread.interrupted();
        try {
            endSupervision();
            for (int i = supervisors.size() - 1; i >= 0; i--) {
                long budget = deadline - System.nanoTime() - i * RESERVE.toNanos();
                stopOne(supervisors.get(i), i < threads.size() ? threads.get(i) : null, budget, failures);
            }
        } finally {
            stopped.complete(true);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        if (!failures.isEmpty()) {
            ProblemException first = failures.getFirst();
            failures.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
    }

    private void endSupervision() {
        synchronized (threads) {
            threads.forEach(Thread::interrupt);
        }
    }

    private static void stopOne(
            Supervisor supervisor, @Nullable Thread owner, long budgetNanos, List<ProblemException> failures) {
        Service service = supervisor.service();
        var ending = new ServiceStop(supervisor, owner);
        Thread thread = Thread.ofVirtual().name("stop-" + service.name()).start(ending);
        try {
            if (!thread.join(Duration.ofNanos(Math.max(budgetNanos, RESERVE.toNanos())))) {
                kill(service);
                failures.add(Problem.system(
                                "stop-timed-out",
                                service.name() + " did not stop in time and was killed.",
                                "Nothing: its data is recovered at the next start.")
                        .asException());
            }
        } catch (InterruptedException e) {
            // A second interrupt means: faster.
            kill(service);
        }
        ending.failure().ifPresent(failures::add);
    }

    private static void kill(Service service) {
        for (long pid : service.pids()) {
            LOG.warn("Killing process {} of {}", pid, service.name());
            ProcessHandle.of(pid).ifPresent(process -> {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            });
        }
    }

    private static Problem cancelled() {
        return Problem.system("start-cancelled", "The start was cancelled.", "Start again.");
    }

    private static ProblemException defect(Throwable cause) {
        return Problem.ours("service-defect", "A service failed in an unforeseen way: " + cause.getMessage() + ".")
                .causedBy(cause);
    }
}
