/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.lifecycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How many seconds of processors a stack's processes have used since they began, in the kernel and outside of it
 * (proc(5), {@code stat}); children that have ended are counted with their parent.
 *
 * @param byService {@code sluice} for this JVM, which holds Kafka and Connect too, and each service with child processes
 */
public record CpuUse(Map<String, Double> byService) {
    /** What {@code sysconf(_SC_CLK_TCK)} returns on every Linux of today. */
    private static final double TICKS_PER_SECOND = 100;
    /** Counted from the field after the process's name, which is the second one and may contain blanks. */
    private static final int FIRST_TIME = 11;

    private static final int TIMES = 4;

    public CpuUse {
        byService = Collections.unmodifiableMap(new LinkedHashMap<>(byService));
    }

    /**
     * Measures now. Zero where the system has no such figures.
     *
     * @param process that runs the stack
     * @param pidsByService as {@link Stack#pids} tells them; their descendants are added
     */
    public static CpuUse measure(long process, Map<String, List<Long>> pidsByService) {
        var use = new LinkedHashMap<String, Double>();
        // Not its ended children: those are not the JVM's work.
        use.put(MemoryUse.THIS_PROCESS, ofProcess(process, TIMES / 2));
        pidsByService.forEach((service, pids) -> {
            if (!pids.isEmpty()) {
                use.put(
                        service,
                        pids.stream()
                                .flatMap(CpuUse::withDescendants)
                                .distinct()
                                .mapToDouble(pid -> ofProcess(pid, TIMES))
                                .sum());
            }
        });
        return new CpuUse(use);
    }

    /** What was used since {@code before}. */
    public CpuUse since(CpuUse before) {
        var used = new LinkedHashMap<String, Double>();
        byService.forEach(
                (service, seconds) -> used.put(service, seconds - before.byService.getOrDefault(service, 0.0)));
        return new CpuUse(used);
    }

    /** Of all processes together. */
    public double seconds() {
        return byService.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private static Stream<Long> withDescendants(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .map(ProcessHandle::pid);
    }

    private static double ofProcess(long pid, int times) {
        try {
            return seconds(Files.readString(Path.of("/proc", Long.toString(pid), "stat")), times);
        } catch (IOException e) {
            // The process has ended meanwhile, or this is not Linux.
            return 0;
        }
    }

    /** The first {@code times} of utime, stime, cutime and cstime of a {@code stat} file. */
    static double seconds(String stat, int times) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split("\\s+", -1);
        long ticks = 0;
        for (int i = FIRST_TIME; i < Math.min(FIRST_TIME + times, fields.length); i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return ticks / TICKS_PER_SECOND;
    }
}
