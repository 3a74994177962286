/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.lifecycle;

import dev.sluice.core.problem.Problem;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks a service for a sign of life now and then, on a thread of its own, from when this is made until it is closed. Asks
 * without an answer are counted, not seconds: a machine that slept has not found anything silent.
 */
final class Heartbeat implements AutoCloseable {
    /**
     * How often to ask.
     *
     * @param every the time between an answer and the next ask
     * @param misses so many asks in a row without an answer make a silence
     */
    record Pace(Duration every, int misses) {
        static final Pace USUAL = new Pace(Duration.ofSeconds(10), 3);
    }

    private final Service service;
    private final Pace pace;
    private final Thread thread;
    private volatile Optional<Problem> silence = Optional.empty();

    private Heartbeat(Service service, Pace pace) {
        this.service = service;
        this.pace = pace;
        this.thread = Thread.ofVirtual().name("heartbeat-" + service.name()).unstarted(this::ask);
    }

    static Heartbeat of(Service service, Pace pace) {
        Heartbeat heartbeat = new Heartbeat(service, pace);
        heartbeat.thread.start();
        return heartbeat;
    }

    private void ask() {
        int missed = 0;
        try {
            while (true) {
                Thread.sleep(pace.every());
                Optional<Problem> found = service.silence();
                missed = found.isPresent() ? missed + 1 : 0;
                silence = missed < pace.misses() ? Optional.empty() : found;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What to say of a service that has given no answer for too long. */
    Optional<Problem> silence() {
        return silence;
    }

    /** Ends the asking; an ask under way is not waited for. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
