/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.plan;

import dev.sluice.core.capture.PipelineNames;
import dev.sluice.core.source.TableId;
import dev.sluice.core.target.ObjectKind;
import dev.sluice.core.target.ObjectName;
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
    private Planner() {}

    /**
     * The steps from {@code observed} to {@code desired}. The publication comes before the slot, because decoding looks
     * the publication up as it was at each position of the WAL; the slot before the connector and the load, so that no
     * change can fall between them; the loads last, since the stream runs beside them.
     */
    public static Plan plan(Desired desired, Observed observed) {
        PipelineNames names = desired.names();
        List<Step> steps = new ArrayList<>();
        TreeSet<TableId> tables =
                desired.tables().stream().map(TargetTable::source).collect(Collectors.toCollection(TreeSet::new));
        if (observed.publication().isEmpty()) {
            steps.add(new Step.CreatePublication(names.publication(), tables));
        } else if (!observed.publication().get().equals(tables)) {
            steps.add(new Step.AlterPublication(names.publication(), tables));
        }
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
        for (Copy copy : desired.copies()) {
            // Without the slot, changes were lost: the copy starts anew, or its old rows would outrank the new load's.
            boolean afresh = !observed.slot();
            remade.addAll(copy(copy, observed, afresh, steps));
        }
        connector(desired, observed, steps);
        for (TargetTable table : desired.tables()) {
            if (!observed.loaded().contains(table.names().live().toString())
                    || remade.contains(table.names().rows())) {
                steps.add(new Step.LoadTable(table));
            }
        }
        return new Plan(steps);
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
     * Adds the steps for one table's objects; returns the names of those that are created by them. If anything on the
     * events' way changes, the topic's reader goes first and comes back last: its group's offsets outlive it, so
     * nothing is lost meanwhile.
     */
    private static Set<ObjectName> copy(Copy copy, Observed observed, boolean afresh, List<Step> steps) {
        List<TargetObject> objects = copy.objects();
        boolean interrupted = objects.stream()
                .anyMatch(object -> object.kind() != ObjectKind.VIEW && !same(object, observed, afresh));
        Set<ObjectName> remade = new HashSet<>();
        for (TargetObject object : objects.reversed()) {
            boolean flow = object.kind() == ObjectKind.TOPIC_READER
                    || object.name().equals(copy.table().names().parse());
            boolean replace = !same(object, observed, afresh) || interrupted && flow;
            if (replace) {
                remade.add(object.name());
                if (observed.objects().containsKey(object.name())) {
                    steps.add(new Step.DropObject(object.name(), object.kind(), "its definition has changed"));
                }
            }
        }
        for (TargetObject object : objects) {
            if (remade.contains(object.name())) {
                steps.add(new Step.CreateObject(object));
            }
        }
        return remade;
    }

    private static boolean same(TargetObject object, Observed observed, boolean afresh) {
        Observed.Existing existing = observed.objects().get(object.name());
        return existing != null
                && existing.comment().equals(object.comment())
                && !(afresh && object.kind() == ObjectKind.STORAGE);
    }

    /**
     * Takes everything away that belongs to the pipeline: first what makes events flow, then what keeps them, the
     * source's slot and publication last. Databases and shared tables go with the last pipeline that uses them.
     */
    public static Plan destroy(PipelineNames names, Observed observed) {
        List<Step> steps = new ArrayList<>();
        if (observed.connector().isPresent()) {
            steps.add(new Step.DeleteConnector(names.connector()));
        }
        List<Observed.Existing> goes = observed.existing().stream()
                .filter(object -> TargetObject.isOwned(object.comment(), names.pipeline()))
                .sorted(Comparator.comparing((Observed.Existing object) -> dropOrder(object.kind()))
                        .thenComparing(object -> object.name().toString()))
                .collect(Collectors.toCollection(ArrayList::new));
        goes.addAll(orphans(observed, goes));
        goes.forEach(object -> steps.add(new Step.DropObject(object.name(), object.kind(), "the pipeline goes")));
        new TreeSet<>(observed.groups()).forEach(group -> steps.add(new Step.DeleteGroup(group)));
        new TreeSet<>(observed.topics()).forEach(topic -> steps.add(new Step.DeleteTopic(topic)));
        if (observed.slot()) {
            steps.add(new Step.DropSlot(names.slot()));
        }
        if (observed.publication().isPresent()) {
            steps.add(new Step.DropPublication(names.publication()));
        }
        return new Plan(steps);
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

    private static int dropOrder(ObjectKind kind) {
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
