/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.plan;

import static dev.sluice.core.plan.ModelSystems.whats;
import static dev.sluice.core.plan.SamplePipeline.tables;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.capture.Published;
import dev.sluice.core.config.PipelineConfig.Retention;
import dev.sluice.core.source.SampleSource;
import dev.sluice.core.source.SourceTable;
import dev.sluice.core.target.ObjectName;
import dev.sluice.core.target.TargetNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final Desired ORDERS = SamplePipeline.of(SampleSource.orders());
    private static final TargetNames OF_ORDERS = ORDERS.tables().getFirst().names();

    private static ModelSystems built() {
        return ModelSystems.with(ORDERS);
    }

    private static List<String> plan(ModelSystems systems) {
        return whats(Planner.plan(ORDERS, systems.observed()));
    }

    @Test
    void fromNothing() {
        assertThat(plan(new ModelSystems()))
                .containsExactly(
                        "create publication sluice_shop",
                        "create replication slot sluice_shop",
                        "create topic shop.inventory.orders",
                        "create topic __debezium-heartbeat.shop",
                        "create topic shop.message",
                        "create database _sluice",
                        "create database inventory",
                        "create table _sluice.incidents",
                        "create view _sluice.parked",
                        "create view _sluice.truncations",
                        "create view _sluice.partial",
                        "create table _sluice.loads",
                        "create table _sluice.rereads",
                        "create table _sluice.shapes",
                        "create table _sluice.losses",
                        "create table _sluice.verifications",
                        "create table _sluice.rows.inventory.orders",
                        "create table _sluice.changes.inventory.orders",
                        "create view inventory.orders",
                        "create view inventory.orders_history",
                        "create table _sluice.events.inventory.orders",
                        "create view _sluice.to_rows.inventory.orders",
                        "create view _sluice.to_changes.inventory.orders",
                        "create view _sluice.to_incidents.inventory.orders",
                        "create table _sluice.load.inventory.orders",
                        "create view _sluice.parse_load.inventory.orders",
                        "create table _sluice.topic.inventory.orders",
                        "create view _sluice.read.inventory.orders",
                        "configure connector sluice-shop",
                        "note the columns of inventory.orders",
                        "load inventory.orders");
    }

    @Test
    void nothingToDoOnceEverythingIsThere() {
        assertThat(Planner.plan(ORDERS, built().observed()).isEmpty()).isTrue();
    }

    @Test
    void readersRestLongerOnceThereAreManyMoreTables() {
        ModelSystems systems = built();
        Map<String, String> before = comments(systems);

        systems.does(Planner.plan(withMore(3), systems.observed()));
        assertThat(comments(systems)).containsAllEntriesOf(before);

        Plan many = Planner.plan(withMore(12), systems.observed());
        assertThat(whats(many))
                .containsSubsequence(
                        "drop view _sluice.read.inventory.orders",
                        "drop table _sluice.topic.inventory.orders",
                        "create table _sluice.topic.inventory.orders",
                        "create view _sluice.read.inventory.orders")
                .noneMatch(what -> what.startsWith("load inventory.orders") || what.contains("rows.inventory.orders"));
        systems.does(many);
        assertThat(Planner.plan(withMore(12), systems.observed()).isEmpty()).isTrue();
    }

    @Test
    void aReaderStaysAsItIsWhileEventsOfItsTableAreParked() {
        ModelSystems systems = built();
        systems.unknownSchemas.put("inventory.orders", Set.of("0000000000000000"));
        assertThat(whats(Planner.plan(withMore(12), systems.observed())))
                .noneMatch(what -> what.contains("inventory.orders") && !what.startsWith("alter publication"));
    }

    private static Desired withMore(int tables) {
        return SamplePipeline.of(
                Stream.concat(Stream.of(SampleSource.orders()), Stream.of(tables("inventory", "t", tables)))
                        .toArray(SourceTable[]::new));
    }

    private static Map<String, String> comments(ModelSystems systems) {
        Map<String, String> comments = new HashMap<>();
        systems.objects.forEach((name, object) -> comments.put(name.toString(), object.comment()));
        return comments;
    }

    @Test
    void aTableThatIsGoneLeavesItsCopyToReaders() {
        ModelSystems systems = new ModelSystems();
        Desired more = SamplePipeline.of(SampleSource.orders(), tables("inventory", "t", 1)[0]);
        systems.does(Planner.plan(more, systems.observed()));
        assertThat(plan(systems))
                .containsExactly(
                        "note that inventory.t0 is not fed any more",
                        "drop view _sluice.parse_load.inventory.t0",
                        "drop view _sluice.read.inventory.t0",
                        "drop view _sluice.to_changes.inventory.t0",
                        "drop view _sluice.to_incidents.inventory.t0",
                        "drop view _sluice.to_rows.inventory.t0",
                        "drop table _sluice.topic.inventory.t0",
                        "drop table _sluice.events.inventory.t0",
                        "drop table _sluice.load.inventory.t0",
                        "change the tables of publication sluice_shop",
                        "delete consumer group sluice.shop.inventory.t0");
        systems.does(Planner.plan(ORDERS, systems.observed()));
        assertThat(plan(systems)).isEmpty();
        assertThat(systems.objects)
                .containsKeys(
                        new ObjectName("inventory", "t0"),
                        new ObjectName("inventory", "t0_history"),
                        new ObjectName("_sluice", "rows.inventory.t0"),
                        new ObjectName("_sluice", "changes.inventory.t0"));
        assertThat(whats(Planner.plan(more, systems.observed())))
                .startsWith("delete topic shop.inventory.t0")
                .contains("drop table _sluice.rows.inventory.t0", "load inventory.t0");
    }

    @Test
    void aTableThatComesBackStartsAfresh() {
        ModelSystems systems = built();
        systems.publication = Optional.of(Published.of(List.of(), List.of()));
        assertThat(plan(systems))
                .containsSubsequence(
                        "drop table _sluice.topic.inventory.orders",
                        "delete topic shop.inventory.orders",
                        "rename table _sluice.rows.inventory.orders to _sluice.stale.inventory.orders",
                        "change the tables of publication sluice_shop",
                        "forget truncations and gaps of inventory.orders",
                        "forget the load of inventory.orders",
                        "create table _sluice.rows.inventory.orders",
                        "load inventory.orders")
                .doesNotContain("delete connector sluice-shop");
    }

    @Test
    void aLostSlotMeansThatCopiesStartAfresh() {
        ModelSystems systems = built();
        systems.slot = false;
        List<String> plan = plan(systems);
        assertThat(plan)
                .startsWith(
                        "delete connector sluice-shop",
                        "drop view _sluice.read.inventory.orders",
                        "drop table _sluice.topic.inventory.orders",
                        "delete consumer group sluice.shop.inventory.orders",
                        "delete topic shop.inventory.orders",
                        "drop table _sluice.changes.inventory.orders",
                        "change table _sluice.rows.inventory.orders: delete rows",
                        "rename table _sluice.rows.inventory.orders to _sluice.stale.inventory.orders",
                        "replace view inventory.orders",
                        "create replication slot sluice_shop",
                        "create topic shop.inventory.orders",
                        "forget truncations and gaps of inventory.orders",
                        "forget the load of inventory.orders",
                        "create table _sluice.rows.inventory.orders")
                .endsWith(
                        "configure connector sluice-shop",
                        "load inventory.orders",
                        "replace view inventory.orders",
                        "drop table _sluice.stale.inventory.orders")
                .doesNotContain("drop view inventory.orders");
        assertThat(systems.does(Planner.plan(ORDERS, systems.observed())).slot).isTrue();
    }

    @Test
    void topicsThatWereMadeForUsAreTaken() {
        ModelSystems systems = new ModelSystems();
        systems.topics.add("shop.inventory.orders");
        assertThat(plan(systems)).noneMatch(what -> what.contains("topic shop.inventory.orders"));
    }

    @Test
    void aMissingTopic() {
        ModelSystems systems = built();
        systems.topics.remove("shop.inventory.orders");
        assertThat(plan(systems)).containsExactly("create topic shop.inventory.orders");
    }

    @Test
    void aViewOfUsersIsReplacedWithoutStoppingTheFlow() {
        ModelSystems systems = built();
        comment(systems, OF_ORDERS.live(), "live copy [sluice shop 0123456789abcdef]");
        assertThat(plan(systems)).containsExactly("replace view inventory.orders");
    }

    @Test
    void storageThatDiffersIsLoadedAgainAndNothingFlowsMeanwhile() {
        ModelSystems systems = built();
        comment(systems, OF_ORDERS.rows(), "current rows [sluice shop 0123456789abcdef]");
        assertThat(plan(systems))
                .containsExactly(
                        "drop view _sluice.read.inventory.orders",
                        "drop table _sluice.topic.inventory.orders",
                        "change table _sluice.rows.inventory.orders: delete rows",
                        "rename table _sluice.rows.inventory.orders to _sluice.stale.inventory.orders",
                        "replace view inventory.orders",
                        "forget truncations and gaps of inventory.orders",
                        "forget the load of inventory.orders",
                        "create table _sluice.rows.inventory.orders",
                        "replace view inventory.orders_history",
                        "empty consumer group sluice.shop.inventory.orders",
                        "create table _sluice.topic.inventory.orders",
                        "create view _sluice.read.inventory.orders",
                        "load inventory.orders",
                        "replace view inventory.orders",
                        "drop table _sluice.stale.inventory.orders");
    }

    @Test
    void anotherRetentionLeavesTheHistoryWhereItIs() {
        ModelSystems systems = new ModelSystems();
        assertThat(retain(systems, 30).steps()).isNotEmpty();
        Plan shorter = retain(systems, 7);
        assertThat(whats(shorter)).containsExactly("keep the rows of _sluice.changes.inventory.orders for 7 days");
        assertThat(shorter.steps().getFirst().risk()).isEqualTo(Risk.LOSES_DATA);
        Plan longer = retain(systems, 90);
        assertThat(whats(longer)).containsExactly("keep the rows of _sluice.changes.inventory.orders for 90 days");
        assertThat(longer.steps().getFirst().risk()).isEqualTo(Risk.NONE);
        assertThat(retain(systems, 90).steps()).isEmpty();
        Plan forEver = Planner.plan(ORDERS, systems.observed());
        assertThat(whats(forEver)).containsExactly("keep the rows of _sluice.changes.inventory.orders for ever");
        assertThat(forEver.steps().getFirst().command()).endsWith(", REMOVE TTL");
    }

    private static Plan retain(ModelSystems systems, int days) {
        Desired desired = SamplePipeline.of("shop", Optional.of(new Retention(days)), SampleSource.orders());
        Plan plan = Planner.plan(desired, systems.observed());
        systems.does(plan);
        return plan;
    }

    @Test
    void aFeedThatDiffersStopsTheFlowButLoadsNothing() {
        ModelSystems systems = built();
        systems.remove(OF_ORDERS.to("incidents"));
        assertThat(plan(systems))
                .containsExactly(
                        "drop view _sluice.read.inventory.orders",
                        "drop table _sluice.topic.inventory.orders",
                        "create view _sluice.to_incidents.inventory.orders",
                        "empty consumer group sluice.shop.inventory.orders",
                        "create table _sluice.topic.inventory.orders",
                        "create view _sluice.read.inventory.orders");
    }

    @Test
    void aConnectorThatDiffers() {
        ModelSystems systems = built();
        Map<String, String> config = new HashMap<>(systems.connector.orElseThrow());
        config.put("poll.interval.ms", "500");
        systems.connector = Optional.of(config);
        Plan plan = Planner.plan(ORDERS, systems.observed());
        assertThat(whats(plan)).containsExactly("configure connector sluice-shop");
        assertThat(plan.steps().getFirst().why()).isEqualTo("its configuration differs");
    }

    @Test
    void aTableThatIsNotLoaded() {
        ModelSystems systems = built();
        systems.loaded.clear();
        assertThat(plan(systems)).containsExactly("load inventory.orders");
    }

    @Test
    void aNewTableLeavesTheOthersAlone() {
        ModelSystems systems = built();
        Desired more = SamplePipeline.of(SampleSource.orders(), tables("inventory", "t", 1)[0]);
        assertThat(whats(Planner.plan(more, systems.observed())))
                .startsWith("change the tables of publication sluice_shop", "create topic shop.inventory.t0")
                .endsWith(
                        "create view _sluice.read.inventory.t0",
                        "note the columns of inventory.t0",
                        "load inventory.t0")
                .noneMatch(what -> what.startsWith("drop") || what.equals("load inventory.orders"));
    }

    private static void comment(ModelSystems systems, ObjectName name, String comment) {
        systems.objects.computeIfPresent(name, (unused, object) -> new Observed.Existing(name, object.kind(), comment));
    }
}
