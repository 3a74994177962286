/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.plan;

import dev.sluice.core.capture.Published;
import dev.sluice.core.target.ObjectKind;
import dev.sluice.core.target.ObjectName;
import dev.sluice.core.target.TableShape;
import dev.sluice.core.target.TargetObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What exists of one pipeline at one moment, in all four systems.
 *
 * @param publication what the publications cover; empty if one of them is not there
 * @param slot whether the slot exists
 * @param topics the pipeline's topics that exist
 * @param groups the pipeline's consumer groups that exist
 * @param objects ClickHouse objects by name; a database has an empty object name
 * @param connector the connector's configuration; empty if there is no connector
 * @param shapes what the stores of each target ({@code database.table}) were made for
 * @param parked what is known of the parked events of each target
 * @param loaded the targets ({@code database.table}) whose initial load is complete
 */
public record Observed(
        Optional<Published> publication,
        boolean slot,
        Set<String> topics,
        Set<String> groups,
        Map<ObjectName, Existing> objects,
        Optional<Map<String, String>> connector,
        Set<String> loaded,
        Map<String, TableShape> shapes,
        Map<String, Parked> parked) {

    /** A ClickHouse object that exists. */
    public record Existing(ObjectName name, ObjectKind kind, String comment) {}

    /**
     * The parked events of one target.
     *
     * @param schemas the schemas of all
     * @param unknown the schemas of those that were parked since nobody knew them
     */
    public record Parked(Set<String> schemas, Set<String> unknown) {
        /** No event is parked. */
        static final Parked NONE = new Parked(Set.of(), Set.of());

        public Parked {
            schemas = Set.copyOf(schemas);
            unknown = Set.copyOf(unknown);
        }
    }

    /** What is known of the parked events of a target. */
    Parked parkedOf(String target) {
        return parked.getOrDefault(target, Parked.NONE);
    }

    /** What is there when these steps have taken away, renamed and replaced what they do. */
    Observed after(List<Step> steps) {
        Set<String> goneTopics = new HashSet<>();
        Set<String> goneGroups = new HashSet<>();
        Map<ObjectName, Existing> left = new HashMap<>(objects);
        Optional<Map<String, String>> connectorLeft = connector;
        for (Step step : steps) {
            if (step instanceof Step.DropObject drop) {
                left.remove(drop.name());
            } else if (step instanceof Step.RenameStore rename) {
                Existing store = Objects.requireNonNull(left.remove(rename.from()));
                left.put(rename.to(), new Existing(rename.to(), store.kind(), store.comment()));
            } else if (step instanceof Step.ReplaceView replace) {
                TargetObject view = replace.object();
                left.put(view.name(), new Existing(view.name(), view.kind(), view.comment()));
            } else if (step instanceof Step.DeleteTopic delete) {
                goneTopics.add(delete.name());
            } else if (step instanceof Step.DeleteGroup delete) {
                goneGroups.add(delete.name());
            } else if (step instanceof Step.DeleteConnector) {
                connectorLeft = Optional.empty();
            }
        }
        return new Observed(
                publication,
                slot,
                minus(topics, goneTopics),
                minus(groups, goneGroups),
                left,
                connectorLeft,
                loaded,
                shapes,
                parked);
    }

    private static Set<String> minus(Set<String> names, Set<String> gone) {
        Set<String> left = new HashSet<>(names);
        left.removeAll(gone);
        return left;
    }

    /** The existing objects, in no particular order. */
    public List<Existing> existing() {
        return List.copyOf(objects.values());
    }
}
