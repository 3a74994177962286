/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

/** One benchmark with systems of its own, in a folder of its own that is gone afterwards. */
public interface BenchRun extends AutoCloseable {
    /**
     * Starts what it needs, prepares its data, measures. Once.
     *
     * @throws dev.sluice.core.problem.ProblemException if it can't
     */
    BenchReport run();

    /** Stops everything, also in the middle; from any thread. */
    @Override
    void close();
}
