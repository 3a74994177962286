/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.shop;

import org.HdrHistogram.Histogram;

/**
 * Commit-to-visible latencies in milliseconds, accurate to 1 %; all 0 when {@code count} is 0.
 *
 * @param count how many orders these figures stand for
 */
public record LatencySummary(long count, double p50, double p95, double p99, double max) {

    static LatencySummary of(Histogram micros) {
        long count = micros.getTotalCount();
        return count == 0
                ? new LatencySummary(0, 0, 0, 0, 0)
                : new LatencySummary(
                        count,
                        micros.getValueAtPercentile(50) / 1e3,
                        micros.getValueAtPercentile(95) / 1e3,
                        micros.getValueAtPercentile(99) / 1e3,
                        micros.getMaxValue() / 1e3);
    }
}
