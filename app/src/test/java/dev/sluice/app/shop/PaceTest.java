/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.shop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Nanoseconds are numbers here: no test waits. */
class PaceTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void spreadsChangesEvenlyOverEachSecond() {
        Pace pace = new Pace(100, Long.MAX_VALUE, 0);
        long[] inTenth = new long[30];
        long now = 0;
        while (now < 3 * SECOND) {
            long wait = pace.begin(now);
            if (wait == Pace.GO) {
                pace.end(now, 4);
                inTenth[(int) (now / (SECOND / 10))] += 4;
            } else {
                now += wait;
            }
        }
        for (long changes : inTenth) {
            assertThat(changes).isBetween(6L, 14L);
        }
        assertThat(pace.behind(3 * SECOND)).isZero();
    }

    @Test
    void catchesUpAtTwiceTheRateAfterAPause() {
        Pace pace = new Pace(100, Long.MAX_VALUE, 0);
        long now = 10 * SECOND;
        assertThat(pace.behind(now)).isEqualTo(1_000);
        long committed = 0;
        while (now < 15 * SECOND) {
            long wait = pace.begin(now);
            if (wait == Pace.GO) {
                pace.end(now, 5);
                committed += 5;
            } else {
                now += wait;
            }
        }
        assertThat(committed).isBetween(990L, 1_010L);
        assertThat(pace.behind(now)).isBetween(490L, 510L);
    }

    @Test
    void failedTransactionsAreMadeUpFor() {
        Pace pace = new Pace(10, 10, 0);
        long now = SECOND;
        assertThat(pace.begin(now)).isEqualTo(Pace.GO);
        pace.end(now, 0);
        assertThat(pace.reached()).isFalse();
        assertThat(pace.begin(now)).isEqualTo(Pace.GO);
        pace.end(now, 10);
        assertThat(pace.reached()).isTrue();
        assertThat(pace.begin(now)).isPositive();
        assertThat(pace.behind(100 * SECOND)).isZero();
    }

    @Test
    void lateNewsOfACommitCounts() {
        Pace pace = new Pace(10, 10, 0);
        assertThat(pace.begin(SECOND)).isEqualTo(Pace.GO);
        pace.end(SECOND, 0);
        pace.found(10);
        assertThat(pace.reached()).isTrue();
    }
}
