/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.verify.RowDifference;
import dev.sluice.core.verify.RowDifference.Kind;
import dev.sluice.core.verify.TableVerification;
import dev.sluice.runtime.target.ClickHouse;
import dev.sluice.runtime.verify.Barrier;
import dev.sluice.runtime.verify.Verifier;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rows of tens of megabytes: up to 64 MiB as an event they go the usual way, beyond it they are told. */
@ExtendWith(Engines.Shared.class)
class LargeRowsTest {
    private static final String BLOBS = "CREATE TABLE blobs (id int PRIMARY KEY, n int, body text, raw bytea)";
    private static final int MIB = 1 << 20;

    private final Engines engines;

    LargeRowsTest(Engines engines) {
        this.engines = engines;
    }

    @Test
    void valuesOfTensOfMegabytes() throws SQLException {
        try (Scenario scenario = Scenario.live(
                engines,
                "megabytes",
                BLOBS,
                "INSERT INTO blobs VALUES (1, 0, " + text(20 * MIB) + ", NULL), (2, 0, NULL, " + bytes(30 * MIB)
                        + ")")) {
            assertSame(scenario);
            scenario.source()
                    .run(
                            "INSERT INTO blobs VALUES (3, 0, " + text(20 * MIB) + ", NULL)",
                            "INSERT INTO blobs VALUES (4, 0, NULL, " + bytes(30 * MIB) + ")",
                            "UPDATE blobs SET n = 1",
                            "UPDATE blobs SET body = reverse(body) WHERE id = 1",
                            "UPDATE blobs SET id = 5 WHERE id = 2",
                            "DELETE FROM blobs WHERE id = 3");
            assertSame(scenario);
            assertThat(scenario.verify("blobs").equal()).isTrue();
            assertThat(parked(scenario)).isEqualTo("0");
        }
    }

    @Test
    void largerEventsAreParkedAndLaterOnesArrive() throws Exception {
        CommandsInProcess sluice = CommandsInProcess.over(engines, "oversized", "");
        try (Scenario scenario = Scenario.live(engines, "oversized", BLOBS)) {
            scenario.source()
                    .run(
                            "INSERT INTO blobs VALUES (1, 0, 'small', 'x')",
                            "INSERT INTO blobs VALUES (2, 0, 'note', " + bytes(40 * MIB) + ")",
                            "INSERT INTO blobs VALUES (3, 0, 'after', NULL)",
                            "UPDATE blobs SET raw = " + bytes(40 * MIB) + " WHERE id = 1",
                            // Leaves out what nothing brought before: it can't be completed, and nobody waits for it.
                            "UPDATE blobs SET n = 5 WHERE id = 2",
                            "UPDATE blobs SET n = 6 WHERE id = 3");
            scenario.await();
            assertThat(rows(scenario.clickhouse(), "SELECT id, n, body, length(raw) FROM oversized.blobs ORDER BY id"))
                    .containsExactly("1 0 small 1", "3 6 after null");
            JsonNode list = sluice.json(0, "parked", "list");
            assertThat(list.get("events").asInt()).isEqualTo(2);
            assertThat(list.get("groups").get(0).get("reason").asText())
                    .isEqualTo("too large: an event of more than 67108864 bytes; not sent: raw");
            String id = list.get("listed").get(0).get("id").asText();
            JsonNode event = sluice.json(0, "parked", "show", id);
            assertThat(event.get("payload").asText()).contains("\"after\":{\"id\":2,\"n\":0,\"body\":\"note\"}");
            assertThat(event.get("next").asText()).contains("--repair");
            JsonNode status = sluice.json(0, "status");
            assertThat(status.get("tables").get(0).get("parked").asInt()).isEqualTo(2);
            // What was not sent can't be sent again.
            assertThat(sluice.json(1, "parked", "replay", id).get("refused").toString())
                    .contains("too large: its large columns were not sent");
            assertThat(sluice.json(0, "parked", "list")
                            .get("groups")
                            .get(0)
                            .get("events")
                            .asInt())
                    .isEqualTo(2);

            TableVerification found = verify(scenario, true);
            assertThat(found.differences())
                    .containsExactly(
                            new RowDifference(Kind.DIFFERENT, List.of("1"), List.of("raw")),
                            new RowDifference(Kind.MISSING, List.of("2"), List.of()));
            assertThat(found.repaired()).isEqualTo(2);
            assertSame(scenario);
            scenario.source().run("UPDATE blobs SET n = 7", "UPDATE blobs SET id = 20 WHERE id = 2");
            assertSame(scenario);
            sluice.json(0, "parked", "drop", "--all", "--yes");
            assertThat(sluice.json(0, "verify").get("ok").asBoolean()).isTrue();
        }
    }

    private static TableVerification verify(Scenario scenario, boolean repair) {
        Barrier barrier = new Barrier(
                scenario.control().systems(),
                scenario.control().names(),
                scenario.control().tables());
        return new Verifier(scenario.control().systems(), barrier, Scenario.LONG, new Verifier.Options(10, repair))
                .verify(scenario.table("blobs"));
    }

    /** By digests: both sides as texts would not fit into this process. */
    private static void assertSame(Scenario scenario) throws SQLException {
        scenario.await();
        List<String> source = scenario
                .source()
                .rows("SELECT id, n, md5(body), length(body), md5(raw), length(raw) FROM blobs ORDER BY id")
                .stream()
                .map(LargeRowsTest::line)
                .toList();
        assertThat(rows(
                        scenario.clickhouse(),
                        "SELECT id, n, lower(hex(MD5(body))), length(body), lower(hex(MD5(raw))), length(raw) FROM "
                                + scenario.source().schema() + ".blobs ORDER BY id"))
                .isEqualTo(source);
    }

    private static List<String> rows(ClickHouse clickhouse, String sql) {
        List<String> rows = new ArrayList<>();
        clickhouse.eachRow(sql, row -> {
            List<String> values = new ArrayList<>();
            row.forEach(value -> values.add(value.isNull() ? null : value.asText()));
            rows.add(line(values));
        });
        return rows;
    }

    private static String line(List<? extends @org.jspecify.annotations.Nullable String> values) {
        return String.join(" ", values.stream().map(String::valueOf).toList());
    }

    private static String parked(Scenario scenario) {
        return scenario.clickhouse()
                .value("SELECT count() FROM _sluice.parked WHERE target = '"
                        + scenario.source().schema() + ".blobs'");
    }

    /** SQL: a text of this many bytes, none like another. */
    private static String text(int length) {
        return "(SELECT string_agg(md5(i::text), '') FROM generate_series(1, " + length / 32 + ") i)";
    }

    /** SQL: bytes likewise. */
    private static String bytes(int length) {
        return "(SELECT decode(string_agg(md5(i::text), ''), 'hex') FROM generate_series(1, " + length / 16 + ") i)";
    }
}
