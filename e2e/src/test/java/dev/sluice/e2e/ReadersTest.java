/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.topics.KafkaTopics;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Readers of topics that go, and what takes their place. */
@ExtendWith(Engines.Shared.class)
class ReadersTest {
    private final Engines engines;

    ReadersTest(Engines engines) {
        this.engines = engines;
    }

    /** ClickHouse doesn't say that it leaves, so the next reader would wait for six seconds. */
    @Test
    void whatIsLeftOfAReaderIsMadeToLeaveItsGroup() throws Exception {
        try (Scenario still = Scenario.still(engines, "readers", "CREATE TABLE t (id int PRIMARY KEY)")) {
            still.source().run("INSERT INTO t VALUES (1)");
            still.assertEqual();
            TargetTable table = still.table("t");
            KafkaTopics kafka = still.control().systems().kafka();
            assertThat(members(kafka, table)).isEqualTo(1);

            String reader = table.names().topic().quoted();
            still.clickhouse().execute("DETACH TABLE " + reader);
            kafka.emptyGroup(table.group());
            assertThat(members(kafka, table)).isZero();
            kafka.emptyGroup(table.group());
            kafka.emptyGroup("sluice.readers.nothing");

            still.source().run("INSERT INTO t VALUES (2)");
            still.clickhouse().execute("ATTACH TABLE " + reader);
            still.assertEqual();
        }
    }

    @Test
    void statusSaysWhyAReaderGetsNoFurther() throws Exception {
        CommandsInProcess sluice = CommandsInProcess.over(engines, "stuck", "");
        try (Scenario scenario = Scenario.live(engines, "stuck", "CREATE TABLE t (id int PRIMARY KEY)")) {
            String events = scenario.table("t").names().events().quoted();
            scenario.clickhouse()
                    .execute(
                            "CREATE MATERIALIZED VIEW stuck.thorn ENGINE = Null AS SELECT throwIf(true, 'a thorn') AS x FROM "
                                    + events);
            scenario.source().run("INSERT INTO t VALUES (1)");
            await().atMost(Scenario.LONG)
                    .untilAsserted(() -> assertThat(
                                    sluice.json(0, "status").get("warnings").toString())
                            .contains("ClickHouse can't take in the events of stuck.t and tries again: ")
                            .contains("a thorn"));
            scenario.clickhouse().execute("DROP TABLE stuck.thorn SYNC");
            scenario.assertEqual();
            assertThat(sluice.json(0, "status").get("warnings").toString()).doesNotContain("tries again");
        }
    }

    private static int members(KafkaTopics kafka, TargetTable table) {
        KafkaTopics.Group group = kafka.describeGroups(List.of(table.group())).get(table.group());
        return group == null ? 0 : group.members();
    }
}
