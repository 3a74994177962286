/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.plan;

import dev.sluice.core.capture.PipelineNames;
import dev.sluice.core.capture.Published;
import dev.sluice.core.config.ChangeKind;
import dev.sluice.core.config.ChangePolicy;
import dev.sluice.core.source.TableId;
import dev.sluice.core.target.ObjectKind;
import dev.sluice.core.target.ObjectName;
import dev.sluice.core.target.TargetNames;
import dev.sluice.core.target.TargetObject;
import dev.sluice.core.target.TargetTable;
import dev.sluice.core.topics.TopicSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares what should exist with what does. Pure: the same input gives the same plan. */
public final class Planner {
    private static final String GOES = "the pipeline goes";
    private static final String GAP = "changes were missed, so the copy starts afresh";

    private Planner() {}

    /**
     * The steps from {@code observed} to {@code desired}. The publication comes before the slot, because decoding looks
     * the publication up as it was at each position of the WAL; the slot before the connector and the load, so that no
     * change can fall between them; the loads last, since the stream runs beside them.
     */
    public static Plan plan(Desired desired, Observed observed) {
        return plan(desired, observed, SchemaChanges.waiting(desired, observed));
    }

    /**
     * Leaves the copies alone whose changes wait. Only where an event doesn't show by itself whether it is from before the
     * change or after, nothing is read.
     */
    static Plan plan(Desired desired, Observed observed, List<SchemaChange> waiting) {
        Set<String> held = waiting.stream().map(SchemaChange::target).collect(Collectors.toSet());
        if (!held.isEmpty() && (!observed.slot() || observed.publication().isEmpty())) {
            // All copies have missed changes; with a new slot, those that wait would not show it any more.
            return new Plan(List.of());
        }
        Desired free = desired.without(held);
        List<Step> steps = startAfresh(free, observed);
        Departures.plan(desired, observed, held, steps);
        for (TargetTable table : desired.tables()) {
            ObjectName read = table.names().read();
            if (observed.objects().containsKey(read)
                    && waiting.stream()
                            .anyMatch(change -> change.kind() == ChangeKind.CHANGED_KEY
                                    && change.target().equals(table.target()))) {
                steps.add(new Step.DropObject(read, ObjectKind.MATERIALIZED_VIEW, "the change of its key waits"));
            }
        }
        steps.addAll(steps(free, published(desired, observed, held), observed.after(steps)));
        groups(desired, observed, held, steps);
        return new Plan(steps);
    }

    /** What the publications have to cover; a table that is held stays as it is there. */
    private static Published published(Desired desired, Observed observed, Set<String> held) {
        Published there = observed.publication().orElse(Published.NOTHING);
        Set<TableId> changes = new TreeSet<>();
        Set<TableId> inserts = new TreeSet<>();
        for (TargetTable table : desired.tables()) {
            TableId source = table.source();
            boolean stays = held.contains(table.target());
            if (stays ? there.changes().contains(source) : !table.isInsertsOnly()) {
                changes.add(source);
            }
            if (stays ? there.inserts().contains(source) : table.isInsertsOnly()) {
                inserts.add(source);
            }
        }
        return Published.of(changes, inserts);
    }

    /** Of copies that are not fed any more; a held one may still need its group. */
    private static void groups(Desired desired, Observed observed, Set<String> held, List<Step> steps) {
        Set<String> left = new TreeSet<>(observed.after(steps).groups());
        desired.tables().forEach(table -> left.remove(table.group()));
        boolean departureWaits = !desired.tables().stream()
                .map(TargetTable::target)
                .collect(Collectors.toSet())
                .containsAll(held);
        if (!departureWaits) {
            left.forEach(group -> steps.add(new Step.DeleteGroup(group, "nothing reads its topic any more")));
        }
    }

