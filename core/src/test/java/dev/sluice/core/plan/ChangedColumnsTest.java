/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.plan;

import static dev.sluice.core.plan.ModelSystems.whats;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.source.SampleSource;
import dev.sluice.core.source.SourceTable;
import dev.sluice.core.target.TargetNames;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A table whose columns have changed, and the events of other columns that are parked. */
class ChangedColumnsTest {
    private static final Desired ORDERS = SamplePipeline.of(SampleSource.orders());
    private static final TargetNames OF_ORDERS = ORDERS.tables().getFirst().names();

    private static ModelSystems built() {
        return ModelSystems.with(ORDERS);
    }

    private static List<String> plan(ModelSystems systems) {
        return whats(Planner.plan(ORDERS, systems.observed()));
    }

    @Test
    void aColumnMoreKeepsRowsAndHistory() {
        ModelSystems systems = built();
        Desired more = SamplePipeline.of(ordersWithWeight());
        Plan plan = Planner.plan(more, systems.observed());
        assertThat(whats(plan))
                .startsWith(
                        "note the columns of inventory.orders, which are changing",
                        "drop view _sluice.read.inventory.orders",
                        "drop table _sluice.topic.inventory.orders")
                .containsSubsequence(
                        "change table _sluice.rows.inventory.orders: add column `weight` Nullable(Int32)",
                        "note the definition of _sluice.rows.inventory.orders",
                        "change table _sluice.changes.inventory.orders: add column `weight` Nullable(Int32)",
                        "replace view inventory.orders",
                        "replace view inventory.orders_history",
                        "create table _sluice.topic.inventory.orders",
                        "create view _sluice.read.inventory.orders",
                        "note the columns of inventory.orders")
                .noneMatch(what -> what.startsWith("drop table _sluice.rows") || what.startsWith("load"));
        systems.does(plan);
        assertThat(Planner.plan(more, systems.observed()).isEmpty()).isTrue();
    }

    @Test
    void eventsThatWaitedForTheirSchemaAreReadAgain() {
        ModelSystems systems = built();
        Desired more = SamplePipeline.of(ordersWithWeight());
        systems.unknownSchemas.put("inventory.orders", new TreeSet<>(List.of(schema(more))));
        Plan plan = Planner.plan(more, systems.observed());
        assertThat(whats(plan))
                .containsSubsequence(
                        "drop table _sluice.topic.inventory.orders",
                        "read parked events of shop.inventory.orders again",
                        "create table _sluice.topic.inventory.orders");
    }

    @Test
    void eventsThatAreParkedUntilTheReaderIsGoneAreReadAgain() {
        Desired more = SamplePipeline.of(ordersWithWeight());
        assertThat(whats(Planner.plan(more, built().observed())))
                .as("nothing is parked yet")
                .containsSubsequence(
                        "drop view _sluice.read.inventory.orders",
                        "drop table _sluice.topic.inventory.orders",
                        "read parked events of shop.inventory.orders again",
                        "create table _sluice.topic.inventory.orders");
        assertThat(plan(new ModelSystems())).as("no reader").noneMatch(what -> what.startsWith("read parked events"));
    }

    /** They may be from between two changes, and look like those of after the second: what they did is in the load. */
    @Test
    void eventsThatWaitedForStoresThatAreMadeAnewAreNotReadAgain() {
        ModelSystems systems = built();
        Desired more = SamplePipeline.of(ordersWithWeight());
        systems.unknownSchemas.put("inventory.orders", new TreeSet<>(List.of(schema(more), "0123456789abcdef")));
        assertThat(whats(Planner.plan(more, systems.observed())))
                .contains("create table _sluice.rows.inventory.orders", "load inventory.orders")
                .noneMatch(what -> what.startsWith("read parked events"));
    }

    @Test
    void whatWasParkedForStoresThatAreMadeAnewIsForgotten() {
        ModelSystems systems = built();
        Desired more = SamplePipeline.of(ordersWithWeight());
        systems.unknownSchemas.put("inventory.orders", new TreeSet<>(List.of("0123456789abcdef")));
        assertThat(whats(Planner.plan(more, systems.observed())))
                .containsSubsequence(
                        "create table _sluice.rows.inventory.orders",
                        "forget the parked events of shop.inventory.orders",
                        "create table _sluice.topic.inventory.orders");
        assertThat(whats(Planner.plan(more, waiting(more).observed())))
                .as("stores that stay")
                .noneMatch(what -> what.startsWith("forget the parked events"));
    }

    @Test
    void aChangeThatWasCutOffIsGoneOnWith() {
        Desired more = SamplePipeline.of(ordersWithWeight());
        int steps = Planner.plan(more, waiting(more).observed()).steps().size();
        for (int done = 0; done <= steps; done++) {
            ModelSystems systems = waiting(more);
            Plan plan = Planner.plan(more, systems.observed());
            systems.does(new Plan(plan.steps().subList(0, done)));
            systems.does(Planner.plan(more, systems.observed()));
            assertThat(systems.unknownSchemas.get("inventory.orders"))
                    .as("parked after %d steps", done)
                    .isEmpty();
            assertThat(Planner.plan(more, systems.observed()).isEmpty())
                    .as("after %d steps", done)
                    .isTrue();
            assertThat(systems.filled).contains(OF_ORDERS.rows());
        }
    }

    private static ModelSystems waiting(Desired more) {
        ModelSystems systems = built();
        systems.unknownSchemas.put("inventory.orders", new TreeSet<>(List.of(schema(more))));
        return systems;
    }

    @Test
    void eventsOfASchemaInBetweenMeanANewLoad() {
        ModelSystems systems = built();
        Desired more = SamplePipeline.of(ordersWithWeight());
        systems.unknownSchemas.put("inventory.orders", new TreeSet<>(List.of("0123456789abcdef")));
        Plan plan = Planner.plan(more, systems.observed());
        assertThat(whats(plan))
                .contains("rename table _sluice.rows.inventory.orders to _sluice.stale.inventory.orders")
                .containsSubsequence("load inventory.orders", "close parked events of shop.inventory.orders");
        systems.does(plan);
        assertThat(Planner.plan(more, systems.observed()).isEmpty()).isTrue();
    }

    @Test
    void eventsOfAStrangeSchemaStayParkedWhileNothingChanges() {
        ModelSystems systems = built();
        systems.unknownSchemas.put("inventory.orders", new TreeSet<>(List.of("0123456789abcdef")));
        assertThat(plan(systems)).isEmpty();
    }

    private static SourceTable ordersWithWeight() {
        return SampleSource.table("inventory", "orders")
                .key("id", "int4")
                .notNull("order_date", SampleSource.type("date"))
                .notNull("price", SampleSource.numeric(10, 2))
                .column("note", "text")
                .column("created_at", "timestamp")
                .column("weight", "int4")
                .build();
    }

    private static String schema(Desired desired) {
        return desired.tables().getFirst().schemaId();
    }
}
