/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Remembers our child process beyond our own end, so that the next start can stop one that outlived us. The start time
 * stands beside the id, as ids are used again.
 */
record PidFile(Path file) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Start times come from the kernel's boot time, which moves a little when the clock is set. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    /** Writes down a process. */
    void remember(ProcessHandle process) throws IOException {
        Files.writeString(file, process.pid() + "\n" + started(process) + "\n");
    }

    /** Forgets it. */
    void forget() throws IOException {
        Files.deleteIfExists(file);
    }

    /** Stops the process that was written down, if it still runs; true if there was one. */
    boolean stopSurvivor() throws IOException, InterruptedException {
        Optional<ProcessHandle> survivor = survivor();
        if (survivor.isEmpty()) {
            return false;
        }
        ProcessHandle process = survivor.get();
        process.destroy();
        if (!ended(process)) {
            process.destroyForcibly();
            ended(process);
        }
        forget();
        return true;
    }

    private Optional<ProcessHandle> survivor() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.size() < 2 || !lines.getFirst().matches("\\d{1,18}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.getFirst()))
                .filter(ProcessHandle::isAlive)
                .filter(process -> startedAt(process, lines.get(1)));
    }

    private static boolean startedAt(ProcessHandle process, String written) {
        try {
            Instant expected = Instant.parse(written);
            return process.info()
                    .startInstant()
                    .map(actual -> Duration.between(expected, actual).abs().compareTo(TOLERANCE) <= 0)
                    .orElse(false);
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static String started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("unknown");
    }

    private static boolean ended(ProcessHandle process) throws InterruptedException {
        try {
            process.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
