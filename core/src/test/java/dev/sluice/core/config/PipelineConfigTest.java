/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.config.PipelineConfig.KafkaConfig;
import dev.sluice.core.config.PipelineConfig.Retention;
import dev.sluice.core.config.PipelineConfig.SourceConfig;
import dev.sluice.core.config.PipelineConfig.TableRule;
import dev.sluice.core.source.TableId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineConfigTest {
    @ParameterizedTest
    @CsvSource({
        "inventory.*,        inventory, orders,       true",
        "inventory.*,        inventor,  orders,       false",
        "*.orders,           inventory, orders,       true",
        "inventory.orders,   inventory, orders_old,   false",
        "inventory.order?,   inventory, orders,       true",
        "inventory.order?,   inventory, order,        false",
        "a.b.c,              a,         b.c,          true",
        "inventory.[o]rders, inventory, orders,       false",
    })
    void rulesMatchWholeNames(String match, String schema, String name, boolean matches) {
        assertThat(rule(match).matches(new TableId(schema, name))).isEqualTo(matches);
    }

    @Test
    void theFirstRuleThatMatchesDecides() {
        PipelineConfig config = config(List.of(rule("inventory.orders"), rule("inventory.*")), Map.of());
        assertThat(config.ruleFor(new TableId("inventory", "orders"))).contains(rule("inventory.orders"));
        assertThat(config.ruleFor(new TableId("inventory", "products"))).contains(rule("inventory.*"));
        assertThat(config.ruleFor(new TableId("public", "orders"))).isEmpty();
    }

    @Test
    void aSchemaKeepsItsNameUnlessItIsMapped() {
        PipelineConfig config = new PipelineConfig(
                "shop",
                Optional.empty(),
                List.of(rule("a.*")),
                Map.of("a", "x"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
        assertThat(config.databaseOf("a")).isEqualTo("x");
        assertThat(config.databaseOf("b")).isEqualTo("b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", ".orders", "public.", "public.my orders", ""})
    void aRuleNeedsSchemaAndTable(String match) {
        assertThatThrownBy(() -> rule(match)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka", "kafka:0", "kafka:65536", "a:1,", "a:1,,b:2", "http://a:1", ""})
    void bootstrapServersHaveAHostAndAPort(String bootstrap) {
        assertThatThrownBy(() -> new KafkaConfig(bootstrap)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bootstrapServersLoseTheirSpaces() {
        assertThat(new KafkaConfig("a_b:9092, [::1]:9093").bootstrap()).isEqualTo("a_b:9092,[::1]:9093");
    }

    @ParameterizedTest
    @ValueSource(strings = {"90", "0d", "36501d", "-1d", "1.5d", "90 d", "12h"})
    void retentionIsInDays(String text) {
        assertThatThrownBy(() -> Retention.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void retentionHasAFirstAndALastValue() {
        assertThat(Retention.parse("1d").days()).isEqualTo(1);
        assertThat(Retention.parse("36500d").days()).isEqualTo(36_500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "value.converter",
                "value.converter.schemas.enable",
                "database.user",
                "slot.name",
                "column.mask.with.5.chars",
                "transforms"
            })
    void whatSluiceSetsItselfIsRefused(String key) {
        assertThatThrownBy(() -> config(List.of(rule("a.*")), Map.of(key, "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("can't be set: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"max.batch.size", "heartbeat.interval.ms", "snapshot.fetch.size", "databases"})
    void whatIsTheUsersToSetPasses(String key) {
        assertThat(config(List.of(rule("a.*")), Map.of(key, "1")).debezium()).containsEntry(key, "1");
    }

    @Test
    void aConnectorGetsAReferenceButNeverAPassword() {
        PostgresAddress address = new PostgresAddress("db", 5432, "shop", "sluice", new Secret("s3cret"));
        assertThatThrownBy(() -> new SourceConfig(address, Optional.of("s3cret")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("s3cret");
        assertThat(new SourceConfig(address, Optional.of("${env:PG}")).toString())
                .doesNotContain("s3cret");
    }

    private static TableRule rule(String match) {
        return new TableRule(match, List.of(), Optional.empty());
    }

    private static PipelineConfig config(List<TableRule> tables, Map<String, String> debezium) {
        return new PipelineConfig(
                "shop",
                Optional.empty(),
                tables,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                debezium);
    }
}
