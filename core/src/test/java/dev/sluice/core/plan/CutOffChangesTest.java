/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.source.SampleSource;
import dev.sluice.core.target.ObjectName;
import dev.sluice.core.target.TargetNames;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A change of columns whose plan is cut off anywhere, and what the source has by the time of the next plan. */
class CutOffChangesTest {
    /** What the source's table may be; the stores follow from the first to each of the others, but for the key's, in place. */
    enum Columns {
        FIRST(SampleSource.table("s", "t").key("id", "int8").column("v", "int4")),
        RENAMED(SampleSource.table("s", "t").key("id", "int8").column("w", "int4")),
        MORE(SampleSource.table("s", "t")
                .key("id", "int8")
                .column("v", "int4")
                .added("c", SampleSource.type("int4"), false, "5")),
        MORE_SINCE(SampleSource.table("s", "t")
                .key("id", "int8")
                .column("v", "int4")
                .dropped()
                .added("c", SampleSource.type("int4"), false, "7")),
        LESS(SampleSource.table("s", "t").key("id", "int8")),
        OTHER_KEY(SampleSource.table("s", "t").key("id", "int8").key("v", "int4"));

        private final Desired desired;

        Columns(SampleSource table) {
            this.desired = SamplePipeline.of(table.build());
        }
    }

    private static final TargetNames NAMES =
            Columns.FIRST.desired.tables().getFirst().names();
    private static final Set<ObjectName> STORES = Set.of(NAMES.rows(), NAMES.changes());

    @ParameterizedTest
    @EnumSource
    void theNextPlanTrustsNoStoreThatIsBetween(Columns first) {
        int steps = plan(first, ModelSystems.with(Columns.FIRST.desired)).size();
        for (int done = 0; done <= steps; done++) {
            for (Columns next : Columns.values()) {
                ModelSystems systems = ModelSystems.with(Columns.FIRST.desired);
                List<Step> begun = plan(first, systems).subList(0, done);
                systems.does(new Plan(begun));
                boolean between = begun.stream().anyMatch(CutOffChangesTest::touchesStore) && !isNoted(first, systems);
                List<Step> rest = plan(next, systems);
                if (between && next != first) {
                    assertThat(rest)
                            .as("%s, cut off after %s, then %s", first, begun.getLast(), next)
                            .anyMatch(step -> step.what().equals("create table " + NAMES.rows()))
                            .anyMatch(step -> step instanceof Step.LoadTable);
                }
                if (next == first && first != Columns.OTHER_KEY) {
                    assertThat(rest)
                            .as("%s, cut off after %d steps", first, done)
                            .noneMatch(step -> step instanceof Step.LoadTable);
                }
                systems.does(new Plan(rest));
                assertThat(plan(next, systems)).isEmpty();
                assertThat(systems.filled).contains(NAMES.rows());
            }
        }
    }

    /** Not even if the plan that was to make it anew is cut off as well. */
    @ParameterizedTest
    @EnumSource(names = {"RENAMED", "LESS"})
    void norDoesTheOneAfterThat(Columns first) {
        List<Step> begun = plan(first, ModelSystems.with(Columns.FIRST.desired));
        int altered = 1
                + begun.indexOf(begun.stream()
                        .filter(CutOffChangesTest::touchesStore)
                        .findFirst()
                        .orElseThrow());
        for (Columns second : List.of(Columns.FIRST, Columns.MORE)) {
            for (int done = 1; ; done++) {
                ModelSystems systems = ModelSystems.with(Columns.FIRST.desired);
                systems.does(new Plan(begun.subList(0, altered)));
                List<Step> again = plan(second, systems);
                systems.does(new Plan(again.subList(0, done)));
                if (isNoted(second, systems)) {
                    break;
                }
                for (Columns third : Columns.values()) {
                    assertThat(plan(third, systems))
                            .as("%s, then %s, cut off after %d steps, then %s", first, second, done, third)
                            .anyMatch(step -> step.what().equals("create table " + NAMES.rows()))
                            .anyMatch(step -> step instanceof Step.LoadTable);
                }
            }
        }
    }

    private static List<Step> plan(Columns columns, ModelSystems systems) {
        return Planner.plan(columns.desired, systems.observed()).steps();
    }

    private static boolean touchesStore(Step step) {
        return step instanceof Step.AlterStore alter && STORES.contains(alter.store())
                || step instanceof Step.DropObject drop && STORES.contains(drop.name())
                || step instanceof Step.RenameStore;
    }

    private static boolean isNoted(Columns columns, ModelSystems systems) {
        return columns.desired.tables().getFirst().shape().equals(systems.shapes.get("s.t"));
    }
}
