/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.stack.clickhouse.RunningClickHouse.Server;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The clients that are no Java: npm's {@code @clickhouse/client}, installed below {@code target/}, and curl. */
@ExtendWith(RunningClickHouse.class)
class NodeAndCurlTest {
    private static final String CLIENT = "@clickhouse/client@1.23.1";
    private final Server server;

    NodeAndCurlTest(Server server) {
        this.server = server;
    }

    @Test
    void nodeClient() throws Exception {
        Path folder = Files.createDirectories(Path.of("target", "node-client").toAbsolutePath());
        if (!Files.exists(folder.resolve("node_modules/@clickhouse/client"))) {
            Files.writeString(folder.resolve("package.json"), "{\"private\":true}");
            run(folder, Map.of(), "npm", "install", "--no-audit", "--no-fund", "--loglevel=error", CLIENT);
        }
        try (InputStream script = Objects.requireNonNull(getClass().getResourceAsStream("client.mjs"))) {
            Files.copy(script, folder.resolve("client.mjs"), StandardCopyOption.REPLACE_EXISTING);
        }
        Map<String, String> environment = Map.of(
                "URL", server.url().toString(),
                "CH_USER", RunningClickHouse.USER,
                "CH_PASSWORD", RunningClickHouse.PASSWORD);
        assertThat(run(folder, environment, "node", "client.mjs").strip())
                .isEqualTo("{\"ping\":true,\"written\":\"100000\",\"rows\":[{\"n\":100000,\"s\":4999950000}],"
                        + "\"parameters\":[{\"a\":2,\"b\":\"it's\"}],\"streamed\":100000,"
                        + "\"unknownTable\":\"60 UNKNOWN_TABLE\","
                        + "\"midStreamFails\":true,"
                        + "\"wrongPassword\":\"516 AUTHENTICATION_FAILED\",\"aborted\":true}");
    }

    @Test
    void curl() throws Exception {
        curl("", "CREATE OR REPLACE TABLE from_curl (a UInt32, b String) ENGINE = MergeTree ORDER BY a");
        Path data = Files.createTempFile("rows", ".csv");
        Files.write(data, Collections.nCopies(400_000, "7,\"a text, with a comma\""));
        // More than a megabyte: curl asks with Expect: 100-continue before it sends it.
        assertThat(curl("?query=INSERT+INTO+from_curl+FORMAT+CSV", "@" + data)).isEmpty();
        assertThat(curl("", "SELECT count(), sum(a), any(b) FROM from_curl"))
                .isEqualTo("400000\t2800000\ta text, with a comma\n");
        assertThat(curl("?enable_http_compression=1", "SELECT 5", "--compressed"))
                .isEqualTo("5\n");
        assertThat(curl("?default_format=JSONCompactEachRow&param_x=3", "SELECT {x:UInt8}"))
                .isEqualTo("[3]\n");
        Files.delete(data);
        curl("", "DROP TABLE from_curl SYNC");
    }

    private String curl(String parameters, String data, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("curl", "-sS"));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-H",
                "X-ClickHouse-User: " + RunningClickHouse.USER,
                "-H",
                "X-ClickHouse-Key: " + RunningClickHouse.PASSWORD,
                "--data-binary",
                data,
                server.url() + parameters));
        return run(Path.of("."), Map.of(), command.toArray(String[]::new));
    }

    private static String run(Path folder, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
        return output;
    }
}
