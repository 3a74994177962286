/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LooksTest {
    @Test
    void aStandstillEndsTheWaitAndIsToldWithHowFarItCame() {
        assertThatThrownBy(
                        () -> Looks.until("events", Duration.ofMillis(1), () -> "7 events are in Kafka", () -> false))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("waited for events")
                .hasMessageContaining("7 events are in Kafka");
    }

    @Test
    void whatGetsFurtherIsWaitedForHoweverLongItTakes() {
        AtomicInteger events = new AtomicInteger();
        // No patience at all: two looks in a row with the same words would end it.
        Looks.until("events", Duration.ZERO, () -> "event " + events.incrementAndGet(), () -> events.get() == 5);
        assertThat(events).hasValue(5);
    }
}
