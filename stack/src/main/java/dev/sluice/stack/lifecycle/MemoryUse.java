/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.lifecycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;

/**
 * How much memory a stack uses, in bytes: the proportional set size that Linux counts (proc(5),
 * {@code smaps_rollup}), in which a page shared by n processes counts 1/n for each, so the sum counts it once.
 *
 * @param byService {@code sluice} for this JVM, which holds Kafka and Connect too, and each service with child processes
 */
public record MemoryUse(Map<String, Long> byService) {
    /** Linux's on x86-64 and on most of its other machines. */
    private static final long PAGE = 4096;

    /** The name under which this JVM is counted. */
    public static final String THIS_PROCESS = "sluice";

    public MemoryUse {
        byService = Collections.unmodifiableMap(new LinkedHashMap<>(byService));
    }

    /** All of it. */
    public long total() {
        return byService.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Measures now; costs some milliseconds a process. Zero where the system has no such figures.
     *
     * @param process that runs the stack, this one or another
     * @param pidsByService as {@link Stack#pids} or {@code endpoints.json} tell them; their descendants are added
     */
    public static MemoryUse measure(long process, Map<String, List<Long>> pidsByService) {
        return measure(process, pidsByService, MemoryUse::proportional);
    }

    /**
     * The same without pages of files and those that processes share ({@code statm}), in much less time: for what is asked
     * often while something is measured.
     */
    public static MemoryUse measureOwn(long process, Map<String, List<Long>> pidsByService) {
        return measure(process, pidsByService, MemoryUse::own);
    }

    private static MemoryUse measure(long process, Map<String, List<Long>> pidsByService, LongUnaryOperator ofProcess) {
        var use = new LinkedHashMap<String, Long>();
        use.put(THIS_PROCESS, ofProcess.applyAsLong(process));
        pidsByService.forEach((service, pids) -> {
            long bytes = pids.stream()
                    .flatMap(MemoryUse::withDescendants)
                    .distinct()
                    .mapToLong(ofProcess::applyAsLong)
                    .sum();
            if (bytes > 0) {
                use.put(service, bytes);
            }
        });
        return new MemoryUse(use);
    }

    private static Stream<Long> withDescendants(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .map(ProcessHandle::pid);
    }

    private static long proportional(long pid) {
        try {
            return proportionalBytes(Files.readAllLines(Path.of("/proc", Long.toString(pid), "smaps_rollup")));
        } catch (IOException e) {
            // The process has ended meanwhile, or this is not Linux.
            return 0;
        }
    }

    private static long own(long pid) {
        try {
            return ownPages(Files.readString(Path.of("/proc", Long.toString(pid), "statm"))) * PAGE;
        } catch (IOException e) {
            return 0;
        }
    }

    /** Of a {@code statm} file, in pages: what is resident without what is shared. */
    static long ownPages(String statm) {
        String[] words = statm.strip().split("\\s+", -1);
        return words.length < 3 ? 0 : Long.parseLong(words[1]) - Long.parseLong(words[2]);
    }

    /** The {@code Pss:} line of a {@code smaps_rollup} file; 0 if there is none. */
    static long proportionalBytes(List<String> lines) {
        for (String line : lines) {
            String[] words = line.strip().split("\\s+", -1);
            if (words.length >= 3 && words[0].equals("Pss:") && words[2].equals("kB")) {
                return Long.parseLong(words[1]) * 1024;
            }
        }
        return 0;
    }
}
