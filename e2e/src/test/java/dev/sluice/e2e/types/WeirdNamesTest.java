/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e.types;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.source.PgIdentifiers;
import dev.sluice.core.verify.RowTexts;
import dev.sluice.core.verify.RowTexts.Side;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever Postgres takes for a name of a table or a column, the copy has it too and works. */
@ExtendWith(Engines.class)
class WeirdNamesTest {
    private static final List<String> COLUMNS = List.of(
            "it's",
            "double\"quote",
            "back\\slash",
            "back`tick",
            "with.dot",
            "with space",
            "ünïcödé 😀",
            "select",
            "after",
            "e",
            "l",
            "raw",
            "source",
            "target",
            "version",
            "_op",
            "_version",
            "__lsn",
            "{brace}",
            "%s",
            "line\nbreak",
            "Nullable(String)");

    @ParameterizedTest
    @ValueSource(strings = {"it's", "a\"b", "a\\b", "a`b", "a.b", "a b", "Ünï😀", "select", "x_history", "%s{}"})
    void copiesAreEqual(String name, Engines.Running engines) {
        String definitions = Stream.concat(
                        Stream.of("id int"), COLUMNS.stream().map(column -> PgIdentifiers.quote(column) + " text"))
                .collect(Collectors.joining(", ", "", ", PRIMARY KEY (id, " + PgIdentifiers.quote("it's") + ")"));
        ReplicatedTable table = ReplicatedTable.create(engines, name, definitions);
        for (int id = 0; id < 3; id++) {
            String values = COLUMNS.stream()
                    .map(column -> PgIdentifiers.literal("value of " + column))
                    .collect(Collectors.joining(", "));
            engines.source()
                    .execute("INSERT INTO " + PgIdentifiers.quote(table.source().id()) + " VALUES (" + id + ", "
                            + values + ")");
        }
        table.load();
        assertEqual(table);
        table.empty();
        table.stream();
        assertEqual(table);
    }

    private static void assertEqual(ReplicatedTable table) {
        RowTexts texts = new RowTexts(table.target());
        List<List<String>> keys = List.of(List.of("0", "value of it's"), List.of("2", "value of it's"));
        assertThat(table.parked()).isEmpty();
        assertThat(table.ask(Side.TARGET, texts.digestsOf(Side.TARGET, keys)))
                .hasSize(2)
                .containsExactlyInAnyOrderElementsOf(table.ask(Side.SOURCE, texts.digestsOf(Side.SOURCE, keys)));
        assertThat(table.ask(Side.TARGET, texts.checksum(Side.TARGET)))
                .isEqualTo(table.ask(Side.SOURCE, texts.checksum(Side.SOURCE)));
    }
}
