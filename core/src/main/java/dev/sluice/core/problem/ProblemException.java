/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.problem;

import org.jspecify.annotations.Nullable;

/** Carries a {@link Problem} to whoever reports it. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    ProblemException(Problem problem, @Nullable Throwable cause) {
        super(problem.what(), cause);
        this.problem = problem;
    }

    /** What happened, and what to do next. */
    public Problem problem() {
        return problem;
    }
}
