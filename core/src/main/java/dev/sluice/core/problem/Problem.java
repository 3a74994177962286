/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.problem;

/**
 * An expected failure, told to the user as one sentence and one next step; never as a stack trace.
 *
 * @param code a stable kebab-case name, for example {@code wal-level-not-logical}
 * @param owner who has to act
 * @param retryable whether the same call may succeed later without anybody acting
 * @param what one sentence that names the cause, without a trailing secret or stack trace
 * @param next the next thing to do, as an imperative sentence
 */
public record Problem(String code, Owner owner, boolean retryable, String what, String next) {

    /** A problem that the user has to mend before trying again. */
    public static Problem user(String code, String what, String next) {
        return new Problem(code, Owner.USER, false, what, next);
    }

    /** A system that can't be reached or used now; trying again may help. */
    public static Problem system(String code, String what, String next) {
        return new Problem(code, Owner.SYSTEM, true, what, next);
    }

    /** A defect of Sluice. */
    public static Problem ours(String code, String what) {
        return new Problem(
                code, Owner.OURS, false, what, "Please report this with the log folder of the workspace attached.");
    }

    /** Whether a system did not answer at all, so nothing is known but that. */
    public boolean isUnreachable() {
        return code.endsWith("-unreachable");
    }

    /** This problem as an exception, to be thrown. */
    public ProblemException asException() {
        return new ProblemException(this, null);
    }

    /** This problem as an exception that keeps the failure behind it for the log. */
    public ProblemException causedBy(Throwable cause) {
        return new ProblemException(this, cause);
    }

    /** That somebody wants this thread to stop; it is interrupted still. */
    public static ProblemException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return Problem.system("interrupted", "the command was stopped", "Run it again.")
                .causedBy(e);
    }
}
