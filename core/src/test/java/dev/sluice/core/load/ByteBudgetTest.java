/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteBudgetTest {
    private static final long SECOND = 1_000_000_000L;

    /** Whoever waits as long as it says reads no more than the rate, whatever the pieces and the clock's zero are. */
    @Test
    void keepsTheRate() {
        for (long begin : new long[] {0, -5 * SECOND, Long.MAX_VALUE / 2}) {
            ByteBudget budget = new ByteBudget(1_000_000);
            long now = begin;
            for (int i = 0; i < 1000; i++) {
                now += budget.take(64_000, now);
            }
            assertThat((now - begin) / 1e9).isBetween(63.8, 64.0);
        }
    }

    @Test
    void savesNothingUpWhileNothingIsRead() {
        ByteBudget budget = new ByteBudget(1_000_000);
        budget.take(1, 0);
        assertThat(budget.take(1_000_000, 3600 * SECOND)).isEqualTo(SECOND * 9 / 10);
    }
}
