/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes of an earlier server on the same data folder: a whole server if our own process was killed, or the workers
 * that a killed postmaster left, which end by themselves a moment later. A new server refuses to start before.
 */
final class LeftoverServer {
    private static final Logger LOG = LoggerFactory.getLogger(LeftoverServer.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private LeftoverServer() {}

    /** Returns when no process of the folder is alive any more. */
    static void end(Path data, PostgresBinaries binaries) throws IOException, InterruptedException {
        if (!Files.isDirectory(data)) {
            return;
        }
        Path folder = data.toRealPath();
        Optional<PostmasterFile> file = PostmasterFile.in(folder);
        if (file.isPresent() && worksIn(folder, file.get().pid())) {
            LOG.info(
                    "Stopping the PostgreSQL server {} that an earlier run left",
                    file.get().pid());
            ServerControl.stop(folder, binaries, PATIENCE);
        }
        List<ProcessHandle> left = ProcessHandle.allProcesses()
                .filter(process -> worksIn(folder, process.pid()))
                .toList();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (ProcessHandle process : left) {
            while (process.isAlive() && System.nanoTime() < deadline) {
                Thread.sleep(20);
            }
            process.destroyForcibly();
        }
    }

    /** Every process of a server works in its data folder; the process id alone may be another program's by now. */
    private static boolean worksIn(Path folder, long pid) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd"))
                    .equals(folder);
        } catch (IOException e) {
            return false;
        }
    }
}
