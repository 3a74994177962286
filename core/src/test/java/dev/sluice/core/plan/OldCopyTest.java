/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.source.ReplicaIdentity;
import dev.sluice.core.source.SampleSource;
import dev.sluice.core.target.ObjectName;
import dev.sluice.core.target.StaleView;
import dev.sluice.core.target.TargetNames;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What readers see of a table that is loaded anew. */
class OldCopyTest {
    private static final Desired BEFORE = SamplePipeline.of(keyed("text").build());
    private static final Desired REWRITTEN =
            SamplePipeline.of(keyed("int8").rewritten().build());
    private static final Desired AGAIN = SamplePipeline.of(
            keyed("date").rewritten().column("w", "int8").rewritten().build());
    private static final TargetNames NAMES = BEFORE.tables().getFirst().names();

    private static SampleSource keyed(String type) {
        return SampleSource.table("s", "t").key("id", "int8").column("v", type);
    }

    private static ModelSystems built() {
        return ModelSystems.with(BEFORE);
    }

    private static List<Step> plan(Desired desired, ModelSystems systems) {
        return Planner.plan(desired, systems.observed()).steps();
    }

    private static boolean showsOldRows(ModelSystems systems) {
        return StaleView.isOne(
                Objects.requireNonNull(systems.objects.get(NAMES.live())).comment());
    }

    @Test
    void readersKeepItUntilTheLoadIsDone() {
        ModelSystems systems = built();
        List<Step> steps = plan(REWRITTEN, systems);
        int load = steps.indexOf(steps.stream()
                .filter(step -> step instanceof Step.LoadTable)
                .findFirst()
                .orElseThrow());
        systems.does(new Plan(steps.subList(0, load)));
        assertThat(showsOldRows(systems)).isTrue();
        assertThat(systems.objects).containsKeys(NAMES.stale(), NAMES.rows());
        systems.does(new Plan(steps.subList(load, steps.size())));
        assertThat(showsOldRows(systems)).isFalse();
        assertThat(systems.objects).doesNotContainKey(NAMES.stale());
    }

    /** Wherever it was cut off, and whatever has changed since, the next plan ends it, and never without rows for readers. */
    @Test
    void aPlanThatWasCutOffIsGoneOnWith() {
        for (Desired next : List.of(REWRITTEN, AGAIN)) {
            int steps = plan(REWRITTEN, built()).size();
            for (int done = 0; done <= steps; done++) {
                ModelSystems systems = built();
                systems.does(new Plan(plan(REWRITTEN, systems).subList(0, done)));
                for (Step step : plan(next, systems)) {
                    systems.does(new Plan(List.of(step)));
                    boolean whole = systems.filled.contains(NAMES.rows());
                    assertThat(whole || systems.objects.containsKey(NAMES.stale()))
                            .as("%s after %d steps", step.what(), done)
                            .isTrue();
                }
                assertThat(plan(next, systems)).as("after %d steps", done).isEmpty();
                assertThat(systems.objects).doesNotContainKey(NAMES.stale());
                assertThat(showsOldRows(systems)).isFalse();
            }
        }
    }

    @Test
    void rowsThatWereLeftBehindAreNotShownAgain() {
        ModelSystems systems = built();
        List<Step> steps = plan(REWRITTEN, systems);
        systems.does(new Plan(steps.subList(0, steps.size() - 1)));
        assertThat(systems.objects).containsKey(NAMES.stale());
        assertThat(showsOldRows(systems)).isFalse();
        assertThat(plan(AGAIN, systems).stream()
                        .filter(step -> step instanceof Step.RenameStore
                                || step instanceof Step.DropObject drop && TargetNames.isStale(drop.name()))
                        .map(Step::what))
                .containsExactly(
                        "drop table _sluice.stale.s.t",
                        "rename table _sluice.rows.s.t to _sluice.stale.s.t",
                        "drop table _sluice.stale.s.t");
    }

    @Test
    void whatWasNeverWholeIsNotKept() {
        ModelSystems systems = built();
        systems.loaded.clear();
        assertThat(plan(REWRITTEN, systems)).noneMatch(step -> step instanceof Step.RenameStore);
    }

    /** Its rows are added up with the help of notes that the new load changes. */
    @Test
    void rowsWithoutKeyAreNotKept() {
        SampleSource log = SampleSource.table("s", "log").column("v", "text").identity(ReplicaIdentity.FULL);
        SampleSource rewritten = SampleSource.table("s", "log")
                .column("v", "int8")
                .identity(ReplicaIdentity.FULL)
                .rewritten();
        ModelSystems systems = new ModelSystems();
        systems.does(Planner.plan(SamplePipeline.of(log.build()), systems.observed()));
        assertThat(plan(SamplePipeline.of(rewritten.build()), systems))
                .noneMatch(step -> step instanceof Step.RenameStore)
                .anyMatch(step -> step.what().equals("drop table _sluice.rows.s.log"));
    }

    @Test
    void destroyTakesItToo() {
        ModelSystems systems = built();
        List<Step> steps = plan(REWRITTEN, systems);
        systems.does(new Plan(steps.subList(0, steps.size() - 2)));
        systems.does(Planner.destroy(BEFORE.names(), systems.observed()));
        assertThat(systems.objects)
                .doesNotContainKey(new ObjectName(TargetNames.OWN, "stale.s.t"))
                .isEmpty();
    }
}
