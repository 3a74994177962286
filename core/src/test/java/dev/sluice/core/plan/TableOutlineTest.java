/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.config.Misfit;
import dev.sluice.core.config.PipelineConfig;
import dev.sluice.core.config.PipelineConfig.Retention;
import dev.sluice.core.config.PipelineConfig.TableRule;
import dev.sluice.core.source.SampleSource;
import dev.sluice.core.source.SourceTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TableOutlineTest {
    @Test
    void ordersOfAShop() {
        TableOutline outline = outline(SampleSource.orders(), List.of(), Optional.empty());
        assertThat(outline.columns())
                .startsWith(
                        new TableOutline.Column("id", "int4", "Int32", false, ""),
                        new TableOutline.Column(
                                "order_date",
                                "date",
                                "Date32",
                                false,
                                "1900-01-01 to 2299-12-31; anything else is parked, infinity too"))
                .hasSize(5);
        assertThat(outline.limits())
                .containsExactly(
                        "order_date, created_at: 1900-01-01 to 2299-12-31; anything else is parked, infinity too",
                        "price: NaN is parked");
    }

    @Test
    void excludedColumnsAndAShortHistory() {
        TableOutline outline =
                outline(SampleSource.orders(), List.of("price", "nonsense"), Optional.of(new Retention(30)));
        assertThat(outline.columns()).extracting(TableOutline.Column::name).doesNotContain("price");
        assertThat(outline.limits())
                .contains("price: excluded, so not in the copy")
                .last()
                .asString()
                .startsWith("note: a row whose key changes")
                .contains("30 days");
    }

    @Test
    void columnsThatAreKeptAsText() {
        TableRule rule = new TableRule(
                "*.*",
                List.of(),
                Optional.empty(),
                Map.of("price", Misfit.TEXT, "id", Misfit.TEXT, "other", Misfit.TEXT));
        TableOutline outline = outline(SampleSource.orders(), rule);
        assertThat(outline.columns()).extracting(TableOutline.Column::target).contains("Int32", "String", "Date32");
        assertThat(outline.limits()).contains("price: the text that Postgres prints, as the configuration says");
    }

    @Test
    void namesThatAreTaken() {
        assertThat(outline(SampleSource.weird(), List.of(), Optional.empty()).limits())
                .contains("_op: the text that Postgres prints")
                .anyMatch(limit -> limit.startsWith("the history's own columns begin with __"));
    }

    @Test
    void manyColumnsWithOneLimitAreCounted() {
        SampleSource wide = SampleSource.table("inventory", "wide").key("id", "int4");
        for (int i = 0; i < 10; i++) {
            wide.column("j" + i, "jsonb");
        }
        assertThat(outline(wide.build(), List.of(), Optional.empty()).limits())
                .containsExactly("j0, j1, j2, j3, j4 and 5 more: the text that Postgres prints");
    }

    private static TableOutline outline(SourceTable table, List<String> exclude, Optional<Retention> history) {
        return outline(table, new TableRule("*.*", exclude, history));
    }

    private static TableOutline outline(SourceTable table, TableRule rule) {
        PipelineConfig config = new PipelineConfig(
                "shop",
                Optional.empty(),
                List.of(rule),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
        return PipelineCompiler.compile(config, SampleSource.catalog(table), Map.of(), "127.0.0.1:9092")
                .outlines()
                .getFirst();
    }
}
