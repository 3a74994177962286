/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What else may be in a topic: messages that mean nothing, and messages that were there before. */
@ExtendWith(Engines.Shared.class)
class MessagesTest {
    private final Engines engines;

    MessagesTest(Engines engines) {
        this.engines = engines;
    }

    @Test
    void messageThatCanNotBeParsedIsParkedAndStopsNothing() throws Exception {
        try (Scenario scenario = Scenario.live(
                engines, "parking", "CREATE TABLE lots (id int PRIMARY KEY, cars int NOT NULL, day date)")) {
            Topic topic = topic(scenario, "lots");
            scenario.source().run("INSERT INTO lots VALUES (1, 10, '2026-11-22')");
            scenario.await();
            String sound = new String(topic.values().getFirst(), UTF_8);
            assertThat(sound).contains("\"cars\":10").contains("2026-11-22");
            List<byte[]> sent = List.of(
                    new byte[] {(byte) 0xff, 0, (byte) 0xfe, '{', '\n', '\t'},
                    "{\"schema\":null,\"payload\":{\"before\":null,\"after\":{\"id\":2,\"cars\":1},\"op\":\"c\"}}"
                            .getBytes(UTF_8),
                    sound.replace(scenario.table("lots").schemaId(), "0123456789abcdef")
                            .getBytes(UTF_8),
                    sound.replace("\"cars\":10", "\"cars\":\"many\"").getBytes(UTF_8),
                    sound.replace("2026-11-22", "some day").getBytes(UTF_8));
            List<Long> offsets = topic.send(sent);
            scenario.source().run("INSERT INTO lots VALUES (3, 30, NULL)", "UPDATE lots SET cars = 11 WHERE id = 1");
            scenario.assertEqual();
            assertThat(scenario.history("lots")).containsExactly("c 1 10 2026-11-22", "c 3 30 -", "u 1 11 2026-11-22");

            List<JsonNode> parked = scenario.clickhouse()
                    .rows("SELECT offset, lower(hex(payload)), error, topic, partition, target FROM _sluice.parked"
                            + " FINAL WHERE target = 'parking.lots' ORDER BY _sluice.parked.offset");
            assertThat(parked.stream().map(row -> row.get(0).asLong())).isEqualTo(offsets);
            assertThat(parked.stream().map(row -> row.get(1).asText()))
                    .isEqualTo(sent.stream().map(HexFormat.of()::formatHex).toList());
            assertThat(parked.stream().map(row -> row.get(2).asText()))
                    .satisfiesExactly(
                            error -> assertThat(error).isEqualTo("not JSON"),
                            error -> assertThat(error).contains("stock JsonConverter"),
                            error -> assertThat(error).isEqualTo("unknown schema 0123456789abcdef"),
                            error -> assertThat(error).contains("cars"),
                            error -> assertThat(error).contains("day").contains("some day"));
            assertThat(parked).allSatisfy(row -> assertThat(row.get(3).asText()).isEqualTo("parking.parking.lots"));
        }
    }

    @Test
    void messagesSentAgainChangeNothing() throws Exception {
        try (Scenario scenario = Scenario.live(
                engines,
                "resent",
                "CREATE TABLE t (id int PRIMARY KEY, v text)",
                "INSERT INTO t VALUES (1, 'before'), (2, 'before')")) {
            scenario.source()
                    .run(
                            "INSERT INTO t SELECT i, 'row ' || i FROM generate_series(3, 200) i",
                            "UPDATE t SET v = 'changed' WHERE id < 50",
                            "DELETE FROM t WHERE id = 2",
                            "UPDATE t SET id = 1000 WHERE id = 3",
                            "DELETE FROM t WHERE id = 4",
                            "INSERT INTO t VALUES (4, 'again')",
                            "TRUNCATE t",
                            "INSERT INTO t VALUES (1, 'after'), (5, 'after'), (6, 'after')",
                            "UPDATE t SET id = 7 WHERE id = 6",
                            "DELETE FROM t WHERE id = 5");
            scenario.assertEqual();
            List<String> history = scenario.history("t");
            WholeTable rows = WholeTable.in(scenario.clickhouse(), "resent", "t");
            Topic topic = topic(scenario, "t");
            List<byte[]> messages = topic.values();
            assertThat(messages).hasSizeGreaterThan(250);
            topic.send(messages);
            // As after a crash of the connector: only the last ones, once more.
            topic.send(new ArrayList<>(messages.subList(messages.size() - 7, messages.size())));
            scenario.assertEqual();
            assertThat(WholeTable.in(scenario.clickhouse(), "resent", "t")).isEqualTo(rows);
            assertThat(String.join("\n", scenario.history("t"))).isEqualTo(String.join("\n", history));
            scenario.source().run("INSERT INTO t VALUES (5, 'last')");
            scenario.assertEqual();
            assertThat(scenario.history("t")).hasSize(history.size() + 1);
        }
    }

    private Topic topic(Scenario scenario, String table) {
        return new Topic(
                engines.endpoints().kafka().bootstrap(), scenario.table(table).topic());
    }
}
