/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.lifecycle;

import dev.sluice.core.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The smallest service with a child process: {@code sleep}. Keeps a diary of its starts and stops. */
final class SleepService implements Service {
    static final Problem SILENT = Problem.system("silent", "It answers nobody.", "Wait.");

    private final String name;
    private final List<String> diary;
    private volatile @Nullable Process child;
    volatile @Nullable Problem startProblem;
    volatile @Nullable CountDownLatch stopHangsOn;
    volatile @Nullable CountDownLatch startHangsOn;
    /** So many asks get no answer, then each gets one; a restart helps. */
    final AtomicInteger unanswered = new AtomicInteger();

    SleepService(String name, List<String> diary) {
        this.name = name;
        this.diary = diary;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start(StartProgress progress) {
        progress.report("falling asleep", 0.5);
        Problem problem = startProblem;
        if (problem != null) {
            throw problem.asException();
        }
        try {
            CountDownLatch hang = startHangsOn;
            if (hang != null) {
                hang.await();
            }
            child = new ProcessBuilder("sleep", "120").start();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.system("interrupted", "Interrupted.", "Start again.").causedBy(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        unanswered.set(0);
        diary.add("start " + name);
    }

    @Override
    public void stop() {
        Process running = child;
        if (running == null) {
            return;
        }
        CountDownLatch hang = stopHangsOn;
        try {
            if (hang != null) {
                hang.await();
            }
            running.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        child = null;
        diary.add("stop " + name);
    }

    @Override
    public boolean healthy() {
        Process running = child;
        return running != null && running.isAlive();
    }

    @Override
    public Optional<Problem> silence() {
        return unanswered.getAndDecrement() <= 0 ? Optional.empty() : Optional.of(SILENT);
    }

    @Override
    public List<Long> pids() {
        Process running = child;
        return running == null ? List.of() : List.of(running.pid());
    }
}
