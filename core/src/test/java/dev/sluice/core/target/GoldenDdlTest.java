/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.config.Misfit;
import dev.sluice.core.config.PipelineConfig.TableRule;
import dev.sluice.core.plan.Desired;
import dev.sluice.core.plan.SamplePipeline;
import dev.sluice.core.source.PgIdentifiers;
import dev.sluice.core.source.SampleSource;
import dev.sluice.core.source.SourceTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pairs of files: a Postgres table and the ClickHouse DDL made from it. Run with {@code -Dgolden.write=true} to write them
 * anew, then look at the difference. That ClickHouse takes such DDL is tested in module {@code e2e}.
 */
class GoldenDdlTest {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");

    record Pair(String name, SourceTable table) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Pair> pairs() {
        return Stream.of(
                new Pair("orders", SampleSource.orders()),
                new Pair("weird", SampleSource.weird()),
                new Pair("readings", SampleSource.readings()),
                new Pair("coupons", SampleSource.coupons()));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void tables(Pair pair) throws IOException {
        check(pair.name + ".postgres.sql", postgres(pair.table));
        Desired desired = SamplePipeline.of(pair.table);
        check(pair.name + ".clickhouse.sql", script(desired.copies().getFirst().objects()));
        check(pair.name + "-shared.clickhouse.sql", script(desired.shared()));
    }

    /** Values that don't fit become NULL and are recorded. */
    @org.junit.jupiter.api.Test
    void losses() throws IOException {
        Map<String, Misfit> misfits = Map.of(
                "order_date", Misfit.NULL_AND_RECORD, "price", Misfit.NULL_AND_RECORD, "id", Misfit.NULL_AND_RECORD);
        Desired desired = SamplePipeline.compile(
                        SamplePipeline.config(
                                "shop", Map.of(), new TableRule("*.*", List.of(), Optional.empty(), misfits)),
                        SampleSource.orders())
                .desired();
        check("orders-losses.clickhouse.sql", script(desired.copies().getFirst().objects()));
    }

    private static String script(List<TargetObject> objects) {
        return objects.stream().map(object -> object.create() + ";\n").collect(Collectors.joining("\n"));
    }

    private static String postgres(SourceTable table) {
        String columns = table.columns().stream()
                .map(column -> "  " + PgIdentifiers.quote(column.name()) + " "
                        + column.type().formatted() + (column.notNull() ? " NOT NULL" : "") + ",\n")
                .collect(Collectors.joining());
        String key = table.key().stream().map(PgIdentifiers::quote).collect(Collectors.joining(", "));
        String name = PgIdentifiers.quote(table.id());
        String constraint = switch (table.identity()) {
            case DEFAULT, NOTHING -> "  PRIMARY KEY (" + key + ")\n);\n";
            case INDEX ->
                "  CONSTRAINT u UNIQUE (" + key + ")\n);\nALTER TABLE " + name + " REPLICA IDENTITY USING INDEX u;\n";
            case FULL -> "  CHECK (true)\n);\nALTER TABLE " + name + " REPLICA IDENTITY FULL;\n";
        };
        return "CREATE TABLE " + name + " (\n" + columns + constraint;
    }

    private static void check(String name, String text) throws IOException {
        Path file = GOLDEN.resolve(name);
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, text);
        }
        assertThat(text).isEqualTo(Files.readString(file));
    }
}
