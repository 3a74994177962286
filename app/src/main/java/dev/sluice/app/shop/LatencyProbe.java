/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.shop;

import dev.sluice.app.shop.PendingOrders.Pending;
import dev.sluice.core.source.TableId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Measures how long after its commit an order is visible in the target. It listens to the {@link Workload}, asks the
 * target again and again for the orders not seen yet, and takes the moment after the answer for the moment of
 * visibility: what it says is never too short, and too long by at most a pause and the time of one answer. Commit and
 * answer are read from the same clock. Memory is bounded, however long the target is away. For any thread.
 */
public final class LatencyProbe implements CommitListener, AutoCloseable {
    /** How many orders it waits for at most; more are sampled, and a sample counts for all that it stands for. */
    public static final int CAPACITY = 2_000;

    /** The usual pause between two questions. */
    public static final Duration PAUSE = Duration.ofMillis(20);

    /**
     * An order is given up when the target shows one that was committed this much later: events keep their order within
     * a partition, so it was cancelled before anybody could see it (or is lost, which is for {@code verify} to say).
     */
    static final Duration OVERTAKEN_AFTER = Duration.ofSeconds(10);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final OrderVisibility target;
    private final Duration pause;
    private final Duration rest;
    private final InstantSource clock;
    private final PendingOrders pending = new PendingOrders(CAPACITY);
    private final LatencyRecord latencies = new LatencyRecord();
    private final AtomicLong failedPolls = new AtomicLong();
    private final AtomicLong overtaken = new AtomicLong();
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile Instant from = Instant.MIN;
    private @Nullable Thread thread;

    /**
     * What the probe knows at one moment.
     *
     * @param all latencies since the start
     * @param window latencies found in the last ten seconds
     * @param pending orders that it waits for
     * @param unmeasured orders that came while it was full and that no sample stands for
     * @param overtaken orders given up since much later ones are visible
     * @param failedPolls questions that the target did not answer
     */
    public record Status(
            LatencySummary all,
            LatencySummary window,
            int pending,
            long unmeasured,
            long overtaken,
            long failedPolls) {}

    /** Asks every {@link #PAUSE}; nothing happens before {@link #start}. */
    public LatencyProbe(OrderVisibility target) {
        this(target, PAUSE, PAUSE, InstantSource.system());
    }

    /**
     * Nothing happens before {@link #start}.
     *
     * @param pause the time between an answer and the next question; it grows to 1 s while the target is away
     * @param rest the same after an answer that had new orders: the next ones are collected for a while before they come, and
     *     each question takes from the target what they need
     */
    public LatencyProbe(OrderVisibility target, Duration pause, Duration rest, InstantSource clock) {
        this.target = target;
        this.pause = pause;
        this.rest = rest;
        this.clock = clock;
    }

    /** Begins to ask, on a thread of its own. Once only. */
    public synchronized void start() {
        if (thread != null) {
            throw new IllegalStateException("the probe was started before");
        }
        // Not a virtual thread: this one does nothing but wait for answers, and each costs one twice the switches.
        thread = Thread.ofPlatform().daemon().name("shop-latency-probe").start(this::pollUntilStopped);
    }

    @Override
    public void committed(TableId table, long key, Instant beforeCommit) {
        pending.offer(key, beforeCommit);
    }

    /** Forgets the latencies so far; from now on those of orders count that are committed from now on. */
    public void beginAnew() {
        from = clock.instant();
        latencies.clear();
    }

    /** What it knows now. */
    public Status status() {
        return new Status(
                latencies.all(),
                latencies.window(clock.instant()),
                pending.size(),
                pending.unmeasured(),
                overtaken.get(),
                failedPolls.get());
    }

    /**
     * Waits until it waits for no order any more.
     *
     * @return false if {@code atMost} passed before
     */
    public boolean drain(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (pending.size() > 0) {
            if (System.nanoTime() >= deadline) {
                return false;
            }
            TimeUnit.NANOSECONDS.sleep(
                    Math.min(pause.toNanos(), Duration.ofMillis(20).toNanos()));
        }
        return true;
    }

    /** Stops asking; returns when the question in progress is answered. The figures stay. */
    @Override
    public void close() throws InterruptedException {
        stop.countDown();
        Thread started;
        synchronized (this) {
            started = thread;
        }
        if (started != null) {
            started.join();
        }
    }

    /** What a question gave. */
    enum Answer {
        NEW_ORDERS,
        NOTHING_NEW,
        FAILED
    }

    /** One question, if there is anything to ask for. */
    Answer poll() {
        Set<Long> asked = pending.ids();
        if (asked.isEmpty()) {
            return Answer.NOTHING_NEW;
        }
        Set<Long> visible;
        try {
            visible = target.visible(asked);
        } catch (RuntimeException e) {
            failedPolls.incrementAndGet();
            return Answer.FAILED;
        }
        Instant now = clock.instant();
        List<Pending> seen = pending.take(visible);
        for (Pending order : seen) {
            if (!order.committed().isBefore(from)) {
                latencies.add(Duration.between(order.committed(), now), order.weight(), now);
            }
        }
        seen.stream()
                .map(Pending::committed)
                .max(Instant::compareTo)
                .ifPresent(newest -> overtaken.addAndGet(pending.giveUp(asked, newest.minus(OVERTAKEN_AFTER))));
        return seen.isEmpty() ? Answer.NOTHING_NEW : Answer.NEW_ORDERS;
    }

    private void pollUntilStopped() {
        Duration wait = pause;
        try {
            while (!stop.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                Duration longer = wait.multipliedBy(2);
                wait = switch (poll()) {
                    case NEW_ORDERS -> rest;
                    case NOTHING_NEW -> pause;
                    case FAILED -> longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
                };
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
