/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.shop;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * The distribution of latencies since the start and of the last ten seconds: one histogram a second, the oldest given
 * up when a new one begins. For any thread.
 */
final class LatencyRecord {
    /** The seconds that the window holds, the one in progress among them. */
    static final int WINDOW_SECONDS = 10;

    private static final long LONGEST_MICROS = Duration.ofHours(24).toNanos() / 1_000;
    private static final int SIGNIFICANT_DIGITS = 2;

    private final Histogram all = histogram();
    private final @Nullable Second[] seconds = new @Nullable Second[WINDOW_SECONDS];

    /** The latencies that were found in one second of the clock. */
    private record Second(long epochSecond, Histogram micros) {}

    /** @param weight how many orders this one stands for */
    synchronized void add(Duration latency, long weight, Instant now) {
        long micros = Math.clamp(latency.toNanos() / 1_000, 0, LONGEST_MICROS);
        all.recordValueWithCount(micros, weight);
        second(now.getEpochSecond()).micros().recordValueWithCount(micros, weight);
    }

    synchronized void clear() {
        all.reset();
        Arrays.fill(seconds, null);
    }

    synchronized LatencySummary all() {
        return LatencySummary.of(all);
    }

    synchronized LatencySummary window(Instant now) {
        Histogram sum = histogram();
        for (Second second : seconds) {
            if (second != null && second.epochSecond() > now.getEpochSecond() - WINDOW_SECONDS) {
                sum.add(second.micros());
            }
        }
        return LatencySummary.of(sum);
    }

    private Second second(long epochSecond) {
        int place = (int) Math.floorMod(epochSecond, (long) WINDOW_SECONDS);
        Second second = seconds[place];
        if (second == null || second.epochSecond() != epochSecond) {
            second = new Second(epochSecond, histogram());
            seconds[place] = second;
        }
        return second;
    }

    private static Histogram histogram() {
        return new Histogram(LONGEST_MICROS, SIGNIFICANT_DIGITS);
    }
}
