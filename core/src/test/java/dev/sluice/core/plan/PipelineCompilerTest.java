/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.plan;

import static dev.sluice.core.source.SampleSource.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.config.PipelineConfig.Retention;
import dev.sluice.core.config.PipelineConfig.TableRule;
import dev.sluice.core.problem.Problem;
import dev.sluice.core.source.Generation;
import dev.sluice.core.source.OtherRelation;
import dev.sluice.core.source.ReplicaIdentity;
import dev.sluice.core.source.SampleSource;
import dev.sluice.core.source.SourceCatalog;
import dev.sluice.core.source.SourceTable;
import dev.sluice.core.source.TableId;
import dev.sluice.core.target.TargetColumn;
import dev.sluice.core.target.TargetTable;
import dev.sluice.core.topics.TopicSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PipelineCompilerTest {
    private static final SourceTable PLAIN =
            table("s", "plain").key("id", "int4").column("v", "text").build();

    private static TableRule rule(String match, String... exclude) {
        return new TableRule(match, List.of(exclude), Optional.empty());
    }

    private static List<String> problems(TableRule rule, SourceTable... tables) {
        return SamplePipeline.compile(SamplePipeline.config("p", Map.of(), rule), tables).problems().stream()
                .map(Problem::code)
                .toList();
    }

    private static Desired compile(TableRule rule, SourceTable... tables) {
        return SamplePipeline.compile(SamplePipeline.config("p", Map.of(), rule), tables)
                .desired();
    }

    @Test
    void aRuleThatMatchesNothingNamesWhatThereIs() {
        PipelineCompiler.Compiled compiled =
                SamplePipeline.compile(SamplePipeline.config("p", Map.of(), rule("s.other")), PLAIN);
        assertThat(compiled.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("no-such-table");
            assertThat(problem.what()).contains("s.other").contains("shop");
            assertThat(problem.next()).contains("s.plain");
        });
    }

    @Test
    void whatCanNotBeReplicatedIsRefused() {
        assertThat(problems(rule("s.*"), table("s", "t").column("v", "text").build()))
                .containsExactly("table-without-key");
        SourceTable generated = table("s", "t")
                .key("id", "int4")
                .column("a", "int4")
                .generated("g", "int4", "a * 2", 2)
                .build();
        assertThat(problems(rule("s.*"), generated)).isEmpty();
        SourceTable generatedKey = table("s", "t").generatedKey("id", "int4").build();
        assertThat(problems(rule("s.*"), generatedKey)).containsExactly("generated-key");
        SourceTable counted = table("s", "t")
                .column("v", "text")
                .identity(ReplicaIdentity.FULL)
                .build();
        assertThat(problems(rule("s.*"), counted)).isEmpty();
        assertThat(problems(rule("s.*", "id"), PLAIN)).containsExactly("key-excluded");
    }

    @Test
    void generatedColumnsAreComputed() {
        SourceTable generated = table("s", "t")
                .key("id", "int4")
                .column("a", "date")
                .generated("g", "int4", "a + 1", 2)
                .build();
        PipelineCompiler.Compiled compiled =
                SamplePipeline.compile(SamplePipeline.config("p", Map.of(), rule("s.*")), generated);
        assertThat(compiled.leftOut()).isEmpty();
        TargetTable table = compiled.desired().tables().getFirst();
        assertThat(table.columns()).extracting(TargetColumn::name).containsExactly("id", "a", "g");
        assertThat(table.streamed()).extracting(TargetColumn::name).containsExactly("id", "a");
        // Events don't tell of it.
        SourceTable without =
                table("s", "t").key("id", "int4").column("a", "date").build();
        assertThat(table.schemaId())
                .isEqualTo(SamplePipeline.compile(SamplePipeline.config("p", Map.of(), rule("s.*")), without)
                        .desired()
                        .tables()
                        .getFirst()
                        .schemaId());
    }

    /** Rather than have wrong values. */
    @Test
    void generatedColumnsThatCanNotBeComputedAreLeftOutAndSaid() {
        SampleSource columns = table("s", "t").key("id", "int4").column("a", "int4");
        SourceTable differing = columns.generated("g", "int4", new Generation("a * 2", Set.of(2), false))
                .build();
        SourceTable uncopied = table("s", "u")
                .key("id", "int4")
                .column("secret", "text")
                .generated("g", "int4", "length(secret)", 2)
                .build();
        SourceTable counted = table("s", "v")
                .column("a", "int4")
                .generated("g", "int4", "a * 2", 1)
                .identity(ReplicaIdentity.FULL)
                .build();
        PipelineCompiler.Compiled compiled = SamplePipeline.compile(
                SamplePipeline.config("p", Map.of(), rule("s.*", "secret")), differing, uncopied, counted);
        assertThat(compiled.leftOut())
                .extracting(LeftOut::what)
                .containsExactly("column g of s.t", "column g of s.u", "column g of s.v");
        assertThat(compiled.desired().tables())
                .allSatisfy(table -> assertThat(table.generated()).isEmpty());
    }

    @Test
    void generatedColumnsThatAreExcludedAreNotSaid() {
        SourceTable generated = table("s", "t")
                .key("id", "int4")
                .column("a", "int4")
                .generated("g", "int4", "a * 2", 2)
                .build();
        assertThat(SamplePipeline.compile(SamplePipeline.config("p", Map.of(), rule("s.*", "g")), generated)
                        .leftOut())
                .isEmpty();
    }

    @Test
    void whatIsNoTableIsRefusedByNameAndLeftOutByPattern() {
        OtherRelation unlogged =
                new OtherRelation(new TableId("s", "u"), OtherRelation.Kind.UNLOGGED, Optional.empty());
        OtherRelation view = new OtherRelation(new TableId("s", "v"), OtherRelation.Kind.VIEW, Optional.empty());
        OtherRelation known =
                new OtherRelation(new TableId("s", "p"), OtherRelation.Kind.PARTITION, Optional.of(PLAIN.id()));
        OtherRelation lost = new OtherRelation(
                new TableId("s", "q"), OtherRelation.Kind.PARTITION, Optional.of(new TableId("other", "t")));
        SourceCatalog catalog =
                new SourceCatalog(SampleSource.server(), List.of(PLAIN), List.of(unlogged, view, known, lost));
        PipelineCompiler.Compiled byPattern = PipelineCompiler.compile(
                SamplePipeline.config("p", Map.of(), rule("s.*")), catalog, Map.of(), "127.0.0.1:9092");
        assertThat(byPattern.problems()).isEmpty();
        assertThat(byPattern.leftOut())
                .extracting(LeftOut::toString)
                .containsExactly(
                        "s.u is unlogged, so its changes are not in the write-ahead log.",
                        "s.q is a partition, whose rows are those of other.t.");
        PipelineCompiler.Compiled byName = PipelineCompiler.compile(
                SamplePipeline.config("p", Map.of(), rule("s.plain"), rule("s.v"), rule("s.u"), rule("s.p")),
                catalog,
                Map.of(),
                "127.0.0.1:9092");
        assertThat(byName.problems())
                .extracting(Problem::code)
                .containsExactly("not-replicable", "not-replicable", "not-replicable");
    }

    @Test
    void allFaultsOfAllTablesAreSaidAtOnce() {
        assertThat(problems(
                        rule("s.*"),
                        table("s", "a").column("v", "text").build(),
                        table("s", "b").generatedKey("id", "int4").build(),
                        PLAIN))
                .containsExactly("table-without-key", "generated-key");
    }

    @Test
    void twoTablesNeverShareAView() {
        SourceTable history = table("s", "plain_history").key("id", "int4").build();
        assertThat(problems(rule("s.*"), PLAIN, history)).containsExactly("name-collision");
        var config = SamplePipeline.config("p", Map.of("a", "one", "b", "one"), rule("*.*"));
        assertThat(SamplePipeline.compile(
                                config,
                                table("a", "t").key("id", "int4").build(),
                                table("b", "t").key("id", "int4").build())
                        .problems())
                .extracting(Problem::code)
                // The view of the current rows and that of the history.
                .containsExactly("name-collision", "name-collision");
    }

    @Test
    void twoTablesNeverShareATopic() {
        assertThat(problems(
                        rule("*.*"),
                        table("s", "a b").key("id", "int4").build(),
                        table("s", "a_b").key("id", "int4").build()))
                .containsExactly("name-collision");
    }

    @Test
    void norTopicsThatKafkaTakesForTheSame() {
        assertThat(problems(
                        rule("*.*"),
                        table("sales", "eu_orders").key("id", "int4").build(),
                        table("sales_eu", "orders").key("id", "int4").build()))
                .containsExactly("name-collision");
    }

    @Test
    void noTableTakesTheTopicOfTheMarks() {
        // Debezium writes logical messages to <prefix>.message; a table's topic has a schema in between.
        assertThat(compile(rule("*.*"), table("s", "message").key("id", "int4").build())
                        .topics())
                .extracting(TopicSpec::name)
                .containsExactly("p.s.message", "__debezium-heartbeat.p", "p.message");
    }

    @Test
    void anExcludedColumnIsNowhere() {
        SourceTable cards = table("s", "cards")
                .key("id", "int4")
                .column("number", "text")
                .column("name", "text")
                .build();
        Desired all = compile(rule("s.*"), cards);
        Desired some = compile(rule("s.*", "number"), cards);
        TargetTable table = some.tables().getFirst();
        assertThat(table.columns()).extracting(TargetColumn::name).containsExactly("id", "name");
        assertThat(table.schemaId()).isNotEqualTo(all.tables().getFirst().schemaId());
        assertThat(some.copies().getFirst().objects())
                .noneMatch(object -> object.definition().contains("number"));
        assertThat(some.connector()).containsEntry("column.exclude.list", "s\\.(?s:.*)\\.number");
        assertThat(all.connector()).doesNotContainKey("column.exclude.list");
    }

    @Test
    void theFirstRuleThatMatchesDecides() {
        var config = SamplePipeline.config(
                "p",
                Map.of("s", "mapped"),
                new TableRule("s.plain", List.of(), Optional.of(new Retention(90))),
                rule("s.*"));
        SourceTable other = table("s", "zebra").key("id", "int4").build();
        List<TargetTable> tables =
                SamplePipeline.compile(config, other, PLAIN).desired().tables();
        assertThat(tables).extracting(table -> table.names().live()).hasToString("[mapped.plain, mapped.zebra]");
        assertThat(tables.get(0).historyDays()).hasValue(90);
        assertThat(tables.get(1).historyDays()).isEmpty();
    }

    @Test
    void theConnectorKeepsWhatItWasGiven() {
        assertThat(compile(rule("s.*"), PLAIN).connector())
                .isEqualTo(Map.of("topic.prefix", "p", "table.include.list", "s\\.(?s:.*)"));
    }
}
