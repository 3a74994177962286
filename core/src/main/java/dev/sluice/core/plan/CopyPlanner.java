/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.plan;

import dev.sluice.core.target.Evolution;
import dev.sluice.core.target.KeptColumn;
import dev.sluice.core.target.ObjectKind;
import dev.sluice.core.target.ObjectName;
import dev.sluice.core.target.TableShape;
import dev.sluice.core.target.TargetNames;
import dev.sluice.core.target.TargetObject;
import dev.sluice.core.target.TargetTable;
import dev.sluice.core.target.TimeToLive;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Plans the ClickHouse objects of one table. If anything on the events' way changes, the topic's reader goes first and comes
 * back last: its group's offsets outlive it, so nothing is lost meanwhile.
 */
final class CopyPlanner {
    private static final String FOLLOWS = "the source's columns have changed";

    private final TargetTable table;
    private final Copy copy;
    private final Observed observed;
    /** What keeps the stores' rows; empty if nothing needs to be done to them, or if they have to be made anew. */
    private final Optional<Evolution.Actions> evolution;
    /** Whether events are parked that the next reader may take. */
    private final boolean readsAgain;
    /** Whether more may be, until the reader of now is gone: that may be long after the look that this plan is made from. */
    private final boolean mayPark;
    /** Whether anything at all is parked, or may be by then. */
    private final boolean holdsParked;
    /** Whether only a load brings what has changed: no event tells it, or no reader will ever take the event. */
    private final boolean afresh;

    /** Whether columns that are dropped in the source are to stay. */
    private final boolean keeps;

    private final Set<ObjectName> remade = new HashSet<>();

    private CopyPlanner(Copy copy, Observed observed, boolean keeps) {
        this.keeps = keeps;
        this.copy = copy;
        this.table = copy.table();
        this.observed = observed;
        Observed.Parked parked = observed.parkedOf(table.target());
        // Also if a plan that was cut off has taken it away already.
        boolean readerChanges = copy.objects().stream().anyMatch(object -> copy.isReading(object) && !isAlike(object));
        TableShape was = observed.shapes().get(table.target());
        this.afresh = was != null
                        && (was.isInDoubt()
                                || was.isOnTheWayElsewhere(table.shape())
                                || table.shape().isRewriteOf(was)
                                || !table.relation().partitionsAreToldSince(was.relation()))
                || readerChanges && parked.unknown().stream().anyMatch(schema -> !schema.equals(table.schemaId()));
        this.mayPark = readerChanges && exists(table.names().read());
        this.holdsParked = mayPark || !parked.schemas().isEmpty();
        this.readsAgain = parked.unknown().contains(table.schemaId())
                || readerChanges && parked.schemas().contains(table.schemaId());
        this.evolution = afresh ? Optional.empty() : evolution();
    }

    /**
     * Of a copy that goes on, {@code keeps} says whether columns stay that are dropped in the source. One that begins anew has
     * nothing to keep.
     */
    static CopyPlanner of(Copy copy, Observed observed, boolean keeps) {
        TableShape was = observed.shapes().get(copy.table().target());
        CopyPlanner bare = new CopyPlanner(copy.keeping(List.of()), observed, keeps);
        if (!keeps || was == null) {
            return bare;
        }
        CopyPlanner keeping = new CopyPlanner(copy.keeping(KeptColumn.of(was, copy.table())), observed, true);
        return keeping.beginsAnew() ? bare : keeping;
    }

    /** The table with what its copy keeps. */
    TargetTable table() {
        return table;
    }

    private boolean beginsAnew() {
        return copy.objects().stream()
                .anyMatch(object -> object.name().equals(table.names().rows()) && !isKept(object, false));
    }

    /**
     * Adds the steps, those that let events flow, which come when all copies stand, and those that come {@code last}, after
     * the load; returns the names of the objects that are created.
     */
    Set<ObjectName> plan(List<Step> steps, List<Step> valves, List<Step> last) {
        boolean interrupted = readsAgain
                || afresh
                || storesFollow()
                || copy.objects().stream().anyMatch(object -> object.kind() != ObjectKind.VIEW && !isSame(object));
        noteWhereTo(steps);
        OldCopy old = new OldCopy(copy, observed);
        boolean aside = old.isThere() || beginsAnew() && old.canBeSetAside();
        for (TargetObject object : copy.objects().reversed()) {
            boolean waits = aside && object.name().equals(table.names().live());
            if (waits || isKept(object, interrupted)) {
                continue;
            }
            remade.add(object.name());
            boolean taken = object.name().equals(table.names().rows()) && old.setAside(steps);
            if (!taken && exists(object.name()) && object.kind() != ObjectKind.VIEW) {
                steps.add(new Step.DropObject(object.name(), object.kind(), "its definition has changed"));
            }
        }
        evolution.ifPresent(actions -> evolve(actions, steps));
        copy.objects().stream()
                .filter(object -> !remade.contains(object.name()) && exists(object.name()) && !isKeptAlike(object))
                .forEach(store -> steps.add(new Step.SetTtl(store, TimeToLive.of(comment(store)))));
        for (TargetObject object : copy.objects()) {
            if (object.kind() == ObjectKind.TOPIC_READER) {
                parked(steps);
                if (remade.contains(object.name()) && observed.groups().contains(table.group())) {
                    steps.add(new Step.EmptyGroup(table.group()));
                }
            }
            if (remade.contains(object.name())) {
                create(object, TargetNames.isValve(object.name()) ? valves : steps);
            }
        }
        if (aside) {
            old.end(last);
        }
        return remade;
    }

