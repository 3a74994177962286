/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.core.config.Misfit;
import dev.sluice.core.config.PipelineConfig;
import dev.sluice.core.config.PipelineConfig.ClickHouseConfig;
import dev.sluice.core.config.PipelineConfig.ConnectConfig;
import dev.sluice.core.config.PipelineConfig.KafkaConfig;
import dev.sluice.core.config.PipelineConfig.Retention;
import dev.sluice.core.config.PipelineConfig.SourceConfig;
import dev.sluice.core.config.PipelineConfig.TableRule;
import dev.sluice.core.config.PostgresAddress;
import dev.sluice.core.config.Secret;
import dev.sluice.core.config.SslMode;
import dev.sluice.core.problem.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
    private static final Map<String, String> ENV = Map.of("PG_PASSWORD", "pg-s3cret", "HOST", "db.internal");

    @TempDir
    private Path folder;

    @Test
    void readsEverySection() throws IOException {
        Path secret = Files.writeString(folder.resolve("ch"), "ch-s3cret\n");
        PipelineConfig config = read("""
                pipeline: shop
                source:
                  url: postgresql://${env:HOST}:5433/shop
                  user: sluice
                  password: ${env:PG_PASSWORD}
                  sslmode: verify-full
                tables:
                  - inventory.*
                  - match: public.events
                    exclude: [card_number]
                    history: 90d
                    columns: { valid_until: { misfit: text }, price: { misfit: fail } }
                databases: { inventory: shop }
                kafka: { bootstrap: "kafka-1:9092,kafka-2:9092" }
                connect: { url: "http://connect:8083", password_reference: "$${env:PG}" }
                clickhouse: { url: "https://ch:8443", user: sluice, password: "${file:%s}" }
                debezium: { max.batch.size: 8192, heartbeat.interval.ms: 1000 }
                """.formatted(secret));

        assertThat(config)
                .isEqualTo(new PipelineConfig(
                        "shop",
                        Optional.of(new SourceConfig(
                                new PostgresAddress(
                                        "db.internal",
                                        5433,
                                        "shop",
                                        "sluice",
                                        new Secret("pg-s3cret"),
                                        SslMode.VERIFY_FULL),
                                Optional.of("${env:PG}"))),
                        List.of(
                                new TableRule("inventory.*", List.of(), Optional.empty()),
                                new TableRule(
                                        "public.events",
                                        List.of("card_number"),
                                        Optional.of(new Retention(90)),
                                        Map.of("valid_until", Misfit.TEXT, "price", Misfit.FAIL))),
                        Map.of("inventory", "shop"),
                        Optional.of(new KafkaConfig("kafka-1:9092,kafka-2:9092")),
                        Optional.of(new ConnectConfig(URI.create("http://connect:8083"))),
                        Optional.of(new ClickHouseConfig(
                                URI.create("https://ch:8443"), "sluice", Optional.of(new Secret("ch-s3cret")))),
                        Map.of("max.batch.size", "8192", "heartbeat.interval.ms", "1000")));
        assertThat(config.toString()).doesNotContain("s3cret");
    }

    @Test
    void absentSectionsAreEmbedded() throws IOException {
        PipelineConfig config = read("pipeline: shop\ntables: [inventory.*]\n");
        assertThat(config.source()).isEmpty();
        assertThat(config.kafka()).isEmpty();
        assertThat(config.connect()).isEmpty();
        assertThat(config.clickhouse()).isEmpty();
    }

    @Test
    void theExampleIsReadWithAndWithoutItsVariables() {
        Path example = Path.of("..", "examples", "shop.yaml");
        assertThat(ConfigFile.read(example, "shop.yaml", Map.of())
                        .source()
                        .orElseThrow()
                        .address())
                .isEqualTo(new PostgresAddress("127.0.0.1", 5432, "inventory", "postgres", new Secret("")));
        Map<String, String> env = Map.of("SHOP_PG_HOST", "db", "SHOP_PG_PORT", "5499", "SHOP_PG_USER", "ann");
        assertThat(ConfigFile.read(example, "shop.yaml", env)
                        .source()
                        .orElseThrow()
                        .address())
                .isEqualTo(new PostgresAddress("db", 5499, "inventory", "ann", new Secret("")));
    }

    @Test
    void aFileThatIsNotThereIsToldByItsName() {
        assertThatThrownBy(() -> ConfigFile.read(folder.resolve("no.yaml"), "no.yaml", ENV))
                .isInstanceOf(ProblemException.class)
                .hasMessage("There is no configuration file no.yaml.");
    }

    @Test
    void aFolderAndBinaryDataAreRefused() throws IOException {
        assertThatThrownBy(() -> ConfigFile.read(folder, "folder", ENV)).hasMessage("folder can't be read.");
        Path latin = Files.write(folder.resolve("latin"), "pipeline: \u00e4".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> ConfigFile.read(latin, "latin", ENV)).hasMessage("latin is not UTF-8 text.");
    }

    @Test
    void noFaultShowsASecret() {
        String text = """
                pipeline: shop
                source: { url: "${env:PG_PASSWORD}", password: "${env:PG_PASSWORD}${env:NOPE}" }
                tables: ["${env:PG_PASSWORD}"]
                clickhouse: { url: "http://ann:typed-s3cret@ch:8123", password: [typed-s3cret] }
                """;
        ProblemException failure = catchThrowableOfType(ProblemException.class, () -> read(text));
        assertThat(failure.problem().what()).contains("5 faults").doesNotContain("s3cret");
    }

    private PipelineConfig read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("sluice.yaml"), text);
        return ConfigFile.read(file, "sluice.yaml", ENV);
    }
}
