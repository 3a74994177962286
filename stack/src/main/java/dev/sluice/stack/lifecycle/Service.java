/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.lifecycle;

import dev.sluice.core.problem.Problem;
import java.util.List;
import java.util.Optional;

/**
 * One embedded service. A fresh object is stopped; nothing happens before {@link #start}. Calls come from one thread at
 * a time, except {@link #healthy}, {@link #silence}, {@link #pids} and {@link #fatal}, which any thread may call at any moment.
 */
public interface Service {
    /** {@code postgres}, {@code kafka}, {@code connect} or {@code clickhouse}: also the name of its folders. */
    String name();

    /**
     * Starts with the data of the last run and returns once requests are served.
     *
     * @throws dev.sluice.core.problem.ProblemException if it can't start; nothing of it is left running then
     */
    void start(StartProgress progress);

    /** Stops cleanly and waits for the end; does nothing if it does not run. */
    void stop();

    /** Whether it serves requests now; takes at most a second. */
    boolean healthy();

    /**
     * Asks for a sign of life, with more patience than {@link #healthy}: some tens of seconds. What is silent several
     * times in a row is stopped and started again, so what is busy, or refuses to serve more, is not silent.
     *
     * @return what to say of its silence; empty if there was an answer of any kind, or if a start would not help
     */
    default Optional<Problem> silence() {
        return Optional.empty();
    }

    /** The child processes that this service owns now; empty if it lives in this JVM. */
    List<Long> pids();

    /**
     * What ended a service inside this JVM since its last start; it has to be stopped and started again. A service with
     * child processes leaves this empty: their end says the same.
     */
    default Optional<Problem> fatal() {
        return Optional.empty();
    }
}