    /**
     * Takes away the copies that missed changes: all of them without the slot, else those of tables that the publication
     * did not cover, and those whose tables had left the pipeline and are back. Their rows, and their events that are still
     * in a topic, would outrank the new load; without the slot the connector would ask for a place in the WAL that is gone.
     * All that goes before slot or publication are mended, so that a plan which is cut off leaves them as they are and
     * starts here again. A topic without any sign of a copy may be one that somebody made for us, and stays.
     */
    private static List<Step> startAfresh(Desired desired, Observed observed) {
        List<Step> steps = new ArrayList<>();
        boolean connectorGoes = !observed.slot() && observed.connector().isPresent();
        if (connectorGoes) {
            steps.add(new Step.DeleteConnector(desired.names().connector(), GAP));
        }
        for (Copy copy : desired.copies()) {
            TargetTable table = copy.table();
            boolean departed = observed.shapes().containsKey(table.target())
                    && observed.shapes().get(table.target()).isInDoubt()
                    && !observed.objects().containsKey(table.names().topic());
            boolean covered = !departed
                    && observed.slot()
                    && observed.publication()
                            .filter(there -> there.covers(table.source(), table.isInsertsOnly()))
                            .isPresent();
            boolean fed = connectorGoes
                    || departed
                    || observed.groups().contains(table.group())
                    || copy.objects().stream()
                            .anyMatch(object -> observed.objects().containsKey(object.name()));
            if (!covered && fed) {
                clear(copy, observed, steps);
            }
        }
        return steps;
    }

    private static void clear(Copy copy, Observed observed, List<Step> steps) {
        TargetTable table = copy.table();
        OldCopy old = new OldCopy(copy, observed);
        for (TargetObject object : copy.objects().reversed()) {
            boolean goes = object.kind() == ObjectKind.STORAGE || copy.isReading(object);
            boolean aside = object.name().equals(table.names().rows()) && old.setAside(steps);
            if (goes && !aside && observed.objects().containsKey(object.name())) {
                steps.add(new Step.DropObject(object.name(), object.kind(), GAP));
            }
            if (object.kind() == ObjectKind.TOPIC_READER) {
                if (observed.groups().contains(table.group())) {
                    steps.add(new Step.DeleteGroup(table.group(), GAP));
                }
                if (observed.topics().contains(table.topic())) {
                    steps.add(new Step.DeleteTopic(table.topic(), GAP));
                }
            }
        }
    }

    private static List<Step> steps(Desired desired, Published published, Observed observed) {
        PipelineNames names = desired.names();
        List<Step> steps = new ArrayList<>();
        publications(names, published, observed, steps);
        if (!observed.slot()) {
            steps.add(new Step.CreateSlot(names.slot()));
        }
        for (TopicSpec topic : desired.topics()) {
            if (!observed.topics().contains(topic.name())) {
                steps.add(new Step.CreateTopic(topic));
            }
        }
        Set<ObjectName> remade = new HashSet<>();
        for (TargetObject object : desired.shared()) {
            if (!observed.objects().containsKey(object.name())) {
                steps.add(new Step.CreateObject(object));
            }
        }
        boolean keeps = desired.policies().of(ChangeKind.DROPPED_COLUMN) == ChangePolicy.KEEP;
        List<TargetTable> tables = new ArrayList<>();
        // Readers take the processors from whoever makes the next copy: a thousand of them a whole one.
        List<Step> valves = new ArrayList<>();
        List<Step> last = new ArrayList<>();
        for (Copy copy : desired.copies()) {
            CopyPlanner planner = CopyPlanner.of(copy, observed, keeps);
            remade.addAll(planner.plan(steps, valves, last));
            tables.add(planner.table());
        }
        steps.addAll(valves);
        connector(desired, observed, steps);
        loads(tables, observed, remade, steps);
        steps.addAll(last);
        return steps;
    }

    /**
     * What the stores are made for is noted before the load: if the source's columns change while that is under way, the next
     * plan tells from it whether the stores, and the rows that they have by then, can follow in place.
     */
    private static void loads(List<TargetTable> tables, Observed observed, Set<ObjectName> remade, List<Step> steps) {
        for (TargetTable table : tables) {
            if (!table.shape().equals(observed.shapes().get(table.target()))) {
                steps.add(new Step.NoteShape(table));
            }
        }
        List<TargetTable> loads = tables.stream()
                .filter(table -> !observed.loaded().contains(table.target())
                        || remade.contains(table.names().rows()))
                .toList();
        loads.forEach(table -> steps.add(new Step.LoadTable(table)));
        loads.stream()
                .filter(table -> !observed.parkedOf(table.target()).unknown().isEmpty())
                .forEach(table -> steps.add(new Step.CloseParked(table)));
    }

    private static void publications(PipelineNames names, Published published, Observed observed, List<Step> steps) {
        if (observed.publication().isEmpty()) {
            steps.add(new Step.CreatePublication(names, published));
            return;
        }
        Published there = observed.publication().get();
        if (!there.changes().equals(published.changes())) {
            steps.add(new Step.AlterPublication(names.publication(), published.changes(), false));
        }
        if (!there.inserts().equals(published.inserts())) {
            steps.add(new Step.AlterPublication(names.insertsPublication(), published.inserts(), true));
        }
    }

