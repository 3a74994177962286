/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.runtime.target.ClickHouse;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How long changes are kept may be said anew at any time: what is there stays, as far as it is young enough. */
@ExtendWith(Engines.Shared.class)
class RetentionTest {
    private static final String NAME = "retention";
    private static final String CHANGES = "_sluice.`changes.retention.t`";

    private final Engines engines;

    RetentionTest(Engines engines) {
        this.engines = engines;
    }

    @Test
    void anotherRetentionKeepsTheHistory() throws Exception {
        Source source = Scenario.schema(
                engines,
                NAME,
                "CREATE TABLE t (id int PRIMARY KEY, v text)",
                "INSERT INTO t SELECT i, 'loaded' FROM generate_series(1, 10) i");
        CommandsInProcess sluice = CommandsInProcess.over(engines, NAME, "history: 36500d");
        try (ClickHouse clickhouse = ClickHouse.open(engines.endpoints().clickhouse())) {
            assertThat(sluice.run("apply").exitCode()).isZero();
            source.run("UPDATE t SET v = 'changed' WHERE id < 6", "DELETE FROM t WHERE id = 1");
            assertThat(sluice.run("wait").exitCode()).isZero();
            List<JsonNode> history = history(clickhouse);
            assertThat(history).hasSize(16);

            // Until the end of ClickHouse's calendar, and not since its begin.
            keeps(clickhouse, history);

            assertThat(change(sluice, "36500d", "30d"))
                    .contains("keep the rows", "for 30 days", "what is dropped is gone");
            keeps(clickhouse, history);
            clickhouse.execute("INSERT INTO " + CHANGES
                    + " SELECT * REPLACE (addDays(_synced_at, -29) AS _synced_at, 2 AS _version) FROM " + CHANGES
                    + " WHERE id = 10");
            clickhouse.execute("INSERT INTO " + CHANGES
                    + " SELECT * REPLACE (addDays(_synced_at, -31) AS _synced_at, 3 AS _version) FROM " + CHANGES
                    + " WHERE id = 10 AND _version = 0");
            clickhouse.execute("OPTIMIZE TABLE " + CHANGES + " FINAL");
            assertThat(clickhouse.rows("SELECT _version FROM retention.t_history WHERE id = 10 ORDER BY 1"))
                    .hasToString("[[\"0\"], [\"2\"]]");
            clickhouse.execute("ALTER TABLE " + CHANGES + " DELETE WHERE _version = 2 SETTINGS mutations_sync = 2");

            assertThat(change(sluice, "30d", "90d")).contains("for 90 days").doesNotContain("is gone");
            keeps(clickhouse, history);
            sluice.configure(text -> text.replace("history: 90d", ""));
            assertThat(sluice.run("apply").exitCode()).isZero();
            keeps(clickhouse, history);
            assertThat(clickhouse.value("SHOW CREATE TABLE " + CHANGES)).doesNotContain("TTL");
            sluice.configure(text -> text.replace("match: \"retention.*\"", "match: \"retention.*\"\n    history: 1d"));
            // With a change of the columns in the same plan.
            source.run("ALTER TABLE t ADD COLUMN w int");
            assertThat(sluice.run("apply").exitCode()).isZero();
            keeps(clickhouse, history);
            assertThat(clickhouse.value("SHOW CREATE TABLE " + CHANGES)).contains("TTL");
            assertThat(sluice.json(0, "plan").get("steps")).isEmpty();
            assertThat(sluice.run("verify").exitCode()).isZero();
        } finally {
            sluice.run("destroy", "--yes");
        }
        source.run("DROP SCHEMA retention CASCADE");
    }

    /** Applies it, and returns the plan for that. */
    private static String change(CommandsInProcess sluice, String from, String to) throws IOException {
        sluice.configure(text -> text.replace("history: " + from, "history: " + to));
        String plan = sluice.json(0, "plan").toString();
        assertThat(sluice.run("apply").exitCode()).isZero();
        assertThat(sluice.json(0, "plan").get("steps")).isEmpty();
        return plan;
    }

    private static void keeps(ClickHouse clickhouse, List<JsonNode> history) {
        clickhouse.execute("OPTIMIZE TABLE " + CHANGES + " FINAL");
        assertThat(history(clickhouse)).isEqualTo(history);
    }

    private static List<JsonNode> history(ClickHouse clickhouse) {
        return clickhouse.rows("SELECT id, v, _op, _version, _synced_at FROM retention.t_history ORDER BY ALL");
    }
}
