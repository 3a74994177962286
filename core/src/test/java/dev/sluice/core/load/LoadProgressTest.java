/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class LoadProgressTest {
    @Test
    void tellsShareAndTimeLeft() {
        LoadProgress load = new LoadProgress(430, 1000, 10);
        assertThat(load.share()).isEqualTo(OptionalDouble.of(0.43));
        assertThat(load.secondsLeft()).isEqualTo(OptionalDouble.of(57));
    }

    @Test
    void knowsThatTheTotalIsAnEstimate() {
        assertThat(new LoadProgress(1200, 1000, 10).share()).isEqualTo(OptionalDouble.of(0.99));
        assertThat(new LoadProgress(1200, 1000, 10).secondsLeft()).isEqualTo(OptionalDouble.of(0));
        assertThat(new LoadProgress(1200, 0, 10).share()).isEmpty();
        assertThat(new LoadProgress(1200, 2000, 0).secondsLeft()).isEmpty();
    }

    @Test
    void addsUp() {
        LoadProgress one = new LoadProgress(430, 1000, 10);
        assertThat(LoadProgress.NONE.plus(one).plus(one)).isEqualTo(new LoadProgress(860, 2000, 20));
        assertThat(one.plus(new LoadProgress(5, 0, 1)).total()).isZero();
    }
}
