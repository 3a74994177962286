/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.wiring;

import dev.sluice.app.port.PlannedStep;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.Risk;
import dev.sluice.core.plan.Step;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** From the planner's steps to what the commands show. */
final class Steps {
    private Steps() {}

    static List<PlannedStep> shown(Plan plan) {
        return plan.steps().stream().map(Steps::shown).toList();
    }

    static PlannedStep shown(Step step) {
        return new PlannedStep(
                step.system().name().toLowerCase(Locale.ROOT),
                step.what(),
                step.why(),
                risk(step.risk()),
                step.command(),
                step.undo().isEmpty() ? null : step.undo());
    }

    private static @Nullable String risk(Risk risk) {
        return switch (risk) {
            case NONE -> null;
            case LOAD -> "reads the whole table once";
            case PAUSE -> "changes wait for a moment";
            case LOSES_DATA -> "what is dropped is gone; the source is not touched";
        };
    }
}
