/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.stack.clickhouse.RunningClickHouse.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the pipeline needs of the engine. */
@ExtendWith(RunningClickHouse.class)
class EngineSqlTest {
    private final Server server;

    EngineSqlTest(Server server) {
        this.server = server;
    }

    @Test
    void typedTupleIsExtractedFromJson() throws Exception {
        String type =
                "Tuple(op String, after Tuple(id Nullable(Int32), name Nullable(String), price Nullable(String)))";
        assertThat(server.ask(
                        "SELECT JSONExtract({json:String}, '" + type + "')",
                        "param_json={\"op\":\"c\",\"after\":{\"id\":7,\"name\":null,\"price\":\"1.50\"}}"))
                .isEqualTo("('c',(7,NULL,'1.50'))");
        assertThat(server.ask("SELECT JSONExtract('{\"op\":\"d\",\"after\":null}', '" + type + "')"))
                .isEqualTo("('d',(NULL,NULL,NULL))");
    }

    @Test
    void latestVersionWinsAndDeletedRowsAreGone() throws Exception {
        server.ask("CREATE OR REPLACE TABLE stored (id Int32, v String, _version UInt128, _deleted UInt8)"
                + " ENGINE = ReplacingMergeTree(_version, _deleted) ORDER BY id");
        server.ask("CREATE OR REPLACE VIEW current AS SELECT id, v FROM stored FINAL");
        server.ask("INSERT INTO stored VALUES (1, 'new', 36893488147419103233, 0), (2, 'x', 1, 0), (3, 'kept', 1, 0)");
        server.ask("INSERT INTO stored VALUES (1, 'old', 18446744073709551616, 0), (2, '', 2, 1)");
        assertThat(server.ask("SELECT * FROM current ORDER BY id")).isEqualTo("1\tnew\n3\tkept");
        server.ask("DROP VIEW current");
        server.ask("DROP TABLE stored SYNC");
    }

    @Test
    void materializedViewCountsInTheSummary() throws Exception {
        server.ask("CREATE OR REPLACE TABLE source (a Int32) ENGINE = MergeTree ORDER BY a");
        server.ask("CREATE OR REPLACE TABLE target (a Int32) ENGINE = MergeTree ORDER BY a");
        server.ask("CREATE MATERIALIZED VIEW IF NOT EXISTS flow TO target AS SELECT a FROM source");
        assertThat(server.post("INSERT INTO source VALUES (1), (2)")
                        .headers()
                        .firstValue("X-ClickHouse-Summary")
                        .orElseThrow())
                .contains("\"written_rows\":\"4\"");
        assertThat(server.ask("SELECT sum(a) FROM target")).isEqualTo("3");
        server.ask("DROP VIEW flow SYNC");
    }

    @Test
    void configurationTakesEffect() throws Exception {
        assertThat(server.ask(
                        "SELECT value FROM system.server_settings WHERE name = 'max_server_memory_usage' AND changed"))
                .isEqualTo("2147483648");
        assertThat(server.ask("SELECT getSetting('max_bytes_before_external_group_by')"))
                .isEqualTo("201326592");
        assertThat(server.ask("SELECT timezone()")).isEqualTo("UTC");
        assertThat(server.ask("SELECT count() FROM system.tables WHERE database = 'system' AND name LIKE '%\\_log'"))
                .isEqualTo("0");
        assertThat(server.post("SELECT groupArray(repeat('x', 1000)) FROM numbers(100000000)")
                        .body())
                .startsWith("Code: 241.");
    }
}
