/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.lifecycle;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Child processes that outlived a Sluice process that was killed; they still hold ports and data folders. */
final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Leftovers() {}

    /** Ends every child process of {@code stack}, whose own process is gone, and returns when none is left. */
    static void end(RunningStack stack) throws InterruptedException {
        for (RunningStack.Endpoint service : stack.services()) {
            List<ProcessHandle> alive = service.processes().stream()
                    .flatMap(mark -> mark.process().stream())
                    .toList();
            for (ProcessHandle process : alive) {
                LOG.info("Ending process {} of {}, left by an earlier run", process.pid(), service.name());
                interrupt(process);
                awaitEnd(process);
            }
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

    private static void awaitEnd(ProcessHandle process) throws InterruptedException {
        try {
            process.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
