/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e.types;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.source.PgIdentifiers;
import dev.sluice.core.verify.RowTexts.Side;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/**
 * Whatever columns a table has and whatever its rows hold, both ways, the load and the stream, end in the same texts in
 * ClickHouse as in Postgres.
 */
class RandomRowsProperties {
    private static final int TRIES = 8;
    private static final int ROWS = 60;
    private static final int MAX_COLUMNS = 40;

    private static Engines.@Nullable Running engines;
    private static int number;

    @BeforeContainer
    static void start() {
        Engines.Running started = Engines.Running.start();
        TypeCase.SETUP.forEach(started.source()::execute);
        engines = started;
    }

    @AfterContainer
    static void stop() throws IOException {
        if (engines != null) {
            engines.close();
        }
    }

    @Provide
    Arbitrary<List<TypeCase>> columns() {
        return Arbitraries.of(TypeCase.all()).list().ofMinSize(MAX_COLUMNS / 2).ofMaxSize(MAX_COLUMNS);
    }

    @Property(tries = TRIES)
    void arriveByBothWays(@ForAll("columns") List<TypeCase> columns, @ForAll long seed) {
        if (engines == null) {
            throw new IllegalStateException("not started");
        }
        Random random = new Random(seed);
        List<Boolean> notNull =
                columns.stream().map(column -> random.nextInt(4) == 0).toList();
        ReplicatedTable table = ReplicatedTable.create(
                engines,
                "random" + number++,
                "id int PRIMARY KEY, "
                        + IntStream.range(0, columns.size())
                                .mapToObj(i ->
                                        "c" + i + " " + columns.get(i).type() + (notNull.get(i) ? " NOT NULL" : ""))
                                .collect(Collectors.joining(", ")));
        for (int id = 0; id < ROWS; id++) {
            engines.source().execute(insert(table, id, columns, notNull, random));
        }
        List<String> expected = texts(table, Side.SOURCE);

        table.load();
        assertThat(texts(table, Side.TARGET)).as("by the load").isEqualTo(expected);
        table.empty();
        table.stream();
        assertThat(texts(table, Side.TARGET)).as("by the stream").isEqualTo(expected);
    }

    private static String insert(
            ReplicatedTable table, int id, List<TypeCase> columns, List<Boolean> notNull, Random random) {
        RandomValues values = new RandomValues(random);
        List<String> literals = new ArrayList<>();
        literals.add(Integer.toString(id));
        for (int i = 0; i < columns.size(); i++) {
            boolean nothing = !notNull.get(i) && random.nextInt(5) == 0;
            literals.add(nothing ? "NULL" : values.literal(columns.get(i).type()));
        }
        return "INSERT INTO " + PgIdentifiers.quote(table.source().id()) + " VALUES (" + String.join(", ", literals)
                + ")";
    }

    /** One text a value, with its row and column, so that a difference names its place. */
    private static List<String> texts(ReplicatedTable table, Side side) {
        List<List<@Nullable String>> described = table.ask(
                Side.SOURCE,
                "SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = '" + Engines.SCHEMA
                        + "' AND table_name = '" + table.source().id().name() + "' ORDER BY ordinal_position");
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < described.size(); i++) {
            String name = String.valueOf(described.get(i).getFirst());
            String type = String.valueOf(described.get(i).get(1));
            columns.add(
                    side == Side.SOURCE
                            ? ColumnTexts.inPostgres(name, type)
                            : ColumnTexts.inClickHouse(
                                    name, table.target().columns().get(i).type(), type));
        }
        String from = side == Side.SOURCE
                ? PgIdentifiers.quote(table.source().id())
                : table.target().names().live().quoted();
        String select = "SELECT " + String.join(", ", columns) + " FROM " + from + " ORDER BY " + from + ".id";
        List<String> texts = new ArrayList<>();
        for (List<@Nullable String> row : table.ask(
                side, side == Side.SOURCE ? select : select + " SETTINGS output_format_decimal_trailing_zeros = 1")) {
            for (int i = 0; i < row.size(); i++) {
                String text = row.get(i);
                String type = String.valueOf(described.get(i).get(1));
                texts.add(row.getFirst() + " " + described.get(i).getFirst() + " " + type + ": "
                        + (text == null ? "NULL" : "'" + ColumnTexts.alike(text, type) + "'"));
            }
        }
        return texts;
    }
}