    private boolean storesFollow() {
        return evolution.filter(actions -> !actions.isEmpty()).isPresent();
    }

    /** Before the stores of a shape that is noted become others. */
    private void noteWhereTo(List<Step> steps) {
        TableShape was = observed.shapes().get(table.target());
        TableShape next = table.shape();
        boolean storesChange = storesFollow()
                || copy.objects().stream()
                        .anyMatch(object -> object.kind() == ObjectKind.STORAGE && !isKept(object, false));
        if (storesChange && was != null && !was.isInDoubt() && !was.equals(next) && !was.equals(was.toward(next))) {
            steps.add(new Step.NoteShape(table, was.toward(next)));
        }
    }

    /** To be done when nothing reads, and not earlier: readers of the views wait for what comes before. */
    private void parked(List<Step> steps) {
        boolean storesStay = !remade.contains(table.names().rows());
        if (storesStay && (readsAgain || mayPark)) {
            steps.add(new Step.ReadAgain(table));
        }
        // The load has what they did. Some may be from before the last rewrite, and look like those of after it.
        if (holdsParked && !storesStay) {
            steps.add(new Step.ForgetParked(table));
        }
    }

    private boolean isKept(TargetObject object, boolean interrupted) {
        if (evolution.isPresent() && object.kind() == ObjectKind.STORAGE) {
            return true;
        }
        // The history too: gaps would be filled from it with values that are no more.
        if (afresh && object.kind() == ObjectKind.STORAGE) {
            return false;
        }
        // A view keeps the types that the stores' columns had when it was made.
        if (object.kind() == ObjectKind.VIEW && (afresh || storesDiffer())) {
            return false;
        }
        return isSame(object) && !(interrupted && copy.isReading(object));
    }

    private void create(TargetObject object, List<Step> steps) {
        boolean rows = object.name().equals(table.names().rows());
        // A truncation would hide what is loaded, and gaps would wait for versions that went with the rows.
        if (rows
                && (observed.loaded().contains(table.target())
                        || observed.shapes().containsKey(table.target())
                        || exists(object.name()))) {
            steps.add(new Step.ForgetIncidents(table.target()));
            if (table.isRecording()) {
                steps.add(new Step.ForgetLosses(table.target()));
            }
        }
        // Else a plan that is cut off between this and the load would leave an empty table that counts as loaded.
        if (rows && observed.loaded().contains(table.target())) {
            steps.add(new Step.ForgetLoad(table.target()));
        }
        steps.add(
                object.kind() == ObjectKind.VIEW && exists(object.name())
                        ? new Step.ReplaceView(object)
                        : new Step.CreateObject(object, table.target()));
    }

    private Optional<Evolution.Actions> evolution() {
        TableShape was = observed.shapes().get(table.target());
        boolean there = copy.objects().stream()
                .allMatch(object -> object.kind() != ObjectKind.STORAGE || exists(object.name()));
        return there && was != null && !was.equals(table.shape())
                // A column that came for one of the same name and type may be defined alike.
                ? Evolution.between(was, table).filter(actions -> storesDiffer() || !actions.isEmpty())
                : Optional.empty();
    }

    private boolean storesDiffer() {
        return copy.objects().stream().anyMatch(object -> object.kind() == ObjectKind.STORAGE && !isSame(object));
    }

    private void evolve(Evolution.Actions actions, List<Step> steps) {
        List<TargetObject> stores = copy.objects().stream()
                .filter(object -> object.kind() == ObjectKind.STORAGE)
                .toList();
        for (TargetObject store : stores) {
            actions.drops().forEach(column -> steps.add(new Step.AlterStore(store.name(), column.drop(), why(column))));
        }
        if (!actions.drops().isEmpty() && !actions.isOnlyDrops()) {
            steps.add(new Step.NoteShape(table, actions.left().toward(table.shape())));
        }
        for (TargetObject store : stores) {
            List<String> own = store.name().equals(table.names().rows()) ? actions.rows() : actions.changes();
            own.forEach(action -> steps.add(new Step.AlterStore(store.name(), action, FOLLOWS)));
            if (isKeptAlike(store)) {
                steps.add(new Step.NoteDefinition(store));
            }
        }
    }

    private String why(KeptColumn dropped) {
        TableShape was = observed.shapes().get(table.target());
        boolean wasKept = was != null && was.kept().contains(dropped);
        if ((keeps || wasKept) && dropped.givesWayTo(table)) {
            return "it can't be kept: another column of the source has its name now";
        }
        return wasKept ? "dropped columns are not kept any more" : FOLLOWS;
    }

    private boolean exists(ObjectName name) {
        return observed.objects().containsKey(name);
    }

    private boolean isSame(TargetObject object) {
        // What is parked is for the reader that is there; it is no matter of how often that looks.
        return object.isTunedAlike(comment(object)) || holdsParked && isAlike(object);
    }

    private boolean isAlike(TargetObject object) {
        return object.isMadeAlike(comment(object));
    }

    private boolean isKeptAlike(TargetObject object) {
        return object.isKeptAlike(comment(object));
    }

    /** That of the object of this name that is there; empty if there is none. */
    private String comment(TargetObject object) {
        Observed.Existing existing = observed.objects().get(object.name());
        return existing == null ? "" : existing.comment();
    }
}
