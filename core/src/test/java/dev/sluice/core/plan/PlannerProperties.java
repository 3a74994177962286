/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.capture.PipelineNames;
import dev.sluice.core.config.PipelineConfig.Retention;
import dev.sluice.core.target.ObjectName;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** From any state that half-done plans and strangers may leave, one plan leads to what is desired. */
class PlannerProperties {
    private static final int TRIES = 200;

    /** What may happen to the systems behind the planner's back. */
    enum Mishap {
        SLOT_LOST,
        PUBLICATION_LOST,
        CONNECTOR_LOST,
        CONNECTOR_CHANGED,
        TOPIC_LOST,
        OBJECT_LOST,
        OBJECT_CHANGED,
        LOADS_FORGOTTEN
    }

    @Property(tries = TRIES)
    void onePlanIsEnoughWhateverHappened(
            @ForAll @IntRange(min = 1, max = 3) int before,
            @ForAll @IntRange(min = 1, max = 3) int after,
            @ForAll boolean history,
            @ForAll @Size(max = 6) List<Mishap> mishaps,
            @ForAll long seed) {
        ModelSystems systems = new ModelSystems();
        systems.does(Planner.plan(desired(before, Optional.empty()), systems.observed()));
        Random random = new Random(seed);
        mishaps.forEach(mishap -> happens(mishap, systems, random));
        Desired desired = desired(after, history ? Optional.of(new Retention(30)) : Optional.empty());

        systems.does(Planner.plan(desired, systems.observed()));

        assertThat(Planner.plan(desired, systems.observed()).steps()).isEmpty();
        assertThat(systems.filled)
                .containsAll(desired.tables().stream()
                        .map(table -> table.names().rows())
                        .toList());
    }

    @Property(tries = TRIES)
    void aPlanThatWasCutOffIsGoneOnWith(@ForAll @IntRange(max = 60) int done, @ForAll boolean slotLost) {
        Desired desired = desired(2, Optional.empty());
        ModelSystems systems = new ModelSystems();
        if (slotLost) {
            systems.does(Planner.plan(desired, systems.observed()));
            systems.slot = false;
        }
        List<Step> steps = Planner.plan(desired, systems.observed()).steps();
        systems.does(new Plan(steps.subList(0, Math.min(done, steps.size()))));

        systems.does(Planner.plan(desired, systems.observed()));

        assertThat(Planner.plan(desired, systems.observed()).steps()).isEmpty();
        assertThat(systems.filled)
                .containsAll(desired.tables().stream()
                        .map(table -> table.names().rows())
                        .toList());
    }

    @Property(tries = TRIES)
    void destroyLeavesNothing(
            @ForAll @IntRange(min = 1, max = 3) int tables,
            @ForAll @Size(max = 6) List<Mishap> mishaps,
            @ForAll long seed) {
        ModelSystems systems = new ModelSystems();
        systems.does(Planner.plan(desired(tables, Optional.empty()), systems.observed()));
        Random random = new Random(seed);
        mishaps.forEach(mishap -> happens(mishap, systems, random));

        systems.does(Planner.destroy(new PipelineNames("shop"), systems.observed()));

        assertThat(systems.observed())
                .isEqualTo(new Observed(
                        Optional.empty(),
                        false,
                        Set.of(),
                        Set.of(),
                        Map.of(),
                        Optional.empty(),
                        Set.of(),
                        Map.of(),
                        Map.of()));
    }

    private static Desired desired(int tables, Optional<Retention> history) {
        return SamplePipeline.of("shop", history, SamplePipeline.tables("s", "t", tables));
    }

    private static void happens(Mishap mishap, ModelSystems systems, Random random) {
        switch (mishap) {
            case SLOT_LOST -> systems.slot = false;
            case PUBLICATION_LOST -> systems.publication = Optional.empty();
            case CONNECTOR_LOST -> systems.connector = Optional.empty();
            case CONNECTOR_CHANGED -> systems.connector = Optional.of(Map.of());
            case TOPIC_LOST ->
                systems.topics.stream()
                        .skip(random.nextInt(systems.topics.size() + 1))
                        .findFirst()
                        .ifPresent(systems.topics::remove);
            case OBJECT_LOST -> some(systems, random).ifPresent(systems::remove);
            case OBJECT_CHANGED ->
                some(systems, random)
                        .filter(name ->
                                name.database().equals("s") && !name.name().isEmpty())
                        .ifPresent(name -> systems.objects.computeIfPresent(
                                name,
                                (unused, object) -> new Observed.Existing(
                                        name, object.kind(), object.comment().replace("]", "0]"))));
            case LOADS_FORGOTTEN -> systems.loaded.clear();
        }
    }

    private static Optional<ObjectName> some(ModelSystems systems, Random random) {
        return systems.objects.keySet().stream()
                .sorted(Comparator.comparing(ObjectName::toString))
                .skip(random.nextInt(systems.objects.size() + 1))
                .findFirst();
    }
}
