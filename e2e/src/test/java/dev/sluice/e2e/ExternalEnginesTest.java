/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.core.config.ClickHouseAddress;
import dev.sluice.core.config.Secret;
import dev.sluice.runtime.target.ClickHouse;
import dev.sluice.stack.lifecycle.RunningStack;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Every engine is somebody else's: the machine's own PostgreSQL, and Kafka, Connect and ClickHouse in processes of their
 * own. The pipeline is run by the command line alone, from bad input to its end.
 */
@Order(Integer.MAX_VALUE - 1)
class ExternalEnginesTest {
    private static final String NAME = "external";
    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException {
        for (Process process : processes.reversed()) {
            Sluice.end(process);
        }
    }

    @Test
    void commandLineFromPlanToDestroy() throws Exception {
        Sluice sluice = Sluice.in(NAME);
        try (InstalledPostgres postgres = InstalledPostgres.start()) {
            int kafka = service(sluice, "kafka");
            int connect = service(sluice, "connect");
            int port = service(sluice, "clickhouse");
            URI url = URI.create("http://127.0.0.1:" + port);
            sluice.configure(yaml(sluice, postgres, kafka, connect, url));
            Source source = new Source(postgres.address(), "inventory");
            source.run(
                    "CREATE SCHEMA inventory",
                    "CREATE TABLE orders (id serial PRIMARY KEY, quantity int NOT NULL, note text)",
                    "INSERT INTO orders (quantity) SELECT i FROM generate_series(1, 1000) i");

            BadInputTest.assertRefused(sluice.run("apply"), 2, "wal_level");
            postgres.restartWith("logical");

            BadInputTest.assertRefused(sluice.run("verify"), 2, "inventory.orders has no copy yet");
            BadInputTest.assertRefused(
                    sluice.run("history", "inventory.orders", "1"), 2, "inventory.orders has no copy yet");
            assertThat(steps(sluice.ok("plan", "--json"))).isNotEmpty();
            assertThat(source.rows("SELECT 1 FROM pg_replication_slots")).isEmpty();
            sluice.ok("apply");
            assertThat(steps(sluice.ok("plan", "--json"))).isEmpty();
            assertThat(sluice.ok("plan")).containsIgnoringCase("nothing to do");

            Process run = sluice.start("run");
            processes.add(run);
            source.run(
                    "UPDATE orders SET note = 'halved', quantity = quantity / 2 WHERE id % 2 = 0",
                    "DELETE FROM orders WHERE id <= 10", "INSERT INTO orders (quantity, note) VALUES (7, 'late')");
            sluice.ok("wait", "--timeout", "60s");
            try (ClickHouse clickhouse = ClickHouse.open(new ClickHouseAddress(url, "default", new Secret("")))) {
                assertThat(WholeTable.in(clickhouse, "inventory", "orders")).isEqualTo(WholeTable.in(source, "orders"));
                JsonNode verified = json(sluice.ok("verify", "--json"));
                assertThat(verified.get("ok").asBoolean()).isTrue();
                assertThat(verified.get("rows").asInt()).isEqualTo(991);
                JsonNode status = json(sluice.ok("status", "--json"));
                assertThat(status.get("state").asText()).isEqualTo("live");
                assertThat(status.get("tables")).hasSize(1);

                // A difference that Sluice did not make is found, and says so by the exit code.
                clickhouse.execute("INSERT INTO `_sluice`.`rows.inventory.orders` VALUES (5000, 1, '', 1, 0)");
                assertThat(sluice.run("verify").exitCode()).isEqualTo(1);

                Sluice.end(run);
                processes.remove(run);
                sluice.ok("destroy", "--yes");
                assertThat(source.rows("SELECT slot_name FROM pg_replication_slots UNION ALL SELECT pubname FROM"
                                + " pg_publication"))
                        .isEmpty();
                assertThat(clickhouse.rows("SELECT name FROM system.databases WHERE name IN ('inventory', '_sluice')"))
                        .isEmpty();
                assertThat(source.rows("SELECT count(*) FROM orders")).containsExactly(List.of("991"));
            }
        }
        end();
        processes.clear();
        Folders.delete(sluice.folder());
    }

    /** Starts one engine in a process of its own; returns its port. */
    private int service(Sluice sluice, String name) throws IOException {
        Process process = sluice.start("service", name);
        processes.add(process);
        RunningStack stack = sluice.started(process, "service-" + name, name);
        return stack.service(name).orElseThrow().port();
    }

    private static List<JsonNode> steps(String plan) throws IOException {
        return StreamSupport.stream(json(plan).get("steps").spliterator(), false)
                .toList();
    }

    private static JsonNode json(String text) throws IOException {
        return JsonMapper.builder().build().readTree(text);
    }

    private static String yaml(Sluice sluice, InstalledPostgres postgres, int kafka, int connect, URI clickhouse) {
        return """
                pipeline: %s
                source:
                  url: postgresql://127.0.0.1:%d/%s
                  user: %s
                  password: "%s"
                tables: ["inventory.*"]
                kafka: { bootstrap: "127.0.0.1:%d" }
                connect: { url: "http://127.0.0.1:%d", password_reference: "$${file:%s:source}" }
                clickhouse: { url: "%s", user: default, password: "" }
                """.formatted(
                        NAME,
                        postgres.address().port(),
                        postgres.address().database(),
                        postgres.address().user(),
                        Objects.requireNonNull(postgres.address().password())
                                .reveal()
                                .replace("\\", "\\\\")
                                .replace("\"", "\\\""),
                        kafka,
                        connect,
                        sluice.layout(NAME).passwords(),
                        clickhouse);
    }
}
