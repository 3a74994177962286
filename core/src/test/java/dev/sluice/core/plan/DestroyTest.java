/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.plan;

import static dev.sluice.core.plan.ModelSystems.whats;
import static dev.sluice.core.plan.SamplePipeline.tables;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.capture.PipelineNames;
import dev.sluice.core.config.PipelineConfig.Retention;
import dev.sluice.core.source.SampleSource;
import dev.sluice.core.target.ObjectKind;
import dev.sluice.core.target.ObjectName;
import dev.sluice.core.target.TargetObject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a destroy takes away, and what it leaves. */
class DestroyTest {
    private static final Desired ORDERS = SamplePipeline.of(SampleSource.orders());
    private static final PipelineNames SHOP = new PipelineNames("shop");

    private static ModelSystems built() {
        return ModelSystems.with(ORDERS);
    }

    @Test
    void destroyStopsTheFlowFirstAndFreesTheSourceLast() {
        List<String> plan = whats(Planner.destroy(SHOP, built().observed()));
        assertThat(plan)
                .startsWith("delete connector sluice-shop")
                .containsSubsequence(
                        "drop view _sluice.read.inventory.orders", "drop view _sluice.to_rows.inventory.orders")
                .endsWith(
                        "drop database _sluice",
                        "drop database inventory",
                        "delete consumer group sluice.shop.inventory.orders",
                        "delete topic __debezium-heartbeat.shop",
                        "delete topic shop.inventory.orders",
                        "delete topic shop.message",
                        "drop replication slot sluice_shop",
                        "drop publication sluice_shop")
                .containsSubsequence(
                        "drop table _sluice.topic.inventory.orders",
                        "drop view inventory.orders",
                        "drop table _sluice.events.inventory.orders",
                        "drop table _sluice.rows.inventory.orders",
                        "drop table _sluice.incidents");
        assertThat(Planner.destroy(SHOP, new ModelSystems().observed()).isEmpty())
                .isTrue();
    }

    @Test
    void sharedTablesGoWithTheLastPipelineOnly() {
        Desired other = SamplePipeline.of("other", Optional.of(new Retention(1)), tables("elsewhere", "t", 1));
        ModelSystems both = new ModelSystems();
        both.does(Planner.plan(other, both.observed()));
        // The other pipeline has its own slot, topics and connector; only ClickHouse is common to both.
        ModelSystems ours = new ModelSystems();
        ours.objects.putAll(both.objects);
        ours.does(Planner.plan(ORDERS, ours.observed()));

        Plan destroy = Planner.destroy(SHOP, ours.observed());
        ours.does(destroy);

        assertThat(ours.objects).containsExactlyInAnyOrderEntriesOf(both.objects);
        // Else they would be those of a copy that is made again under its name.
        assertThat(whats(destroy))
                .containsSubsequence(
                        "drop table _sluice.rows.inventory.orders", "forget the losses of inventory.orders");
        assertThat(ours.loaded).isEmpty();
        ours.does(Planner.destroy(new PipelineNames("other"), ours.observed()));
        assertThat(ours.objects).isEmpty();
    }

    @Test
    void aForeignTableKeepsOurDatabase() {
        ModelSystems systems = built();
        ObjectName foreign = new ObjectName("inventory", "mine");
        systems.objects.put(foreign, new Observed.Existing(foreign, ObjectKind.STORAGE, ""));

        systems.does(Planner.destroy(SHOP, systems.observed()));

        assertThat(systems.objects).containsOnlyKeys(foreign, new ObjectName("inventory", ""));
    }

    @Test
    void aDatabaseThatWasThereBeforeStays() {
        ModelSystems systems = new ModelSystems();
        ObjectName database = new ObjectName("inventory", "");
        systems.objects.put(database, new Observed.Existing(database, ObjectKind.DATABASE, "mine"));
        systems.does(Planner.plan(ORDERS, systems.observed()));

        systems.does(Planner.destroy(SHOP, systems.observed()));

        assertThat(systems.objects).containsOnlyKeys(database);
    }

    @Test
    void pipelinesWhoseNamesBeginAlikeAreTwo() {
        assertThat(TargetObject.isOwned("x [sluice shop 0123]", "shop")).isTrue();
        assertThat(TargetObject.isOwned("x [sluice shop2 0123]", "shop")).isFalse();
        assertThat(TargetObject.isOwned("x [sluice shop 0123]", TargetObject.SHARED))
                .isFalse();
    }
}
