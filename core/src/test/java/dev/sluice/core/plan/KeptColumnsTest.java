/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.config.ChangeKind;
import dev.sluice.core.config.ChangePolicies;
import dev.sluice.core.config.ChangePolicy;
import dev.sluice.core.source.SampleSource;
import dev.sluice.core.target.KeptColumn;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a plan does about columns that were dropped in the source and stay in the copy. */
class KeptColumnsTest {
    private static final Desired BEFORE = desired(ChangePolicy.KEEP, table().column("v", "text"));
    private static final Desired DROPPED = desired(ChangePolicy.KEEP, table().dropped());
    private static final Desired AGAIN =
            desired(ChangePolicy.KEEP, table().dropped().column("v", "text"));

    private static SampleSource table() {
        return SampleSource.table("s", "t").key("id", "int8").notNull("n", SampleSource.type("int4"));
    }

    private static Desired desired(ChangePolicy policy, SampleSource table) {
        return SamplePipeline.of(new ChangePolicies(Map.of(ChangeKind.DROPPED_COLUMN, policy)), table.build());
    }

    private static ModelSystems after(Desired... states) {
        ModelSystems systems = new ModelSystems();
        for (Desired state : states) {
            systems.does(Planner.plan(state, systems.observed()));
            assertThat(Planner.plan(state, systems.observed()).steps()).isEmpty();
        }
        return systems;
    }

    private static List<String> kept(ModelSystems systems) {
        return Objects.requireNonNull(systems.shapes.get("s.t")).kept().stream()
                .map(KeptColumn::name)
                .toList();
    }

    private static List<String> whats(Plan plan) {
        return plan.steps().stream().map(Step::what).toList();
    }

    @Test
    void aDroppedColumnStaysAndNothingIsLeftToDo() {
        ModelSystems systems = after(BEFORE);
        Plan plan = Planner.plan(DROPPED, systems.observed());

        assertThat(whats(plan))
                .contains("create view _sluice.to_rows.s.t", "replace view s.t_history", "note the columns of s.t")
                .noneMatch(what -> what.contains("drop column") || what.startsWith("load"));
        assertThat(plan.steps())
                .filteredOn(step -> step.what().equals("create view _sluice.to_rows.s.t"))
                .first()
                .extracting(Step::command)
                .asString()
                .contains("CAST(NULL, 'Nullable(String)') AS `v`");
        assertThat(kept(after(BEFORE, DROPPED))).containsExactly("v");
    }

    @Test
    void oneThatRefusedNullAcceptsIt() {
        Desired dropped = desired(
                ChangePolicy.KEEP,
                SampleSource.table("s", "t").key("id", "int8").dropped().column("v", "text"));

        assertThat(whats(Planner.plan(dropped, after(BEFORE).observed())))
                .contains("change table _sluice.rows.s.t: modify column `n` Nullable(Int32)", "replace view s.t")
                .noneMatch(what -> what.contains("drop column"));
    }

    /** The stores are defined alike with the one or the other. */
    @Test
    void aKeptColumnGivesWayToAnotherOfItsName() {
        Plan plan = Planner.plan(AGAIN, after(BEFORE, DROPPED).observed());

        assertThat(whats(plan))
                .containsSubsequence(
                        "drop view _sluice.read.s.t",
                        "change table _sluice.rows.s.t: drop column `v`",
                        "change table _sluice.changes.s.t: drop column `v`",
                        "note the columns of s.t, which are changing",
                        "change table _sluice.rows.s.t: add column `v` Nullable(String)",
                        "change table _sluice.changes.s.t: add column `v` Nullable(String)",
                        "create view _sluice.read.s.t",
                        "note the columns of s.t")
                .noneMatch(what -> what.startsWith("load"));
        assertThat(plan.steps())
                .filteredOn(step -> step.what().contains("drop column"))
                .allSatisfy(step -> {
                    assertThat(step.why()).isEqualTo("it can't be kept: another column of the source has its name now");
                    assertThat(step.risk()).isEqualTo(Risk.LOSES_DATA);
                });
        assertThat(kept(after(BEFORE, DROPPED, AGAIN))).isEmpty();
    }

    /** What was dropped is noted, so a column of that name which has come since isn't dropped by the next plan. */
    @Test
    void aPlanThatWasCutOffIsGoneOnWith() {
        int steps =
                Planner.plan(AGAIN, after(BEFORE, DROPPED).observed()).steps().size();
        for (int done = 0; done <= steps; done++) {
            ModelSystems systems = after(BEFORE, DROPPED);
            systems.unknownSchemas.put(
                    "s.t", new TreeSet<>(List.of(AGAIN.tables().getFirst().schemaId())));
            List<String> whats = whats(Planner.plan(AGAIN, systems.observed()));
            systems.does(
                    new Plan(Planner.plan(AGAIN, systems.observed()).steps().subList(0, done)));
            boolean added = whats.subList(0, done).stream().anyMatch(what -> what.contains("add column"));
            Plan rest = Planner.plan(AGAIN, systems.observed());
            if (added) {
                assertThat(whats(rest)).noneMatch(what -> what.contains("drop column"));
            }
            systems.does(rest);
            assertThat(Planner.plan(AGAIN, systems.observed()).steps())
                    .as("after %d steps", done)
                    .isEmpty();
            assertThat(systems.unknownSchemas.get("s.t")).isEmpty();
        }
    }

    @Test
    void anotherColumnOfTheSameNameAndTypeAtOnceIsLoaded() {
        assertThat(whats(Planner.plan(AGAIN, after(BEFORE).observed())))
                .contains("rename table _sluice.rows.s.t to _sluice.stale.s.t", "load s.t");
    }

    @Test
    void aNewLoadKeepsNothing() {
        Desired rewritten =
                desired(ChangePolicy.KEEP, table().dropped().column("w", "text").rewritten());

        assertThat(kept(after(BEFORE, DROPPED, rewritten))).isEmpty();
        assertThat(kept(after(BEFORE, rewritten))).isEmpty();
        ModelSystems systems = after(BEFORE, DROPPED);
        systems.slot = false;
        systems.does(Planner.plan(DROPPED, systems.observed()));
        assertThat(kept(systems)).isEmpty();
    }

    @Test
    void anotherFileIsNoNewLoad() {
        assertThat(kept(after(
                        BEFORE,
                        DROPPED,
                        desired(ChangePolicy.KEEP, table().dropped().rewritten()))))
                .containsExactly("v");
    }

    @Test
    void underApplyTheyGo() {
        Desired applied = desired(ChangePolicy.APPLY, table().dropped());
        Plan plan = Planner.plan(applied, after(BEFORE, DROPPED).observed());

        assertThat(plan.steps())
                .filteredOn(step -> step.what().equals("change table _sluice.rows.s.t: drop column `v`"))
                .first()
                .extracting(Step::why)
                .isEqualTo("dropped columns are not kept any more");
        assertThat(kept(after(BEFORE, DROPPED, applied))).isEmpty();
    }

    @Test
    void underAskTheyWaitToGo() {
        Desired asking = desired(ChangePolicy.ASK, table().dropped());
        ModelSystems systems = after(BEFORE, DROPPED);

        assertThat(SchemaChanges.waiting(asking, systems.observed()))
                .extracting(SchemaChange::what)
                .containsExactly("Column v of s.t was dropped");
        assertThat(Planner.plan(asking, systems.observed()).steps()).isEmpty();
        assertThat(whats(Planner.plan(asking.byHand(), systems.observed())))
                .contains("change table _sluice.rows.s.t: drop column `v`");
    }
}