    private static void connector(Desired desired, Observed observed, List<Step> steps) {
        String name = desired.names().connector();
        if (observed.connector().isEmpty()) {
            steps.add(new Step.PutConnector(name, desired.connector(), "reads the WAL into the topics"));
        } else if (!observed.connector().get().equals(desired.connector())) {
            steps.add(new Step.PutConnector(name, desired.connector(), "its configuration differs"));
        }
    }

    /**
     * Takes everything away that belongs to the pipeline: first what makes events flow, then what keeps them, the
     * source's slot and publication last. Databases and shared tables go with the last pipeline that uses them.
     */
    public static Plan destroy(PipelineNames names, Observed observed) {
        List<Step> steps = new ArrayList<>();
        if (observed.connector().isPresent()) {
            steps.add(new Step.DeleteConnector(names.connector(), GOES));
        }
        List<Observed.Existing> goes = observed.existing().stream()
                .filter(object -> TargetObject.isOwned(object.comment(), names.pipeline()))
                .sorted(Comparator.comparing((Observed.Existing object) -> dropOrder(object.kind()))
                        .thenComparing(object -> object.name().toString()))
                .collect(Collectors.toCollection(ArrayList::new));
        List<Step> forgets = forgets(observed, goes);
        List<Observed.Existing> orphans = orphans(observed, goes);
        goes.addAll(orphans);
        goes.forEach(object -> steps.add(new Step.DropObject(object.name(), object.kind(), GOES)));
        if (orphans.stream().noneMatch(object -> object.name().equals(TargetNames.LOSSES))) {
            steps.addAll(forgets);
        }
        new TreeSet<>(observed.groups()).forEach(group -> steps.add(new Step.DeleteGroup(group, GOES)));
        new TreeSet<>(observed.topics()).forEach(topic -> steps.add(new Step.DeleteTopic(topic, GOES)));
        if (observed.slot()) {
            steps.add(new Step.DropSlot(names.slot()));
        }
        if (observed.publication().isPresent()) {
            steps.add(new Step.DropPublication(names));
        }
        return new Plan(steps);
    }

    /** What is noted of these copies beside the notes of other pipelines. */
    private static List<Step> forgets(Observed observed, List<Observed.Existing> goes) {
        List<Step> steps = new ArrayList<>();
        goes.stream()
                .filter(object -> object.kind() == ObjectKind.STORAGE)
                .map(object -> TargetNames.targetOf(object.name()))
                .distinct()
                .forEach(target -> Forgetting.of(target, observed, steps));
        return steps;
    }

    /** Shared tables if no pipeline is left in their database, and our databases that nothing else is in. */
    private static List<Observed.Existing> orphans(Observed observed, List<Observed.Existing> goes) {
        List<Observed.Existing> shared = observed.existing().stream()
                .filter(object -> TargetObject.isOwned(object.comment(), TargetObject.SHARED))
                .sorted(Comparator.comparing(object -> object.name().toString()))
                .toList();
        Set<Observed.Existing> gone = new HashSet<>(goes);
        List<Observed.Existing> tables = shared.stream()
                .filter(object -> object.kind() != ObjectKind.DATABASE)
                .toList();
        boolean lastPipeline = observed.existing().stream()
                .noneMatch(object -> !gone.contains(object)
                        && !shared.contains(object)
                        && object.comment().contains(TargetObject.MARK));
        List<Observed.Existing> result = new ArrayList<>();
        if (lastPipeline) {
            result.addAll(tables);
            gone.addAll(tables);
        }
        for (Observed.Existing database : shared) {
            boolean empty = observed.existing().stream()
                    .filter(object -> object.kind() != ObjectKind.DATABASE)
                    .filter(object ->
                            object.name().database().equals(database.name().database()))
                    .allMatch(gone::contains);
            if (database.kind() == ObjectKind.DATABASE && empty) {
                result.add(database);
            }
        }
        return result;
    }

    static int dropOrder(ObjectKind kind) {
        return switch (kind) {
            case MATERIALIZED_VIEW -> 0;
            case TOPIC_READER -> 1;
            case VIEW -> 2;
            case CHANNEL -> 3;
            case STORAGE -> 4;
            case DATABASE -> 5;
        };
    }
}
