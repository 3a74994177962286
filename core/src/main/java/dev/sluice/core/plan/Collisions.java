/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.plan;

import dev.sluice.core.problem.Problem;
import dev.sluice.core.source.TableId;
import dev.sluice.core.target.ObjectName;
import dev.sluice.core.target.TargetTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names that two tables would both need. */
final class Collisions {
    private final List<Problem> problems = new ArrayList<>();

    private Collisions() {}

    static List<Problem> among(List<TargetTable> tables) {
        Collisions collisions = new Collisions();
        Map<ObjectName, TableId> views = new HashMap<>();
        Map<String, TableId> topics = new HashMap<>();
        for (TargetTable table : tables) {
            for (ObjectName view : List.of(table.names().live(), table.names().history())) {
                collisions.refuse(
                        views.put(view, table.source()),
                        table.source(),
                        "ClickHouse view " + view,
                        "Map one of their schemas to another database with databases:, or leave one out.");
            }
            // Kafka takes a dot and an underscore for the same, and refuses the second topic.
            collisions.refuse(
                    topics.put(table.topic().replace('.', '_'), table.source()),
                    table.source(),
                    "topic " + table.topic(),
                    "Rename one of the tables, or leave one out.");
        }
        return collisions.problems;
    }

    private void refuse(@Nullable TableId first, TableId second, String what, String next) {
        if (first != null) {
            problems.add(Problem.user(
                    "name-collision", "the tables " + first + " and " + second + " would both need the " + what, next));
        }
    }
}
