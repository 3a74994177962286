/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import dev.sluice.core.problem.Problem;
import dev.sluice.runtime.control.Systems;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;

/**
 * Looks at topics of which events are expected. The time counts from the last look at which none had come, so that no
 * start of a connector is in it, and what is measured is never faster than it was.
 */
final class TopicFilling {
    /** Of so many looks, one is at the connector and the readers too. */
    private static final int SELDOM = 50;

    private final Systems systems;
    private final StreamPath path;
    private final long before;
    private long begin = System.nanoTime();
    private int looks;
    private String soFar = "";

    /** Of the topics of this path, as they are now. */
    TopicFilling(Systems systems, StreamPath path) {
        this.systems = systems;
        this.path = path;
        this.before = end();
    }

    /** Returns when the first event is there. */
    void awaitFirst() {
        until(() -> {
            long now = System.nanoTime();
            if (end() > before) {
                return true;
            }
            begin = now;
            return false;
        });
    }

    /** Returns when this many events are there, and how many seconds after the first one. */
    double await(long events) {
        until(() -> end() >= before + events);
        return seconds();
    }

    /** Since the first event. */
    double seconds() {
        return (System.nanoTime() - begin) / 1e9;
    }

    /** Returns when it is reached; fails if the connector does, and if neither it nor a reader gets any further. */
    void until(BooleanSupplier reached) {
        Looks.until("events of " + path.connector(), this::soFar, reached);
    }

    private String soFar() {
        if (++looks % SELDOM == 0) {
            failIfConnectorDid();
            soFar = (end() - before) + " events are in Kafka, and the readers are at offset "
                    + systems.kafka().committed(path.groups()).values().stream()
                            .mapToLong(TopicFilling::sum)
                            .sum();
        }
        return soFar;
    }

    private void failIfConnectorDid() {
        systems.connect()
                .state(path.connector())
                .filter(state -> state.failed())
                .ifPresent(state -> {
                    throw Problem.ours(
                                    "bench-connector",
                                    "the connector " + path.connector() + " failed: " + state.trace())
                            .asException();
                });
    }

    private long end() {
        return sum(systems.kafka().ends(path.topics()));
    }

    private static long sum(Map<TopicPartition, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }
}
