/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.wiring;

import dev.sluice.app.port.Progress;
import dev.sluice.app.port.ResyncReport;
import dev.sluice.app.port.ResyncReport.ReadTable;
import dev.sluice.app.view.Figures;
import dev.sluice.core.load.LoadProgress;
import dev.sluice.core.plan.SchemaChange;
import dev.sluice.core.plan.Step;
import dev.sluice.core.problem.Problem;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.control.ControlPlane;
import dev.sluice.runtime.control.Executor;
import dev.sluice.runtime.control.ReplayedEvents;
import dev.sluice.runtime.load.Reread;
import dev.sluice.runtime.load.TableLoader;
import dev.sluice.runtime.verify.Resync;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads tables again, one after the other, each in the way that its kind allows. */
final class ResyncDesk {
    private final Session session;
    private final Progress progress;

    ResyncDesk(Session session, Progress progress) {
        this.session = session;
        this.progress = progress;
    }

    ResyncReport read(List<String> names, boolean fromStart) {
        ControlPlane control = session.control();
        // All of them first: a name that is wrong shall not be found out after hours.
        List<TargetTable> tables = names.stream()
                .distinct()
                .map(name -> ConnectedPipeline.table(control, name))
                .toList();
        Set<String> targets = tables.stream().map(TargetTable::target).collect(Collectors.toSet());
        if (tables.stream().anyMatch(TargetTable::isCounted)) {
            requireThatNothingWaits(control);
        }
        control.copies().stream()
                .filter(copy -> !copy.table().isCounted()
                        && targets.contains(copy.table().target()))
                .forEach(copy -> ReplayedEvents.requireCurrent(control.systems().clickhouse(), copy));
        long begin = System.nanoTime();
        List<ReadTable> read = new ArrayList<>();
        for (TargetTable table : tables) {
            read.add(table.isCounted() ? loadAnew(table) : readBesideTheStream(table, fromStart));
        }
        return new ResyncReport(control.names().pipeline(), read, secondsSince(begin));
    }

    /** What is made anew is made by a plan, which would let in the changes of other tables too. */
    private static void requireThatNothingWaits(ControlPlane control) {
        List<SchemaChange> waiting = control.waiting();
        if (!waiting.isEmpty()) {
            throw Problem.user(
                            "copy-not-current",
                            "changes of the source wait to be applied: "
                                    + waiting.getFirst().waiting(),
                            "Run ./sluice apply first.")
                    .asException();
        }
    }

    private ReadTable readBesideTheStream(TargetTable table, boolean fromStart) {
        long begin = System.nanoTime();
        Loading loading = new Loading();
        Resync resync = new Resync(session.control());
        Reread reread = resync.begin(table, fromStart);
        long earlier = reread.rowsBefore();
        if (earlier > 0) {
            progress.report(
                    "read " + table.source() + " again: after " + Figures.count(earlier)
                            + " rows of one that was cut off",
                    Double.NaN);
        }
        long deleted = resync.run(reread, loading);
        return new ReadTable(table.source().toString(), loading.rows, earlier, deleted, true, secondsSince(begin));
    }

    /** Nothing tells its rows apart, so all of them begin anew, in stores of their own. */
    private ReadTable loadAnew(TargetTable table) {
        long begin = System.nanoTime();
        Loading loading = new Loading();
        session.schemaWatch(loading).applyAfter(() -> Resync.doubt(session.control(), table));
        return new ReadTable(table.source().toString(), loading.rows, 0, 0, false, secondsSince(begin));
    }

    private static double secondsSince(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    /** Keeps how many rows were read, and tells of it meanwhile. */
    private final class Loading implements TableLoader.Listener, Executor.Listener {
        private final ToldLoads told = new ToldLoads(progress);
        private long rows;

        @Override
        public void progress(TargetTable table, LoadProgress load) {
            rows = load.rows();
            told.tell("read " + table.source() + " again", load);
        }

        @Override
        public void ends(TargetTable table) {}

        @Override
        public void begins(Step step, int number, int of) {}

        @Override
        public void progress(Step step, LoadProgress load) {
            if (step instanceof Step.LoadTable table) {
                progress(table.table(), load);
            }
        }

        @Override
        public void ends(Step step) {}

        @Override
        public void waits(String why) {
            told.waits(why);
        }
    }
}
