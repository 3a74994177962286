/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The benchmarks measure what they say, and leave nothing behind; how fast anything is, no test says. */
class BenchTest {
    @Test
    void verify() throws Exception {
        Sluice sluice = Sluice.in("bench");
        JsonNode report =
                new JsonMapper().readTree(sluice.ok("bench", "verify", "--rows", "150000", "--runs", "1", "--json"));
        assertThat(report.get("ok").asBoolean()).isTrue();
        assertThat(StreamSupport.stream(report.get("figures").spliterator(), false)
                        .map(figure -> figure.get("name").asText()))
                .contains("COPY to nowhere", "verify", "longest transaction", "blocks read");
        assertThat(report.get("figures").findValues("median"))
                .allSatisfy(median -> assertThat(median.asDouble()).isPositive());
        assertThat(report.get("ratios").get(0).get("name").asText()).isEqualTo("verify / COPY to nowhere");
        try (var left = Files.list(sluice.folder().resolve(".sluice"))) {
            assertThat(left.map(path -> path.getFileName().toString())).containsExactly("logs");
        }
    }
}
