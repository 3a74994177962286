/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The benchmarks measure what they say, and leave nothing behind; how fast anything is, no test says. */
class BenchTest {
    @Test
    void load() throws Exception {
        Sluice sluice = Sluice.in("bench-load");
        Path plot = Files.createTempFile("load", ".svg");
        JsonNode report = report(sluice, "load", "--rows", "20000", "--runs", "2", "--svg", plot.toString());
        assertThat(plot).content().contains("<svg", "median of 2 runs", ">load, wide</text>", "MaterializedPostgreSQL");
        Files.delete(plot);
        assertThat(names(report, "figures"))
                .contains(
                        "COPY to nowhere",
                        "postgresql() pull",
                        "MaterializedPostgreSQL",
                        "load",
                        "load: CPU of clickhouse",
                        "load: peak memory of clickhouse",
                        "load: peak memory of all",
                        "Debezium's snapshot",
                        "postgresql() pull, wide",
                        "load, wide",
                        "load, wide: CPU of clickhouse",
                        "Debezium's snapshot, tuned, wide");
        assertThat(report.get("figures").get(0).get("runs").size()).isEqualTo(2);
        assertThat(names(report, "ratios"))
                .containsExactly(
                        "load / postgresql() pull",
                        "load / COPY to nowhere",
                        "load / MaterializedPostgreSQL",
                        "load / Debezium's snapshot",
                        "load / Debezium's snapshot, tuned",
                        "load: peak memory of its second half / load: peak memory of its first half",
                        "load, wide / postgresql() pull, wide",
                        "load, wide / COPY to nowhere, wide",
                        "load, wide / MaterializedPostgreSQL, wide",
                        "load, wide / Debezium's snapshot, wide",
                        "load, wide / Debezium's snapshot, tuned, wide");
    }

    @Test
    void stream() throws Exception {
        Sluice sluice = Sluice.in("bench-stream");
        JsonNode report = report(sluice, "stream", "--rows", "2010", "--runs", "1");
        assertThat(names(report, "figures"))
                .contains(
                        "slot to nowhere",
                        "stream",
                        "stream, into Kafka",
                        "stream: CPU of clickhouse",
                        "stream: CPU of all",
                        "tutorial",
                        "tutorial, into Kafka",
                        "stream, mixed",
                        "tutorial, mixed: CPU of all",
                        "stream, 1 row a transaction",
                        "tutorial, 1,000 rows a transaction",
                        "stream, all in one transaction: peak memory of all",
                        "stream, into Kafka alone",
                        "stream, from Kafka alone: CPU of all",
                        "tutorial, from Kafka alone",
                        "stream, while they are committed",
                        "MaterializedPostgreSQL, while they are committed");
        assertThat(names(report, "ratios"))
                .containsExactly(
                        "stream / tutorial",
                        "stream: CPU of all / tutorial: CPU of all",
                        "stream, while they are committed / MaterializedPostgreSQL, while they are committed",
                        "stream, all in one transaction: peak memory of all"
                                + " / stream, 1 row a transaction: peak memory of all",
                        "stream, into Kafka alone / tutorial, into Kafka alone",
                        "stream, from Kafka alone / tutorial, from Kafka alone",
                        "stream, mixed / tutorial, mixed",
                        "stream, 1 row a transaction / tutorial, 1 row a transaction",
                        "stream, 1,000 rows a transaction / tutorial, 1,000 rows a transaction",
                        "stream, all in one transaction / tutorial, all in one transaction");
    }

    @Test
    void latency() throws Exception {
        Sluice sluice = Sluice.in("bench-latency");
        JsonNode report = report(sluice, "latency", "--seconds", "2");
        assertThat(names(report, "figures"))
                .contains(
                        "1/s: committed",
                        "1/s: p50",
                        "100/s: p95",
                        "1000/s: p99",
                        "1000/s: longest",
                        "10000/s: p50",
                        "tutorial, 1000/s: p50",
                        "1000/s beside a load: p99",
                        "1000/s beside a load: load");
        assertThat(names(report, "ratios"))
                .containsExactly("1000/s: p50 / tutorial, 1000/s: p50", "1000/s: p50 / 80 ms", "1000/s: p99 / 200 ms");
        assertThat(report.get("figures").findValues("median"))
                .allSatisfy(median -> assertThat(median.asDouble()).isPositive());
    }

    @Test
    void scale() throws Exception {
        Sluice sluice = Sluice.in("bench-scale");
        JsonNode report = report(sluice, "scale", "--rows", "60", "--runs", "1");
        assertThat(names(report, "figures"))
                .contains(
                        "1 table, 100 bytes",
                        "3 tables: until it lives",
                        "3 tables: CPU of clickhouse",
                        "10,000 bytes, into Kafka",
                        "a history of 30,000");
        assertThat(names(report, "ratios")).contains("3 tables / 1 table, 100 bytes");
    }

    @Test
    void tables() throws Exception {
        Sluice sluice = Sluice.in("bench-tables");
        JsonNode report = report(sluice, "tables", "--tables", "3");
        assertThat(names(report, "figures"))
                .contains(
                        "plan and apply",
                        "until they live",
                        "idle: CPU of clickhouse",
                        "idle: CPU of all",
                        "memory of sluice",
                        "a single change: p50");
        assertThat(names(report, "ratios")).containsExactly("until they live / 3 minutes", "idle: CPU of all / a core");
    }

    @Test
    void pgbench() throws Exception {
        Sluice sluice = Sluice.in("bench-pgbench");
        JsonNode report = report(sluice, "pgbench", "--seconds", "2");
        assertThat(names(report, "figures"))
                .containsExactly("transactions, alone", "transactions, copied", "behind at the end", "catching up");
        assertThat(names(report, "ratios")).containsExactly("transactions, copied / transactions, alone");
    }

    @Test
    void verify() throws Exception {
        Sluice sluice = Sluice.in("bench");
        JsonNode report = report(sluice, "verify", "--rows", "150000", "--runs", "1");
        assertThat(names(report, "figures"))
                .contains("COPY to nowhere", "verify", "longest transaction", "blocks read");
        assertThat(report.get("figures").findValues("median"))
                .allSatisfy(median -> assertThat(median.asDouble()).isPositive());
        assertThat(names(report, "ratios")).containsExactly("verify / COPY to nowhere");
    }

    private static JsonNode report(Sluice sluice, String bench, String... options) throws Exception {
        List<String> words = new ArrayList<>(List.of("bench", bench, "--json"));
        words.addAll(List.of(options));
        JsonNode report = new JsonMapper().readTree(sluice.ok(words.toArray(String[]::new)));
        assertThat(report.get("bench").asText()).isEqualTo(bench);
        assertThat(report.get("ok").asBoolean()).isTrue();
        try (var left = Files.list(sluice.folder().resolve(".sluice"))) {
            assertThat(left.map(path -> path.getFileName().toString())).containsExactly("logs");
        }
        return report;
    }

    private static List<String> names(JsonNode report, String list) {
        return StreamSupport.stream(report.get(list).spliterator(), false)
                .map(entry -> entry.get("name").asText())
                .toList();
    }
}
