/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

/** Something that runs until it is told to end: {@code demo}, {@code run} or {@code service}. */
public interface LiveRun extends AutoCloseable {
    /**
     * Starts everything and returns when the work is over by itself or {@link #close} was called.
     *
     * @throws dev.sluice.core.problem.ProblemException if it can't start or can't go on; nothing is left running then
     */
    void run();

    /** The latest known state, without waiting for any system; from any thread, also before and after {@link #run}. */
    LiveState state();

    /** Ends {@link #run} and waits until all is stopped, in reverse order; from any thread; does nothing the second time. */
    @Override
    void close();
}
