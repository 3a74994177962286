/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.lifecycle;

import dev.sluice.core.problem.Problem;
import java.util.List;
import java.util.Optional;

/**
 * One embedded service. A fresh object is stopped; nothing happens before {@link #start}. Calls come from one thread at
 * a time, except {@link #healthy}, {@link #pids} and {@link #fatal}, which any thread may call at any moment.
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
