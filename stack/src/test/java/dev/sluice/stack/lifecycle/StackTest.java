/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.problem.Problem;
import dev.sluice.core.problem.ProblemException;
import dev.sluice.stack.lifecycle.ServiceState.Failed;
import dev.sluice.stack.lifecycle.ServiceState.Healthy;
import dev.sluice.stack.lifecycle.ServiceState.Restarting;
import dev.sluice.stack.lifecycle.ServiceState.Starting;
import dev.sluice.stack.lifecycle.ServiceState.Stopped;
import dev.sluice.stack.lifecycle.ServiceState.Stopping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StackTest {
    private static final Problem BROKEN = Problem.system("broken", "It is broken.", "Mend it.");

    private final List<String> diary = Collections.synchronizedList(new ArrayList<>());
    private final List<ServiceState> heard = Collections.synchronizedList(new ArrayList<>());
    private final SleepService first = new SleepService("first", diary);
    private final SleepService second = new SleepService("second", diary);
    private final Stack stack = new Stack(
            List.of(first, second),
            (service, state) -> {
                if (service.equals("first")) {
                    heard.add(state);
                }
            },
            Duration.ofSeconds(3),
            new Heartbeat.Pace(Duration.ofMillis(20), 3));

    @AfterEach
    void leaveNothingBehind() {
        first.pids().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        second.pids().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }

    @Test
    void allStartAndStopInReverseOrder() {
        stack.start();
        assertThat(diary).containsExactlyInAnyOrder("start first", "start second");
        diary.clear();
        stack.stop();
        stack.stop();
        assertThat(diary).containsExactly("stop second", "stop first");
        assertThat(heard)
                .hasExactlyElementsOfTypes(
                        Starting.class, Starting.class, Healthy.class, Stopping.class, Stopped.class);
    }

    @Test
    void oneFailureStopsTheOthersAndIsThrown() {
        second.startProblem = BROKEN;
        assertThatThrownBy(stack::start)
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problem()).isEqualTo(BROKEN));
        assertThat(first.healthy()).isFalse();
        assertThat(stack.states().values()).allMatch(Stopped.class::isInstance);
    }

    @Test
    void aFailureElsewhereCancelsAStartThatStillGoesOn() {
        first.startHangsOn = new CountDownLatch(1);
        second.startProblem = BROKEN;
        assertThatThrownBy(stack::start)
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problem()).isEqualTo(BROKEN));
        assertThat(heard).hasAtLeastOneElementOfType(Failed.class);
        assertThat(diary).isEmpty();
    }

    @Test
    void aStopDuringTheStartEndsTheStart() {
        first.startHangsOn = new CountDownLatch(1);
        Thread stopper = Thread.ofVirtual().start(() -> {
            await().until(second::healthy);
            stack.stop();
        });
        assertThatThrownBy(stack::start).isInstanceOf(ProblemException.class);
        assertThat(second.healthy()).isFalse();
        await().until(() -> !stopper.isAlive());
    }

    @Test
    void aDeadChildIsStartedAgain() {
        stack.start();
        long old = first.pids().getFirst();
        ProcessHandle.of(old).orElseThrow().destroyForcibly();
        await().until(() -> heard.getLast() instanceof Healthy(List<Long> pids) && !pids.contains(old));
        assertThat(heard)
                .hasExactlyElementsOfTypes(
                        Starting.class, Starting.class, Healthy.class, Restarting.class, Healthy.class);
        stack.stop();
        assertThat(first.healthy()).isFalse();
    }

    @Test
    void whatAnswersNobodyIsStartedAgain() {
        stack.start();
        long old = first.pids().getFirst();
        first.unanswered.set(Integer.MAX_VALUE);
        await().until(() -> heard.getLast() instanceof Healthy(List<Long> pids) && !pids.contains(old));
        assertThat(heard)
                .hasExactlyElementsOfTypes(
                        Starting.class, Starting.class, Healthy.class, Restarting.class, Healthy.class);
        assertThat(((Restarting) heard.get(3)).cause()).isEqualTo(SleepService.SILENT);
        stack.stop();
    }

    @Test
    void whatAnswersInTheEndIsLeftAlone() {
        stack.start();
        for (int i = 0; i < 3; i++) {
            first.unanswered.set(2);
            await().until(() -> first.unanswered.get() < 0);
        }
        assertThat(diary).containsOnlyOnce("start first").doesNotContain("stop first");
        stack.stop();
    }

    @Test
    void aRestartIsTriedUntilItWorks() {
        stack.start();
        first.startProblem = BROKEN;
        ProcessHandle.of(first.pids().getFirst()).orElseThrow().destroyForcibly();
        await().until(() -> heard.getLast() instanceof Restarting restarting
                && restarting.attempt() == 3
                && restarting.cause().equals(BROKEN));
        first.startProblem = null;
        await().until(first::healthy);
        stack.stop();
    }

    @Test
    void whatDoesNotStopInTimeIsKilledAndTheOthersStillStop() {
        stack.start();
        long pid = second.pids().getFirst();
        second.stopHangsOn = new CountDownLatch(1);
        assertThatThrownBy(stack::stop)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("stop-timed-out"));
        await().until(() -> ProcessHandle.of(pid).isEmpty());
        assertThat(first.healthy()).isFalse();
        second.stopHangsOn.countDown();
    }
}
