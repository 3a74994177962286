/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.plan;

import dev.sluice.core.target.TargetNames;
import java.util.ArrayList;
import java.util.List;

/** What has to be done, in this order. */
public record Plan(List<Step> steps) {
    public Plan {
        steps = List.copyOf(steps);
    }

    /** Whether everything is as desired. */
    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /**
     * The steps in their order, each with those right behind it that are of its kind and may be done at the same time: topics,
     * notes of shapes, loads, and objects of copies, of which those of one copy keep their order, and what lets events flow comes
     * after all others.
     */
    public List<List<Step>> together() {
        List<List<Step>> together = new ArrayList<>();
        for (Step step : steps) {
            if (together.isEmpty() || !mayGoTogether(together.getLast().getFirst(), step)) {
                together.add(new ArrayList<>());
            }
            together.getLast().add(step);
        }
        return together;
    }

    private static boolean mayGoTogether(Step one, Step other) {
        return one.getClass() == other.getClass()
                && mayGoWithItsKind(one)
                && mayGoWithItsKind(other)
                && isValve(one) == isValve(other);
    }

    private static boolean isValve(Step step) {
        return step instanceof Step.CreateObject create
                && TargetNames.isValve(create.object().name());
    }

    private static boolean mayGoWithItsKind(Step step) {
        return switch (step) {
            case Step.CreateTopic _, Step.NoteShape _, Step.LoadTable _ -> true;
            case Step.CreateObject create -> !create.copy().isEmpty();
            default -> false;
        };
    }
}
