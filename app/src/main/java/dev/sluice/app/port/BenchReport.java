/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

import java.util.List;

/**
 * What a benchmark measured: our path and its baselines, one after the other, several times in one run.
 *
 * @param bench its name
 * @param about what was measured, in one sentence
 * @param machine what it ran on
 * @param figures the median of each figure
 * @param ratios how ours compares with the baselines
 * @param ok whether what was measured was right, for example whether the copy was equal; figures of wrong work mean nothing
 */
public record BenchReport(
        String bench, String about, Machine machine, List<Figure> figures, List<Ratio> ratios, boolean ok) {

    /** Cores, memory in bytes, and the version of the JDK. */
    public record Machine(int cores, long memoryBytes, String jdk) {}

    /**
     * One thing that was measured.
     *
     * @param unit {@code s}, {@code rows/s}, {@code bytes} …
     * @param median of {@code runs}
     * @param runs in the order in which they were measured
     */
    public record Figure(String name, String unit, double median, List<Double> runs) {}

    /**
     * One figure through another: the median of the ratios of the runs that were made one after the other.
     *
     * @param wanted what we aim at, in words; empty if nothing
     * @param reached whether this run got there
     */
    public record Ratio(String name, double value, String wanted, boolean reached) {}
}
