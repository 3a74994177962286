/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.plan;

import dev.sluice.core.target.Evolution;
import dev.sluice.core.target.ObjectKind;
import dev.sluice.core.target.ObjectName;
import dev.sluice.core.target.TableShape;
import dev.sluice.core.target.TargetObject;
import dev.sluice.core.target.TargetTable;
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
    /** Whether anything at all is parked. */
    private final boolean holdsParked;
    /** Whether only a load brings what has changed: no event tells it, or no reader will ever take the event. */
    private final boolean afresh;

    private final Set<ObjectName> remade = new HashSet<>();

    CopyPlanner(Copy copy, Observed observed) {
        this.copy = copy;
        this.table = copy.table();
        this.observed = observed;
        Observed.Parked parked = observed.parkedOf(table.target());
        // Also if a plan that was cut off has taken it away already.
        boolean readerChanges =
                copy.objects().stream().anyMatch(object -> object.kind() == ObjectKind.TOPIC_READER && !isSame(object));
        TableShape was = observed.shapes().get(table.target());
        this.afresh = was != null
                        && (was.isInDoubt()
                                || table.shape().isRewriteOf(was)
                                || !table.relation().partitionsAreToldSince(was.relation()))
                || readerChanges && parked.unknown().stream().anyMatch(schema -> !schema.equals(table.schemaId()));
        this.holdsParked = !parked.schemas().isEmpty();
        this.readsAgain = parked.unknown().contains(table.schemaId())
                || readerChanges && parked.schemas().contains(table.schemaId());
        this.evolution = afresh ? Optional.empty() : evolution();
    }

    /** Adds the steps; returns the names of those objects that are created by them. */
    Set<ObjectName> plan(List<Step> steps) {
        boolean interrupted = readsAgain
                || afresh
                || copy.objects().stream().anyMatch(object -> object.kind() != ObjectKind.VIEW && !isSame(object));
        for (TargetObject object : copy.objects().reversed()) {
            if (isKept(object, interrupted)) {
                continue;
            }
            remade.add(object.name());
            if (exists(object.name()) && object.kind() != ObjectKind.VIEW) {
                steps.add(new Step.DropObject(object.name(), object.kind(), "its definition has changed"));
            }
        }
        evolution.ifPresent(actions -> evolve(actions, steps));
        for (TargetObject object : copy.objects()) {
            if (object.kind() == ObjectKind.TOPIC_READER) {
                parked(steps);
            }
            if (remade.contains(object.name())) {
                create(object, steps);
            }
        }
        return remade;
    }

    /** To be done when nothing reads, and not earlier: readers of the views wait for what comes before. */
    private void parked(List<Step> steps) {
        boolean storesStay = !remade.contains(table.names().rows());
        if (readsAgain) {
            steps.add(new Step.ReadAgain(table, storesStay));
        }
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
                        : new Step.CreateObject(object));
    }

    private Optional<Evolution.Actions> evolution() {
        TableShape was = observed.shapes().get(table.target());
        boolean there = copy.objects().stream()
                .allMatch(object -> object.kind() != ObjectKind.STORAGE || exists(object.name()));
        return storesDiffer() && there && was != null && !was.equals(table.shape())
                ? Evolution.between(was, table)
                : Optional.empty();
    }

    private boolean storesDiffer() {
        return copy.objects().stream().anyMatch(object -> object.kind() == ObjectKind.STORAGE && !isSame(object));
    }

    private void evolve(Evolution.Actions actions, List<Step> steps) {
        for (TargetObject store : copy.objects()) {
            if (store.kind() == ObjectKind.STORAGE) {
                List<String> own = store.name().equals(table.names().rows()) ? actions.rows() : actions.changes();
                own.forEach(action -> steps.add(new Step.AlterStore(store.name(), action, FOLLOWS)));
                steps.add(new Step.NoteDefinition(store));
            }
        }
    }

    private boolean exists(ObjectName name) {
        return observed.objects().containsKey(name);
    }

    private boolean isSame(TargetObject object) {
        Observed.Existing existing = observed.objects().get(object.name());
        return existing != null && existing.comment().equals(object.comment());
    }
}
