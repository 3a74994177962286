/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.shop;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Committed orders that nobody has seen in the target yet, the oldest first. Up to half of the capacity every order is
 * taken; above it one of 2, of 4, of 8 … as it fills up, so that the oldest stay and a long absence of the target
 * still leaves a trace of its whole length. For any thread.
 */
final class PendingOrders {
    private static final int SAMPLING_STEPS = 8;

    private final int capacity;
    private final Map<Long, Pending> waiting = new LinkedHashMap<>();
    private long offered;
    private long unmeasured;

    /** @param weight how many orders this one stands for */
    record Pending(long id, Instant committed, long weight) {}

    PendingOrders(int capacity) {
        this.capacity = capacity;
    }

    synchronized void offer(long id, Instant committed) {
        long oneOf = oneOf();
        if (waiting.size() >= capacity) {
            unmeasured++;
        } else if (offered++ % oneOf == 0) {
            waiting.put(id, new Pending(id, committed, oneOf));
        }
    }

    synchronized Set<Long> ids() {
        return Set.copyOf(waiting.keySet());
    }

    /** Takes out those that are visible, in the order in which they were committed. */
    synchronized List<Pending> take(Set<Long> visible) {
        List<Pending> taken = new ArrayList<>();
        waiting.values().removeIf(pending -> visible.contains(pending.id()) && taken.add(pending));
        return taken;
    }

    /** Takes out those of {@code asked} that were committed before a moment, and returns how many they were. */
    synchronized int giveUp(Collection<Long> asked, Instant before) {
        int size = waiting.size();
        waiting.values()
                .removeIf(pending -> asked.contains(pending.id())
                        && Duration.between(pending.committed(), before).isPositive());
        return size - waiting.size();
    }

    synchronized int size() {
        return waiting.size();
    }

    synchronized long unmeasured() {
        return unmeasured;
    }

    private long oneOf() {
        int half = capacity / 2;
        int over = waiting.size() - half;
        return over < 0 ? 1 : 2L << (int) ((long) over * SAMPLING_STEPS / (capacity - half));
    }
}
