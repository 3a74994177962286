/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import dev.sluice.core.problem.Problem;
import dev.sluice.runtime.control.Systems;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Looks at topics of which events are expected. The time counts from the last look at which none had come, so that no
 * start of a connector is in it, and what is measured is never faster than it was.
 */
final class TopicFilling {
    private static final int LOOKS_AT_CONNECTOR = 50;

    private final Systems systems;
    private final List<String> topics;
    private final String connector;
    private final long before;
    private long begin = System.nanoTime();
    private int looks;

    /** Of these topics, as they are now; {@code connector} is to fill them. */
    TopicFilling(Systems systems, List<String> topics, String connector) {
        this.systems = systems;
        this.topics = List.copyOf(topics);
        this.connector = connector;
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

    /** Returns when it is reached; fails if the connector does. */
    void until(BooleanSupplier reached) {
        Looks.until("events of " + connector, () -> {
            if (++looks % LOOKS_AT_CONNECTOR == 0) {
                failIfConnectorDid();
            }
            return reached.getAsBoolean();
        });
    }

    private void failIfConnectorDid() {
        systems.connect().state(connector).filter(state -> state.failed()).ifPresent(state -> {
            throw Problem.ours("bench-connector", "the connector " + connector + " failed: " + state.trace())
                    .asException();
        });
    }

    private long end() {
        return systems.kafka().ends(topics).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
