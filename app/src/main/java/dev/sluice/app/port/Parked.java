/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

/** The events of one pipeline that could not be applied; every method may throw {@link dev.sluice.core.problem.ProblemException}. */
public interface Parked {
    /** How many there are and why, and the first of them. */
    ParkedReport list(ParkedRequest request);

    /** One of them, with its text. */
    ParkedEvent show(String id);

    /** Puts them through the pipeline again; harmless at any time and any number of times. */
    ReplayReport replay(ParkedRequest request);

    /**
     * Gives those up that {@link #list} has told of, and none that came later; they are kept, but nobody waits for them any
     * more.
     *
     * @param told what it told of the same request
     */
    DropReport drop(ParkedRequest request, ParkedReport told);
}
