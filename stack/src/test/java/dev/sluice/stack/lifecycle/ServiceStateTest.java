/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.problem.Problem;
import dev.sluice.stack.lifecycle.ServiceState.Healthy;
import dev.sluice.stack.lifecycle.ServiceState.Restarting;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceStateTest {
    private static final Problem DIED = Problem.system("postgres-died", "It died.", "Wait.");

    @Test
    void theBackoffDoublesUpToFiveSeconds() {
        Restarting attempt = new Healthy(List.of(1L)).died(DIED);
        assertThat(attempt.backoff()).isEqualTo(Duration.ofMillis(100));
        assertThat(attempt.failedAgain(DIED).backoff()).isEqualTo(Duration.ofMillis(200));
        for (int i = 0; i < 100; i++) {
            attempt = attempt.failedAgain(DIED);
        }
        assertThat(attempt.backoff()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aServiceThatCameBackBeginsWithTheFirstAttemptAgain() {
        Restarting third = new Healthy(List.of(1L)).died(DIED).failedAgain(DIED).failedAgain(DIED);
        assertThat(third.attempt()).isEqualTo(3);
        assertThat(third.healthy(List.of(2L)).died(DIED).attempt()).isEqualTo(1);
    }
}
