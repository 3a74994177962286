/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.plan;

import static dev.sluice.core.plan.ModelSystems.whats;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.source.SampleSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final Plan PLAN = Planner.plan(
            SamplePipeline.of(SampleSource.orders(), SampleSource.readings()), new ModelSystems().observed());

    @Test
    void stepsThatGoTogetherKeepTheirOrder() {
        assertThat(PLAN.together().stream().flatMap(List::stream)).containsExactlyElementsOf(PLAN.steps());
    }

    @Test
    void topicsNotesLoadsAndTheObjectsOfCopiesGoTogetherAndValvesAfterThem() {
        List<List<String>> several = PLAN.together().stream()
                .filter(steps -> steps.size() > 1)
                .map(steps -> whats(new Plan(steps)))
                .toList();
        assertThat(several).hasSize(5);
        assertThat(several.get(0)).allMatch(what -> what.startsWith("create topic "));
        assertThat(several.get(1))
                .startsWith("create table _sluice.rows.inventory.orders")
                .endsWith("create table _sluice.topic.inventory.readings")
                .doesNotContain("create table _sluice.incidents");
        assertThat(several.get(2))
                .containsExactly(
                        "create view _sluice.read.inventory.orders", "create view _sluice.read.inventory.readings");
        assertThat(several.get(3)).allMatch(what -> what.startsWith("note the columns of "));
        assertThat(several.get(4)).containsExactly("load inventory.orders", "load inventory.readings");
    }

    @Test
    void objectsOfAllPipelinesComeOneAfterTheOther() {
        assertThat(PLAN.together().stream()
                        .filter(steps -> steps.getFirst() instanceof Step.CreateObject create
                                && create.copy().isEmpty()))
                .hasSizeGreaterThan(5)
                .allMatch(steps -> steps.size() == 1);
    }
}
