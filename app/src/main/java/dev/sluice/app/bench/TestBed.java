/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import dev.sluice.app.port.Progress;
import dev.sluice.runtime.control.ControlPlane;
import dev.sluice.runtime.control.Systems;
import dev.sluice.runtime.source.PostgresSource;
import dev.sluice.stack.lifecycle.CpuUse;
import dev.sluice.stack.lifecycle.MemoryUse;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What a benchmark is given: engines of its own, empty at first, with a pipeline that it may make and take away.
 *
 * @param cpu what the processes have used since they were started
 * @param memory what they use now
 */
public record TestBed(
        ControlPlane control, Hand hand, Supplier<CpuUse> cpu, Supplier<MemoryUse> memory, Progress progress) {
    private static final Duration NOTICED_AFTER = Duration.ofMillis(100);

    /** Makes the pipeline and takes it away, as the commands do. */
    public interface Hand {
        /** Applies; returns what the load in it took. */
        default Load apply() {
            return apply(() -> {});
        }

        /** The same; {@code loading} is told, on this thread, when the first load begins. */
        Load apply(Runnable loading);

        /** Takes all of it away. */
        void destroy();
    }

    /** From the begin of the load's step to its end, so without making the pipeline; what else ran meanwhile is in it. */
    public record Load(double seconds, CpuUse cpu) {}

    PostgresSource source() {
        return control.systems().postgres();
    }

    Systems systems() {
        return control.systems();
    }

    /** Says what is being done. */
    void report(String phase) {
        progress.report(phase, Double.NaN);
    }

    /** What was used since {@code before}, when {@code cpu} was asked. */
    CpuUse usedSince(CpuUse before) {
        return usedSince(cpu, before);
    }

    /** A process that has just ended is counted once its parent has noticed, so it waits for that. */
    public static CpuUse usedSince(Supplier<CpuUse> cpu, CpuUse before) {
        Looks.pause(NOTICED_AFTER);
        return cpu.get().since(before);
    }

    /** How long work takes. */
    static double seconds(Runnable work) {
        long begin = System.nanoTime();
        work.run();
        return (System.nanoTime() - begin) / 1e9;
    }
}
