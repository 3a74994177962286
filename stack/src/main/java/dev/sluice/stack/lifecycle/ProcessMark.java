/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.lifecycle;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Optional;

/**
 * One process, told apart from a later one with the same id by its start.
 *
 * @param startedMillis since 1970; 0 if the system does not say
 */
public record ProcessMark(long pid, long startedMillis) {
    /** The kernel counts a start in ticks since boot, and the time of boot moves when the clock is set. */
    private static final long TOLERANCE_MILLIS = 2_000;

    /** The mark of a process that runs now. */
    public static ProcessMark of(ProcessHandle process) {
        return new ProcessMark(process.pid(), started(process));
    }

    /** The process, if it still runs. */
    public Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> Math.abs(started(process) - startedMillis) <= TOLERANCE_MILLIS);
    }

    @JsonIgnore
    public boolean isAlive() {
        return process().isPresent();
    }

    private static long started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
