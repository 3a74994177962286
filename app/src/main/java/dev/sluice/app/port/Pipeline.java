/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * One pipeline, seen from the command line. Calls come from one thread; every method may throw
 * {@link dev.sluice.core.problem.ProblemException}.
 */
public interface Pipeline extends AutoCloseable {
    /** What {@link #apply} would do now. */
    PlanReport plan();

    /** Does what {@link #plan} shows; {@code done} hears of every step after it was done, in order. */
    ApplyReport apply(Consumer<PlannedStep> done);

    /** What {@link #destroy} would do now. */
    PlanReport destroyPlan();

    /** Takes the pipeline away from all four systems; the source's tables and rows are never touched. */
    ApplyReport destroy(Consumer<PlannedStep> done);

    /** Every stage of every table, now. */
    StatusReport status();

    /** Returns once all that was committed in the source before this call is visible in ClickHouse, or at the timeout. */
    WaitReport waitFor(Duration timeout);

    /** Compares source and target; waits for the target to catch up first. */
    VerifyReport verify(VerifyRequest request);

    /**
     * Reads all rows of these tables ({@code schema.name}) again, while readers and the stream go on; what one of the same day has read
     * before it was cut off only {@code fromStart}.
     */
    ResyncReport resync(List<String> tables, boolean fromStart);

    /** Every version of one row, in commit order. */
    HistoryReport history(HistoryRequest request);

    /** The events that could not be applied. */
    Parked parked();

    /** Runs one statement on the target and copies the answer in that ClickHouse format, as it arrives. */
    void sql(String statement, String format, OutputStream out);

    /** The pipeline's topics with their partitions and offsets. */
    TopicsReport topics();

    /** The consumer groups of the pipeline with what each has still to read. */
    GroupsReport groups();

    /** Messages of a table's topic in the order of partitions and offsets; returns at the end or when interrupted. */
    void tail(TailRequest request, Consumer<TailMessage> each);

    /** Checks every prerequisite of source and target; changes nothing. */
    DoctorReport doctor();

    /** Lets go of all connections and stops what {@link Wiring#pipeline} started; never throws. */
    @Override
    void close();
}
