/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

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

    private static int members(KafkaTopics kafka, TargetTable table) {
        KafkaTopics.Group group = kafka.describeGroups(List.of(table.group())).get(table.group());
        return group == null ? 0 : group.members();
    }
}
