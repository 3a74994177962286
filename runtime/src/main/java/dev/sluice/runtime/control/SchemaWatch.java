/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.control;

import dev.sluice.core.load.LoadProgress;
import dev.sluice.core.plan.Desired;
import dev.sluice.core.plan.Observed;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.Planner;
import dev.sluice.core.plan.SchemaChange;
import dev.sluice.core.plan.SchemaChanges;
import dev.sluice.core.plan.Step;
import dev.sluice.core.problem.ProblemException;
import dev.sluice.core.target.ShapeText;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.load.TableLoader;
import dev.sluice.runtime.source.PostgresSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies a pipeline, at first and whenever the source's tables have changed while rows keep coming. Events with new columns
 * are parked until the copy has them; those with the old ones have to be read before, since the next reader refuses them.
 * One thread applies and follows, any may ask for {@link #tables}.
 */
public final class SchemaWatch {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaWatch.class);
    /** How often a plan may be overtaken by the source before its failure is told. */
    private static final int OVERTAKEN = 5;

    private final ControlPlane control;
    private final OldEvents oldEvents;
    private final Executor.Listener listener;
    /** As they were looked at by the last apply that came to its end; empty after one that did not. */
    private Optional<List<TargetTable>> seen = Optional.empty();

    private volatile List<SchemaChange> waiting = List.of();
    private volatile List<TargetTable> tables = List.of();

    /** Does nothing yet. */
    public SchemaWatch(ControlPlane control, EventsRead eventsRead, Executor.Listener listener) {
        this.control = control;
        this.oldEvents = new OldEvents(control, eventsRead);
        this.listener = listener;
    }

    /** Waits until ClickHouse has read what was committed before. */
    @FunctionalInterface
    public interface EventsRead {
        /** Returns when all events of these tables are read; {@code wait-timeout} otherwise. */
        void await(List<TargetTable> tables, Duration timeout);
    }

    /** The tables as applied last, without those whose changes wait. */
    public List<TargetTable> tables() {
        return tables;
    }

    /** The changes that wait for somebody to apply by hand. */
    public List<SchemaChange> waiting() {
        return waiting;
    }

    /** Plans and does all of it, as somebody who asks for it by hand wants; returns what was done. */
    public Plan apply() {
        return applyAfter(() -> {});
    }

    /** The same after a change of what there is, which no other process that applies sees before. */
    public Plan applyAfter(Runnable change) {
        try (PostgresSource.Held _ = ApplyLock.await(control, listener)) {
            change.run();
            return apply(true);
        }
    }

    /** The same as {@link #apply}, but for the changes that wait for somebody to apply by hand. */
    public Plan start() {
        try (PostgresSource.Held _ = ApplyLock.await(control, listener)) {
            return apply(false);
        }
    }

    /**
     * Applies again if the source's tables differ from those looked at last, or a copy can't be completed any more; returns
     * whether it did. Not while another process applies: the next look tells what that has left.
     */
    public boolean followOnce() {
        List<TargetTable> now = control.tables();
        if (seen.filter(before -> areSame(before, now)).isPresent()
                && (waiting.isEmpty() || control.waiting().equals(waiting))
                && LostGaps.among(control.systems().clickhouse(), tables).isEmpty()) {
            return false;
        }
        Optional<PostgresSource.Held> held = ApplyLock.tryTake(control);
        if (held.isEmpty()) {
            return false;
        }
        try (PostgresSource.Held _ = held.get()) {
            LOG.info("the source's tables have changed, or a copy lacks a row for good, and the copies follow");
            apply(false);
            return true;
        }
    }

    /** A table may be dropped or changed between a plan and its last step: then the next plan knows better. */
    private Plan apply(boolean byHand) {
        try {
            return applied(byHand);
        } finally {
            listener.rests();
        }
    }

    private Plan applied(boolean byHand) {
        List<Step> done = new ArrayList<>();
        for (int attempt = 1; ; attempt++) {
            Desired desired = byHand ? control.desired().byHand() : control.desired();
            try {
                once(desired, done);
                return new Plan(done);
            } catch (ProblemException e) {
                boolean overtaken = overtaken(desired);
                if (overtaken && e.problem().code().equals(TableLoader.CHANGED)) {
                    // A load may take hours, and every change of its table ends it once.
                    attempt = 0;
                } else if (attempt == OVERTAKEN
                        || !overtaken && !e.problem().code().equals(TableLoader.CHANGED)) {
                    throw e;
                }
                LOG.info(
                        "the source's tables have changed meanwhile: {}",
                        e.problem().what());
            }
        }
    }

    private boolean overtaken(Desired desired) {
        return !areSame(desired.tables(), control.tables());
    }

    private static boolean areSame(List<TargetTable> before, List<TargetTable> now) {
        return now.size() == before.size()
                && now.stream()
                        .allMatch(table -> before.stream()
                                .anyMatch(was -> was.source().equals(table.source())
                                        && was.isInsertsOnly() == table.isInsertsOnly()
                                        && was.shape().equals(table.shape())));
    }

    /**
     * Waiting and planning go by one look at the catalog: if the tables change again in between, the events from before that
     * have not been read, and a copy made for the next columns would refuse them.
     */
    private void once(Desired desired, List<Step> done) {
        // A change that is undone before the next look would leave what was begun for it.
        seen = Optional.empty();
        oldEvents.letBeRead(desired, departed(desired));
        // What changes from here on is not noted, so the next look finds it.
        Observed observed = control.observe();
        List<SchemaChange> held = SchemaChanges.waiting(desired, observed);
        held.stream().filter(change -> !waiting.contains(change)).forEach(change -> LOG.warn("{}", change.waiting()));
        Set<String> targets = held.stream().map(SchemaChange::target).collect(Collectors.toSet());
        if (doubtIncomplete(desired, targets)) {
            observed = control.observe();
        }
        control.execute(Planner.plan(desired, observed), new Tending(control, new Noting(done)));
        waiting = held;
        seen = Optional.of(desired.tables());
        tables = desired.tables().stream()
                .filter(table -> !targets.contains(table.target()))
                .toList();
    }

    /** What lacks a row for good begins anew, unless it waits for somebody anyway; returns whether there is such a copy. */
    private boolean doubtIncomplete(Desired desired, Set<String> held) {
        List<TargetTable> lost = LostGaps.among(control.systems().clickhouse(), desired.tables()).stream()
                .filter(table -> !held.contains(table.target()))
                .toList();
        lost.forEach(table -> {
            LOG.warn(
                    "the history of {} has dropped a change before the row was completed, so the table is loaded anew",
                    table.source());
            control.systems().clickhouse().execute(ShapeText.doubt(table));
        });
        return !lost.isEmpty();
    }

    /** Those that were fed until now and won't be: their copies are to hold what happened before. */
    private List<TargetTable> departed(Desired desired) {
        return tables.stream()
                .filter(table ->
                        desired.tables().stream().noneMatch(now -> now.target().equals(table.target())))
                .toList();
    }

    /** Keeps what was done for the report. */
    private final class Noting implements Executor.Listener {
        private final List<Step> done;

        Noting(List<Step> done) {
            this.done = done;
        }

        @Override
        public void begins(Step step, int number, int of) {
            listener.begins(step, number, of);
        }

        @Override
        public void progress(Step step, LoadProgress progress) {
            listener.progress(step, progress);
        }

        @Override
        public void waits(String why) {
            listener.waits(why);
        }

        @Override
        public void ends(Step step) {
            done.add(step);
            listener.ends(step);
        }
    }
}
