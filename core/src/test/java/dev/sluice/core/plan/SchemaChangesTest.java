/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.config.ChangeKind;
import dev.sluice.core.config.ChangePolicies;
import dev.sluice.core.config.ChangePolicy;
import dev.sluice.core.source.SampleSource;
import dev.sluice.core.source.SourceTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaChangesTest {
    private static final SourceTable OTHER =
            SampleSource.table("s", "other").key("id", "int8").build();
    private static final SourceTable T =
            SampleSource.table("s", "t").key("id", "int8").column("v", "text").build();
    private static final SourceTable WIDER = SampleSource.table("s", "t")
            .key("id", "int8")
            .column("v", "text")
            .column("w", "text")
            .build();

    private static Desired asking(SourceTable[] tables, ChangeKind... kinds) {
        Map<ChangeKind, ChangePolicy> policies = new java.util.EnumMap<>(ChangeKind.class);
        Arrays.stream(kinds).forEach(kind -> policies.put(kind, ChangePolicy.ASK));
        return SamplePipeline.of(new ChangePolicies(policies), tables);
    }

    private static ModelSystems built(SourceTable... tables) {
        ModelSystems systems = new ModelSystems();
        return systems.does(Planner.plan(SamplePipeline.of(tables), systems.observed()));
    }

    private static List<String> waiting(Desired desired, ModelSystems systems) {
        return SchemaChanges.waiting(desired, systems.observed()).stream()
                .map(SchemaChange::waiting)
                .toList();
    }

    private static List<String> steps(Desired desired, ModelSystems systems) {
        return new ArrayList<>(Planner.plan(desired, systems.observed()).steps())
                .stream().map(Step::what).toList();
    }

    @Test
    void anAddedColumnWaitsAndIsLetInByHand() {
        ModelSystems systems = built(T);
        Desired desired = asking(new SourceTable[] {WIDER}, ChangeKind.ADDED_COLUMN);

        assertThat(waiting(desired, systems))
                .containsExactly(
                        "Column w of s.t was added, and that waits for `sluice apply` (changes.added_column: ask).");
        assertThat(steps(desired, systems)).isEmpty();
        assertThat(steps(desired.byHand(), systems))
                .contains("change table _sluice.rows.s.t: add column `w` Nullable(String)");
    }

    @Test
    void aNewTableWaitsUnpublished() {
        ModelSystems systems = built(T);
        Desired desired = asking(new SourceTable[] {T, OTHER}, ChangeKind.NEW_TABLE);

        assertThat(waiting(desired, systems))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("Table s.other is new, and that waits");
        assertThat(steps(desired, systems)).isEmpty();
        systems.does(Planner.plan(desired.byHand(), systems.observed()));
        assertThat(waiting(desired, systems)).isEmpty();
        assertThat(steps(desired, systems)).isEmpty();
    }

    @Test
    void aDroppedTableThatWaitsIsLeftAsItIs() {
        ModelSystems systems = built(T, OTHER);
        Desired desired = asking(new SourceTable[] {T}, ChangeKind.DROPPED_TABLE);

        assertThat(waiting(desired, systems)).hasSize(1);
        assertThat(steps(desired, systems)).containsExactly("change the tables of publication sluice_shop");
        assertThat(steps(desired.byHand(), systems))
                .contains(
                        "drop table _sluice.rows.s.other",
                        "drop view s.other",
                        "drop view s.other_history",
                        "forget truncations and gaps of s.other",
                        "forget the losses of s.other");
        systems.does(Planner.plan(desired.byHand(), systems.observed()));
        assertThat(steps(desired.byHand(), systems)).isEmpty();
    }

    /** Its events look as they did before. */
    @Test
    void nothingIsReadWhileTheChangeOfAKeyWaits() {
        ModelSystems systems = built(T);
        SourceTable keyed =
                SampleSource.table("s", "t").key("id", "int8").key("v", "text").build();
        Desired desired = asking(new SourceTable[] {keyed}, ChangeKind.CHANGED_KEY);

        assertThat(waiting(desired, systems)).isNotEmpty();
        assertThat(steps(desired, systems)).containsExactly("drop view _sluice.read.s.t");
    }

    @Test
    void aLostSlotWaitsAsAWhole() {
        ModelSystems systems = built(T, OTHER);
        systems.slot = false;
        Desired desired = asking(new SourceTable[] {T, OTHER}, ChangeKind.RELOAD);

        assertThat(waiting(desired, systems)).hasSize(2);
        assertThat(steps(desired, systems)).isEmpty();
        assertThat(steps(desired.byHand(), systems)).contains("create replication slot sluice_shop");
    }

    @Test
    void aPipelineThatIsNotThereAsksNothing() {
        Desired desired = asking(new SourceTable[] {T}, ChangeKind.NEW_TABLE, ChangeKind.RELOAD);

        assertThat(waiting(desired, new ModelSystems())).isEmpty();
    }
}
