/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The seeds of a run of tests. {@code -Dsluice.seed=13,14} repeats these beside each other, as often as {@code -Dsluice.times} says,
 * {@code -Dsluice.minutes=N} tries new ones for so long.
 */
final class RandomSeeds {
    private RandomSeeds() {}

    /** Lists of seeds to be tried beside each other, so many in each; without any property the seeds from 1 to {@code usual}. */
    static Stream<List<Long>> together(int each, int usual) {
        String given = System.getProperty("sluice.seed");
        if (given != null) {
            // A list for each time: a batch is told by its own.
            return Stream.generate(
                            () -> Stream.of(given.split(",")).map(Long::valueOf).toList())
                    .limit(Integer.getInteger("sluice.times", 1));
        }
        String minutes = System.getProperty("sluice.minutes");
        if (minutes == null) {
            return LongStream.iterate(1, first -> first <= usual, first -> first + each)
                    .mapToObj(first ->
                            LongStream.range(first, first + each).boxed().toList());
        }
        long end =
                System.nanoTime() + Duration.ofMinutes(Long.parseLong(minutes)).toNanos();
        Random random = new Random();
        return Stream.generate(() ->
                        random.longs(each, usual + 1, Integer.MAX_VALUE).boxed().toList())
                .takeWhile(unused -> System.nanoTime() < end);
    }
}
