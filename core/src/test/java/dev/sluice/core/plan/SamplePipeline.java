/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.plan;

import dev.sluice.core.config.ChangePolicies;
import dev.sluice.core.config.PipelineConfig;
import dev.sluice.core.config.PipelineConfig.Retention;
import dev.sluice.core.config.PipelineConfig.TableRule;
import dev.sluice.core.source.SampleSource;
import dev.sluice.core.source.SourceTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pipelines for tests. */
public final class SamplePipeline {
    private SamplePipeline() {}

    /** The pipeline {@code shop} of these tables, which have to be without fault. */
    public static Desired of(SourceTable... tables) {
        return of("shop", Optional.empty(), tables);
    }

    /** The same with these policies. */
    static Desired of(ChangePolicies policies, SourceTable... tables) {
        Desired plain = of(tables);
        return new Desired(
                plain.names(),
                plain.copies(),
                plain.topics(),
                plain.shared(),
                plain.present(),
                policies,
                plain.connector());
    }

    /** A pipeline of these tables with this retention of their history. */
    public static Desired of(String name, Optional<Retention> history, SourceTable... tables) {
        PipelineConfig config = config(name, Map.of(), new TableRule("*.*", List.of(), history));
        PipelineCompiler.Compiled compiled = compile(config, tables);
        if (!compiled.problems().isEmpty()) {
            throw new AssertionError(compiled.problems());
        }
        return compiled.desired();
    }

    public static PipelineConfig config(String name, Map<String, String> databases, TableRule... rules) {
        return new PipelineConfig(
                name,
                Optional.empty(),
                List.of(rules),
                databases,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    public static PipelineCompiler.Compiled compile(PipelineConfig config, SourceTable... tables) {
        return PipelineCompiler.compile(
                config, SampleSource.catalog(tables), Map.of("topic.prefix", config.pipeline()), "127.0.0.1:9092");
    }

    /** {@code prefix0} to {@code prefix(count-1)} of one schema. */
    public static SourceTable[] tables(String schema, String prefix, int count) {
        List<SourceTable> tables = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tables.add(SampleSource.table(schema, prefix + i)
                    .key("id", "int8")
                    .column("v", "text")
                    .build());
        }
        return tables.toArray(new SourceTable[0]);
    }
}
