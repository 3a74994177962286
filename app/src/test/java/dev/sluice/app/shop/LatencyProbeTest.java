/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LatencyProbeTest {
    private static final Percentage ONE_PERCENT = Percentage.withPercentage(1);

    private Instant now = Instant.parse("2026-11-01T00:00:00Z");
    private boolean away;
    private final Set<Long> inTarget = ConcurrentHashMap.newKeySet();
    private final LatencyProbe probe =
            new LatencyProbe(this::visible, LatencyProbe.PAUSE, LatencyProbe.PAUSE, () -> now);

    @Test
    void latencyIsFromJustBeforeCommitToTheAnswerThatShowsIt() {
        for (long id = 1; id <= 100; id++) {
            commit(id);
        }
        for (long id = 1; id <= 100; id++) {
            pass(10);
            inTarget.add(id);
            assertThat(probe.poll()).isNotEqualTo(LatencyProbe.Answer.FAILED);
        }

        LatencySummary all = probe.status().all();
        assertThat(all.count()).isEqualTo(100);
        assertThat(all.p50()).isCloseTo(500, ONE_PERCENT);
        assertThat(all.p95()).isCloseTo(950, ONE_PERCENT);
        assertThat(all.p99()).isCloseTo(990, ONE_PERCENT);
        assertThat(all.max()).isCloseTo(1_000, ONE_PERCENT);
        assertThat(probe.status().pending()).isZero();
    }

    @Test
    void windowForgetsWhatIsOlderThanTenSeconds() {
        see(1, 5_000);
        pass(9_000);
        see(2, 100);
        assertThat(probe.status().window().count()).isEqualTo(2);
        pass(2_000);

        assertThat(probe.status().window().count()).isEqualTo(1);
        assertThat(probe.status().window().max()).isCloseTo(100, ONE_PERCENT);
        assertThat(probe.status().all().max()).isCloseTo(5_000, ONE_PERCENT);
        pass(60_000);
        assertThat(probe.status().window()).isEqualTo(new LatencySummary(0, 0, 0, 0, 0));
    }

    @Test
    void ordersOfBeforeDoNotCountWhenItBeginsAnew() {
        see(1, 5_000);
        commit(2);
        pass(1);
        probe.beginAnew();
        pass(700);
        inTarget.add(2L);
        probe.poll();
        assertThat(probe.status().all().count()).isZero();
        assertThat(probe.status().window().count()).isZero();
        assertThat(probe.status().pending()).isZero();

        see(3, 100);
        assertThat(probe.status().all().count()).isEqualTo(1);
        assertThat(probe.status().all().max()).isCloseTo(100, ONE_PERCENT);
    }

    @Test
    void absentTargetLosesNoOrderThatWaits() {
        away = true;
        commit(1);
        assertThat(probe.poll()).isEqualTo(LatencyProbe.Answer.FAILED);
        pass(30_000);
        away = false;
        inTarget.add(1L);

        assertThat(probe.poll()).isNotEqualTo(LatencyProbe.Answer.FAILED);
        assertThat(probe.status().failedPolls()).isEqualTo(1);
        assertThat(probe.status().all().max()).isCloseTo(30_000, ONE_PERCENT);
    }

    @Test
    void memoryIsBoundedTheOldestStayAndSamplesStandForTheRest() {
        int offered = 20 * LatencyProbe.CAPACITY;
        for (long id = 1; id <= offered; id++) {
            commit(id);
            inTarget.add(id);
        }
        assertThat(probe.status().pending()).isLessThanOrEqualTo(LatencyProbe.CAPACITY);
        pass(50);
        Set<Long> asked = new HashSet<>();
        LatencyProbe.Status before = probe.status();
        probe.poll();
        asked.addAll(lastAsked);

        for (long id = 1; id <= LatencyProbe.CAPACITY / 2; id++) {
            assertThat(asked).contains(id);
        }
        assertThat(asked).anyMatch(id -> id > 2 * LatencyProbe.CAPACITY);
        long standsFor = probe.status().all().count() + before.unmeasured();
        assertThat((double) standsFor).isCloseTo(offered, Percentage.withPercentage(5));
    }

    @Test
    void orderThatWasCancelledBeforeAnybodySawItIsGivenUp() {
        commit(1);
        pass(9_000);
        see(2, 10);
        assertThat(probe.status().pending()).isEqualTo(1);
        pass(2_000);
        see(3, 10);

        assertThat(probe.status().pending()).isZero();
        assertThat(probe.status().overtaken()).isEqualTo(1);
        assertThat(probe.status().all().count()).isEqualTo(2);
    }

    @Test
    void ownThreadAsksUntilClosed() throws Exception {
        try (LatencyProbe live = new LatencyProbe(this::visible)) {
            live.start();
            live.committed(ShopTable.ORDERS.id(), 1, Instant.now());
            assertThat(live.drain(Duration.ofMillis(100))).isFalse();
            inTarget.add(1L);
            assertThat(live.drain(Duration.ofSeconds(30))).isTrue();
        }
    }

    private Set<Long> lastAsked = Set.of();

    private Set<Long> visible(Set<Long> ids) {
        if (away) {
            throw new IllegalStateException("away");
        }
        lastAsked = ids;
        Set<Long> visible = new HashSet<>(ids);
        visible.retainAll(inTarget);
        return visible;
    }

    private void see(long id, long afterMillis) {
        commit(id);
        pass(afterMillis);
        inTarget.add(id);
        probe.poll();
    }

    private void commit(long id) {
        probe.committed(ShopTable.ORDERS.id(), id, now);
    }

    private void pass(long millis) {
        now = now.plusMillis(millis);
    }
}
