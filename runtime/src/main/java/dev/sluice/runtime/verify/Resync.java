/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.verify;

import dev.sluice.core.plan.Step;
import dev.sluice.core.problem.Problem;
import dev.sluice.core.target.CopyVersions;
import dev.sluice.core.target.TargetNames;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.control.ControlPlane;
import dev.sluice.runtime.control.Systems;
import dev.sluice.runtime.load.Reread;
import dev.sluice.runtime.load.TableLoader;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Reads all rows of a table with a key again, by the way of the load and beside the stream, and then deletes what the source
 * did not have: readers see a whole copy at any moment, and its history goes on. If it is cut off, the next one of the same day goes on.
 *
 * <p>In the history a row that was read is one more read of it ({@code r}).
 */
public final class Resync {
    private static final String ASKED_FOR = "somebody asked for it to be read again";

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final ControlPlane control;
    private final Systems systems;

    public Resync(ControlPlane control) {
        this.control = control;
        this.systems = control.systems();
    }

    /** Makes the next plan load the table into stores that begin anew: the way for one without a key. */
    public static void doubt(ControlPlane control, TargetTable table) {
        control.systems().clickhouse().execute(new Step.NoteDeparture(table.target(), ASKED_FOR).command());
    }

    /** Where a read of the table begins: after what one has read that was cut off, unless all shall be read. */
    public Reread begin(TargetTable table, boolean fromStart) {
        if (!systems.clickhouse().exists(TargetNames.REREADS)) {
            throw Problem.user(
                            "copy-not-current",
                            TargetNames.REREADS + " is missing: the pipeline was made by an earlier version",
                            "Run ./sluice apply first.")
                    .asException();
        }
        Optional<Reread> cutOff = fromStart ? Optional.empty() : Reread.cutOff(systems.clickhouse(), table);
        return cutOff.orElseGet(() -> Reread.fresh(
                systems.clickhouse(), table, NextVersion.of(systems, new CopyVersions(table), CopyVersions.ALL)));
    }

    /**
     * Returns how many rows were deleted that the source did not have.
     *
     * @throws dev.sluice.core.problem.ProblemException {@link TableLoader#CHANGED} if the copy was made for other columns,
     *     {@link Barrier#TIMEOUT} if changes do not get through, {@code copy-changing} if the copy was made anew meanwhile
     */
    public long run(Reread reread, TableLoader.Listener listener) {
        TargetTable table = reread.table();
        CopyVersions versions = new CopyVersions(table);
        BigInteger version = reread.version();
        new TableLoader(systems.postgres(), systems.clickhouse(), control.load()).loadAgain(reread, listener);
        // What was deleted before its chunk was read is deleted by its own event, at its own place in the history.
        new Barrier(systems, control.names(), List.of(table)).awaitRead(PATIENCE);
        requireSameCopy(reread);
        long older = Long.parseLong(systems.clickhouse().value(versions.countOlder(version)));
        if (older > 0) {
            versions.deleteOlder(version, reread.store()).forEach(systems.clickhouse()::execute);
        }
        requireSameCopy(reread);
        reread.done();
        return older;
    }

    /** What a new load brings is older than all that was read again, and is not what the source lacks. */
    private static void requireSameCopy(Reread reread) {
        if (!reread.isOfPresentStore()) {
            throw Problem.system(
                            "copy-changing",
                            "the copy of " + reread.table().source()
                                    + " was made anew while its rows were read again, so nothing was deleted from it",
                            "It is loaded from the source by that; run ./sluice resync again if you still want to.")
                    .asException();
        }
    }
}
