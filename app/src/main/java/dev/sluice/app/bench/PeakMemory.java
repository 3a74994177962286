/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import dev.sluice.app.port.BenchReport.Ratio;
import dev.sluice.stack.lifecycle.MemoryUse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The memory that all processes use while a path works, looked at five times a second from its making to its closing. */
final class PeakMemory implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(200);
    private static final String UNIT = "MB";
    private static final double MEGABYTE = 1e6;

    /** Ends the name of the figure of all processes together. */
    static final String ALL = ": peak memory of all";

    private static final String FIRST = ": peak memory of its first half";
    private static final String SECOND = ": peak memory of its second half";

    private final Supplier<MemoryUse> memory;
    private final List<MemoryUse> seen = new ArrayList<>(); // guarded by itself
    private final Thread looking;
    private volatile boolean over;

    PeakMemory(Supplier<MemoryUse> memory) {
        this.memory = memory;
        this.looking = Thread.ofVirtual().name("peak-memory").start(this::look);
    }

    private void look() {
        while (!over) {
            MemoryUse now = memory.get();
            synchronized (seen) {
                seen.add(now);
            }
            try {
                Thread.sleep(EVERY);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Notes the peak of each process and of all together, and those of both halves of the time. */
    void note(Pairs pairs, String path) {
        List<MemoryUse> all;
        synchronized (seen) {
            all = List.copyOf(seen);
        }
        all.stream()
                .flatMap(use -> use.byService().keySet().stream())
                .distinct()
                .forEach(process -> {
                    long most = all.stream()
                            .mapToLong(use -> use.byService().getOrDefault(process, 0L))
                            .max()
                            .orElse(0);
                    pairs.add(path + ": peak memory of " + process, UNIT, most / MEGABYTE);
                });
        pairs.add(path + ALL, UNIT, most(all.stream()));
        // One look belongs to both if there is no other.
        int half = (all.size() + 1) / 2;
        pairs.add(path + FIRST, UNIT, most(all.stream().limit(half)));
        pairs.add(path + SECOND, UNIT, most(all.stream().skip(all.size() - half)));
    }

    /** Notes the peak of all together. */
    void noteAll(Pairs pairs, String path) {
        synchronized (seen) {
            pairs.add(path + ALL, UNIT, most(seen.stream()));
        }
    }

    /** How the peaks of both halves compare, which says whether memory grows with what was done. */
    static Ratio ratio(Pairs pairs, String path) {
        return pairs.ratio(path + SECOND, path + FIRST, "at most 1.1", ratio -> ratio <= 1.1);
    }

    private static double most(Stream<MemoryUse> uses) {
        return uses.mapToLong(MemoryUse::total).max().orElse(0) / MEGABYTE;
    }

    @Override
    public void close() {
        over = true;
        looking.interrupt();
        try {
            looking.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
