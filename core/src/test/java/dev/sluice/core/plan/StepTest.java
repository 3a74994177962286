/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.capture.PipelineNames;
import dev.sluice.core.capture.Published;
import dev.sluice.core.plan.Step.SystemName;
import dev.sluice.core.source.TableId;
import dev.sluice.core.target.ObjectKind;
import dev.sluice.core.target.ObjectName;
import dev.sluice.core.topics.TopicSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class StepTest {
    private static final TreeSet<TableId> TABLES =
            new TreeSet<>(List.of(new TableId("s", "b\"c"), new TableId("s", "a")));

    @Test
    void commandsAreWhatTheSystemsAreSent() {
        assertThat(new Step.CreatePublication(new PipelineNames("p"), new Published(TABLES, new TreeSet<>())).command())
                .isEqualTo(
                        "DROP PUBLICATION IF EXISTS \"sluice_p\"; CREATE PUBLICATION \"sluice_p\" FOR TABLE \"s\".\"a\","
                                + " \"s\".\"b\"\"c\" WITH (publish_via_partition_root = true);"
                                + " DROP PUBLICATION IF EXISTS \"sluice_p-inserts\"; CREATE PUBLICATION \"sluice_p-inserts\""
                                + " WITH (publish = 'insert, truncate', publish_via_partition_root = true);"
                                + " DROP PUBLICATION IF EXISTS \"sluice_p,sluice_p-inserts\"; CREATE PUBLICATION"
                                + " \"sluice_p,sluice_p-inserts\" WITH (publish_via_partition_root = true)");
        assertThat(new Step.AlterPublication("p", new TreeSet<>(), true).command())
                .isEqualTo("DROP PUBLICATION IF EXISTS \"p\"; CREATE PUBLICATION \"p\" WITH (publish = 'insert,"
                        + " truncate', publish_via_partition_root = true)");
        assertThat(new Step.AlterPublication("p", TABLES, false).command())
                .isEqualTo("ALTER PUBLICATION \"p\" SET TABLE \"s\".\"a\", \"s\".\"b\"\"c\"");
        assertThat(new Step.CreateSlot("x").command())
                .isEqualTo("SELECT pg_create_logical_replication_slot('x', 'pgoutput')");
        assertThat(new Step.CreateTopic(new TopicSpec("t", 1, Map.of("b", "2", "a", "1"))).command())
                .isEqualTo("create topic t (partitions 1, a=1, b=2)");
        assertThat(new Step.CreateTopic(new TopicSpec("t", 1, Map.of())).command())
                .isEqualTo("create topic t (partitions 1)");
        assertThat(new Step.PutConnector("c", Map.of("b", "2", "a", "1"), "new").command())
                .isEqualTo("PUT /connectors/c/config\n  a=1\n  b=2");
        assertThat(new Step.DeleteConnector("c", "").command())
                .isEqualTo("PUT /connectors/c/stop, DELETE /connectors/c/offsets, DELETE /connectors/c");
        assertThat(new Step.DropObject(new ObjectName("d", "t"), ObjectKind.TOPIC_READER, "").command())
                .isEqualTo("DROP TABLE IF EXISTS `d`.`t` SYNC");
    }

    @Test
    void whatTakesDataAwaySaysSo() {
        ObjectName name = new ObjectName("d", "t");
        assertThat(new Step.DropSlot("x").risk()).isEqualTo(Risk.LOSES_DATA);
        assertThat(new Step.DeleteTopic("t", "").risk()).isEqualTo(Risk.LOSES_DATA);
        assertThat(new Step.DropObject(name, ObjectKind.STORAGE, "").risk()).isEqualTo(Risk.LOSES_DATA);
        assertThat(new Step.DropObject(name, ObjectKind.VIEW, "").risk()).isEqualTo(Risk.PAUSE);
        assertThat(new Step.CreateSlot("x").risk()).isEqualTo(Risk.NONE);
    }

    @Test
    void everyStepOfAPlanSaysWhereWhatWhyAndHow() {
        ModelSystems systems = new ModelSystems();
        Plan plan = Planner.plan(SamplePipeline.of(SamplePipeline.tables("s", "t", 1)), systems.observed());
        systems.does(plan);
        Plan destroy = Planner.destroy(new dev.sluice.core.capture.PipelineNames("shop"), systems.observed());
        for (Plan each : List.of(plan, destroy)) {
            assertThat(each.steps()).isNotEmpty().allSatisfy(step -> {
                assertThat(step.what()).isNotBlank();
                assertThat(step.why()).isNotBlank();
                assertThat(step.command()).isNotBlank();
            });
            assertThat(each.steps()).extracting(Step::system).contains(SystemName.values());
        }
        assertThat(plan.steps())
                .filteredOn(step -> step.undo().isEmpty())
                .allMatch(step -> step instanceof Step.LoadTable || step instanceof Step.NoteShape);
        assertThat(destroy.steps()).allMatch(step -> step.undo().isEmpty());
    }
}
