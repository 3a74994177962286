/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.plan;

import dev.sluice.core.config.ChangeKind;
import dev.sluice.core.config.ChangePolicy;
import dev.sluice.core.target.ObjectKind;
import dev.sluice.core.target.ObjectName;
import dev.sluice.core.target.TableShape;
import dev.sluice.core.target.TargetNames;
import dev.sluice.core.target.TargetObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Copies whose tables are not replicated any more. Nothing may feed such a copy: should its table come back, changes would
 * be missing, so it has to begin anew then. What it holds stays for readers, unless the policy lets it go with its table.
 */
final class Departures {
    private final Desired desired;
    private final Observed observed;

    private Departures(Desired desired, Observed observed) {
        this.desired = desired;
        this.observed = observed;
    }

    /**
     * One such copy, as long as there is something to do about it.
     *
     * @param why as a clause
     * @param inSource whether its table is there, and only the configuration leaves it out
     * @param goes the objects to be dropped, in this order
     */
    record Departure(String target, String why, boolean inSource, List<Observed.Existing> goes) {}

    static Stream<Departure> of(Desired desired, Observed observed) {
        return new Departures(desired, observed).all();
    }

    /** The steps that take the feeding objects of all but the held copies away, or all of their objects. */
    static void plan(Desired desired, Observed observed, Set<String> held, List<Step> steps) {
        of(desired, observed).filter(one -> !held.contains(one.target())).forEach(one -> {
            TableShape shape = observed.shapes().get(one.target());
            if (shape == null || !shape.isInDoubt()) {
                steps.add(new Step.NoteDeparture(one.target(), one.why()));
            }
            one.goes().forEach(object -> steps.add(new Step.DropObject(object.name(), object.kind(), one.why())));
            if (one.goes().stream().anyMatch(object -> object.kind() == ObjectKind.STORAGE)) {
                Forgetting.of(one.target(), observed, steps);
            }
        });
    }

    private Stream<Departure> all() {
        Set<ObjectName> wanted = new HashSet<>();
        desired.copies().forEach(copy -> copy.objects().forEach(object -> wanted.add(object.name())));
        Map<String, List<Observed.Existing>> unwanted = new TreeMap<>();
        observed.existing().stream()
                .filter(object ->
                        TargetObject.isOwned(object.comment(), desired.names().pipeline()))
                .filter(object -> object.name().database().equals(TargetNames.OWN) && !wanted.contains(object.name()))
                .forEach(object -> unwanted.computeIfAbsent(TargetNames.targetOf(object.name()), _ -> new ArrayList<>())
                        .add(object));
        desired.tables().forEach(table -> unwanted.remove(table.target()));
        return unwanted.entrySet().stream()
                .map(entry -> departure(entry.getKey(), entry.getValue(), wanted))
                .filter(departure -> !departure.goes().isEmpty());
    }

    private Departure departure(String target, List<Observed.Existing> objects, Set<ObjectName> wanted) {
        boolean inSource = desired.present().containsKey(target);
        boolean whole = !inSource
                && (desired.policies().of(ChangeKind.DROPPED_TABLE) != ChangePolicy.KEEP
                        || neverLoaded(target, objects));
        List<Observed.Existing> goes = new ArrayList<>();
        objects.stream()
                .filter(object -> whole || object.kind() != ObjectKind.STORAGE)
                .forEach(goes::add);
        if (whole) {
            views(target, wanted).forEach(goes::add);
        }
        goes.sort(Comparator.comparingInt((Observed.Existing object) -> Planner.dropOrder(object.kind()))
                .thenComparing(object -> object.name().toString()));
        return new Departure(target, why(target, inSource), inSource, goes);
    }

    /** What was begun only is of no use to readers. One that is kept unfed is none of that, should the notes be lost. */
    private boolean neverLoaded(String target, List<Observed.Existing> objects) {
        return observed.objects().containsKey(TargetNames.LOADS)
                && !observed.loaded().contains(target)
                && objects.stream().noneMatch(object -> TargetNames.isStale(object.name()))
                && objects.stream().anyMatch(object -> object.kind() != ObjectKind.STORAGE);
    }

    private Stream<Observed.Existing> views(String target, Set<ObjectName> wanted) {
        return observed.existing().stream()
                .filter(object -> object.kind() == ObjectKind.VIEW
                        && TargetObject.isOwned(
                                object.comment(), desired.names().pipeline())
                        && !wanted.contains(object.name()))
                .filter(object -> object.name().toString().equals(target)
                        || object.name().toString().equals(target + "_history"));
    }

    private String why(String target, boolean inSource) {
        if (inSource) {
            return "the configuration leaves its table out";
        }
        TableShape shape = observed.shapes().get(target);
        Optional<String> renamed = shape == null || shape.isInDoubt()
                ? Optional.empty()
                : desired.present().entrySet().stream()
                        .filter(table -> table.getValue() == shape.relation().oid())
                        .map(Map.Entry::getKey)
                        .findFirst();
        return renamed.map(name -> "its table has another name now: that of " + name)
                .orElse("its table is gone from the source");
    }
}
