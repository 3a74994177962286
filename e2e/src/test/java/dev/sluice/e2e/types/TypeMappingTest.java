/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e.types;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.source.PgIdentifiers;
import dev.sluice.core.target.TargetColumn;
import dev.sluice.core.verify.RowTexts;
import dev.sluice.core.verify.RowTexts.Side;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every value of {@link TypeCase} arrives by the load and by the stream as exactly the value that it is in Postgres, or is
 * parked if it is one that the ClickHouse type can't hold. There is no third way.
 */
@ExtendWith(Engines.class)
class TypeMappingTest {
    private static final String PARKED = "parked";

    static Stream<TypeCase> cases() {
        return TypeCase.all().stream();
    }

    @BeforeAll
    static void ownTypes(Engines.Running engines) {
        TypeCase.SETUP.forEach(engines.source()::execute);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    @DisplayName("load and stream")
    void everyValueArrivesOrIsParked(TypeCase type, Engines.Running engines) {
        ReplicatedTable table = ReplicatedTable.create(engines, type.table(), "id int PRIMARY KEY, v " + type.type());
        assertThat(table.target().columns().get(1).mapping().type()).isEqualTo(type.target());
        Map<String, String> literals = insert(table, type);
        Map<String, String> expected = values(table, Side.SOURCE, literals);
        type.parked().forEach(literal -> expected.put(literal, PARKED));

        table.load();
        assertThat(outcome(table, literals)).as("by the load").isEqualTo(expected);
        table.empty();
        table.stream();
        assertThat(outcome(table, literals)).as("by the stream").isEqualTo(expected);
        if (type.parked().isEmpty()) {
            String sums = new RowTexts(table.target()).checksum(Side.SOURCE);
            assertThat(table.ask(Side.TARGET, new RowTexts(table.target()).checksum(Side.TARGET)))
                    .isEqualTo(table.ask(Side.SOURCE, sums));
        }
    }

    /** Returns each row's literal by its id. */
    private static Map<String, String> insert(ReplicatedTable table, TypeCase type) {
        Map<String, String> literals = new TreeMap<>();
        for (String literal : type.literals()) {
            String id = Integer.toString(literals.size());
            literals.put(id, literal);
            table.engines()
                    .source()
                    .execute("INSERT INTO " + PgIdentifiers.quote(table.source().id()) + " VALUES (" + id + ", "
                            + literal + ")");
        }
        return literals;
    }

    private static Map<String, String> outcome(ReplicatedTable table, Map<String, String> literals) {
        Map<String, String> outcome = values(table, Side.TARGET, literals);
        Set<String> parked = table.parked();
        parked.forEach(id -> outcome.merge(literals.get(id), PARKED, (value, unused) -> value + " and " + PARKED));
        return outcome;
    }

    /** The text that the verification compares, by literal. */
    private static Map<String, String> values(ReplicatedTable table, Side side, Map<String, String> literals) {
        TargetColumn value = table.target().columns().get(1);
        String sql = switch (side) {
            case SOURCE ->
                "SELECT id::text, " + value.mapping().sourcePrint().apply(PgIdentifiers.quote("v")) + " FROM "
                        + PgIdentifiers.quote(table.source().id());
            case TARGET ->
                "SELECT toString(id), " + value.mapping().print().apply(value.quoted()) + " FROM "
                        + table.target().names().live().quoted();
        };
        Map<String, String> values = new TreeMap<>();
        for (List<?> row : table.ask(side, sql)) {
            values.put(literals.get(String.valueOf(row.get(0))), String.valueOf(row.get(1)));
        }
        return values;
    }
}
