/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.view;

import dev.sluice.app.port.ApplyReport;
import dev.sluice.app.port.PlanReport;
import dev.sluice.app.port.PlannedStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A plan: every step with its reason and the exact statement. */
public final class PlanText {
    private PlanText() {}

    /**
     * What the tables will be that it makes or changes, then its steps; one sentence if there is nothing to do.
     *
     * @param allTables whether to tell of all tables
     */
    public static List<String> lines(PlanReport plan, Paint paint, boolean allTables) {
        List<String> lines = new ArrayList<>();
        plan.tables().stream()
                .filter(table -> allTables || table.changes())
                .forEach(table -> lines.addAll(TablesText.lines(table, paint)));
        if (!lines.isEmpty()) {
            lines.add(TablesText.legend(paint));
            lines.add("");
        }
        plan.leftOut().forEach(sentence -> lines.add(paint.warn("left out: ") + sentence));
        plan.waiting().forEach(sentence -> lines.add(paint.warn("waits: ") + sentence));
        if (plan.steps().isEmpty()) {
            lines.add("Nothing to do: pipeline " + plan.pipeline() + " is as its configuration says.");
            return lines;
        }
        int number = 0;
        for (PlannedStep step : plan.steps()) {
            number++;
            lines.add(paint.bold(number + ". " + step.system() + ": " + step.what())
                    + paint.dim("  because " + step.why()));
            step.statement().lines().forEach(line -> lines.add("     " + line));
            if (step.risk() != null) {
                lines.add(paint.warn("   risk: " + step.risk()));
            }
            lines.add(paint.dim("   undo: " + (step.undo() == null ? "not possible" : step.undo())));
            lines.add("");
        }
        lines.add(steps(plan.steps().size()) + " to do for pipeline " + plan.pipeline() + ".");
        return lines;
    }

    /** One line for a step that was done. */
    public static String done(PlannedStep step, Paint paint) {
        return paint.good("done") + "  " + step.system() + ": " + step.what();
    }

    /** The sentence after all steps were done. */
    public static List<String> applied(ApplyReport report) {
        if (report.done().isEmpty()) {
            return List.of("Nothing to do: pipeline " + report.pipeline() + " is as its configuration says.");
        }
        return List.of(String.format(
                Locale.ROOT,
                "%s done in %.1f s for pipeline %s.",
                steps(report.done().size()),
                report.seconds(),
                report.pipeline()));
    }

    /** The sentence after a pipeline was taken away. */
    public static List<String> destroyed(ApplyReport report) {
        if (report.done().isEmpty()) {
            return List.of("Nothing to do: there is nothing left of pipeline " + report.pipeline() + ".");
        }
        return List.of(String.format(
                Locale.ROOT,
                "Pipeline %s is gone: %s in %.1f s.",
                report.pipeline(),
                steps(report.done().size()),
                report.seconds()));
    }

    private static String steps(int count) {
        return count == 1 ? "1 step" : count + " steps";
    }
}
