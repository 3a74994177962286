/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.lifecycle;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Child processes that outlived a Sluice process that was killed; they still hold ports and data folders. */
final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    /** All together: the engine waits in vain for a broker that is gone, and neither loses anything when it is killed. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** A killed process still gives back its memory before it is gone. */
    private static final Duration KILLED = Duration.ofSeconds(10);

    private Leftovers() {}

    /** Ends every child process of {@code stack}, whose own process is gone, and returns when none is left. */
    static void end(RunningStack stack) throws InterruptedException {
        List<ProcessHandle> alive = new ArrayList<>();
        for (RunningStack.Endpoint service : stack.services()) {
            for (ProcessMark mark : service.processes()) {
                Optional<ProcessHandle> process = mark.process();
                if (process.isPresent()) {
                    LOG.info(
                            "Ending process {} of {}, left by an earlier run",
                            process.get().pid(),
                            service.name());
                    interrupt(process.get());
                    alive.add(process.get());
                }
            }
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (ProcessHandle process : alive) {
            awaitEnd(process, deadline - System.nanoTime());
        }
    }

    /** SIGINT ends sessions in Postgres (SIGTERM would wait for them) and is an ordinary stop to everybody else. */
    private static void interrupt(ProcessHandle process) throws InterruptedException {
        try {
            new ProcessBuilder("sh", "-c", "kill -INT " + process.pid()).start().waitFor();
        } catch (IOException e) {
            process.destroy();
        }
    }

    private static void awaitEnd(ProcessHandle process, long nanos) throws InterruptedException {
        if (!endsWithin(process, nanos)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            if (!endsWithin(process, KILLED.toNanos())) {
                LOG.warn("Process {} was killed and is still there", process.pid());
            }
        }
    }

    private static boolean endsWithin(ProcessHandle process, long nanos) throws InterruptedException {
        try {
            process.onExit().get(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        }
    }
}
