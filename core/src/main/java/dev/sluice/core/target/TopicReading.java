/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import java.util.List;

/**
 * How the topics of a pipeline are read.
 *
 * <p>Each table has a reader, and a reader that finds nothing costs ClickHouse 3 ms of a core: it plans its views before it
 * looks. So the more there are, the longer each one rests when it finds nothing. One that finds something looks again at
 * once: tables that change all the time are read as often in a large pipeline as in a small one.
 *
 * @param brokers Kafka's address as ClickHouse sees it
 * @param step of {@link #STEPS}; a reader of the step before or after is left as it is when the pipeline grows or shrinks
 */
public record TopicReading(String brokers, int step) {
    /** A poll takes as long as this unless a whole block is there. */
    private static final int POLL_MILLIS = 20;

    /** Every block costs some 20 ms of a core, planning its views and writing a part's files in two stores. */
    private static final int COLLECT_MILLIS = 120;

    private static final List<Step> STEPS = List.of(
            new Step(2, 2 * POLL_MILLIS, 10),
            new Step(10, COLLECT_MILLIS, 50),
            new Step(30, COLLECT_MILLIS, 200),
            new Step(100, COLLECT_MILLIS, 900),
            new Step(300, COLLECT_MILLIS, 3_000),
            new Step(Integer.MAX_VALUE, COLLECT_MILLIS, 10_000));

    /**
     * @param tables for so many at most
     * @param collectMillis how long a reader collects events for a block
     * @param restMillis how long it waits after it found nothing
     */
    private record Step(int tables, int collectMillis, int restMillis) {}

    /** The reading of a pipeline of so many tables. */
    public static TopicReading of(String brokers, int tables) {
        int step = 0;
        while (tables > STEPS.get(step).tables) {
            step++;
        }
        return new TopicReading(brokers, step);
    }

    /** What follows from this for a Kafka table, behind its other settings. */
    TargetObject.Tuning tuning() {
        Step at = STEPS.get(step);
        return new TargetObject.Tuning(
                step,
                ",\n  kafka_poll_timeout_ms = " + POLL_MILLIS + ",\n  kafka_flush_interval_ms = " + at.collectMillis
                        + ",\n  kafka_consumer_reschedule_ms = " + at.restMillis);
    }
}
