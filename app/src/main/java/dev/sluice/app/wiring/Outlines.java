/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.wiring;

import dev.sluice.app.port.PlannedTable;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.Step;
import dev.sluice.core.plan.TableOutline;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** From what the compiler tells of the tables to what the commands show. */
final class Outlines {
    private Outlines() {}

    /** All tables; those that {@code plan} makes or changes are marked. */
    static List<PlannedTable> shown(List<TableOutline> outlines, Plan plan) {
        Set<String> changing = new HashSet<>();
        for (Step step : plan.steps()) {
            if (step instanceof Step.NoteShape note) {
                changing.add(note.table().target());
            } else if (step instanceof Step.LoadTable load) {
                changing.add(load.table().target());
            }
        }
        return outlines.stream()
                .map(outline -> shown(outline, changing.contains(outline.table().target())))
                .toList();
    }

    private static PlannedTable shown(TableOutline outline, boolean changes) {
        var table = outline.table();
        return new PlannedTable(
                table.source().toString(),
                table.target(),
                table.key(),
                table.historyDays().isPresent() ? table.historyDays().getAsInt() : null,
                changes,
                outline.columns().stream()
                        .map(column -> new PlannedTable.Column(
                                column.name(),
                                column.source(),
                                column.target(),
                                column.nullable(),
                                column.limit().isEmpty() ? null : column.limit()))
                        .toList(),
                outline.limits());
    }
}
