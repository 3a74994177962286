/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e.types;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.source.PgIdentifiers;
import dev.sluice.core.target.TargetColumn;
import dev.sluice.core.verify.RowTexts;
import dev.sluice.core.verify.RowTexts.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Both databases' digests of a row are equal if and only if the row is. */
@ExtendWith(Engines.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RowTextsTest {
    private static final int HEX_DIGITS = 2;

    private static final String COLUMNS = """
            id int, b boolean, i2 smallint, i8 bigint, f4 real, f8 float8, n numeric(10,2), un numeric, d date,
            ts timestamp, tz timestamptz, u uuid, by bytea, bp char(5), t text, t2 text, ip inet, m money, j json,
            a int[], bits bit varying, k float8, PRIMARY KEY (id, k)""";

    private static final String ROW = """
            true, 2, 8, 1.5, 2.5, 10.50, 1.500, '2025-07-21', '2025-07-21 10:11:12.5', '2025-07-21 10:11:12.5+00',
            'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '\\xdead', 'ab', 'a', 'bc', '10.0.0.1', '12.34', '{"a": 1}',
            '{1,2}', B'01'""";

    /** For each column of the row, an expression that gives it another value. */
    private static final Map<String, String> OTHERS = Map.ofEntries(
            Map.entry("b", "false"),
            Map.entry("i2", "3"),
            Map.entry("i8", "-8"),
            Map.entry("f4", "'-0'"),
            Map.entry("f8", "2.5000000000000004"),
            Map.entry("n", "10.51"),
            Map.entry("un", "1.50"),
            Map.entry("d", "'2025-07-22'"),
            Map.entry("ts", "'2025-07-21 10:11:12.500001'"),
            Map.entry("tz", "'2025-07-21 10:11:12.5+01'"),
            Map.entry("u", "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a12'"),
            Map.entry("by", "'\\xdeae'"),
            Map.entry("bp", "''"),
            Map.entry("t", "'A'"),
            Map.entry("t2", "''"),
            Map.entry("ip", "'10.0.0.1/24'"),
            Map.entry("m", "'12.35'"),
            Map.entry("j", "'{\"a\":1}'"),
            Map.entry("a", "'{1,NULL}'"),
            Map.entry("bits", "B'1'"));

    private @Nullable ReplicatedTable made;

    @BeforeAll
    void loadTwentyRows(Engines.Running engines) {
        ReplicatedTable table = ReplicatedTable.create(engines, "row_texts", COLUMNS);
        made = table;
        String name = PgIdentifiers.quote(table.source().id());
        engines.source()
                .execute("INSERT INTO " + name + " SELECT i, " + ROW + ", i / 8.0 FROM generate_series(1, 20) AS i");
        // The last row has nothing but its key.
        engines.source().execute("INSERT INTO " + name + " (id, k) VALUES (21, '-0')");
        table.load();
        assertThat(table.parked()).isEmpty();
    }

    @Test
    void equalTablesHaveEqualChecksums() {
        RowTexts texts = new RowTexts(table().target());
        assertThat(table().ask(Side.TARGET, texts.checksum(Side.TARGET)))
                .isEqualTo(table().ask(Side.SOURCE, texts.checksum(Side.SOURCE)));
        assertThat(table().ask(Side.TARGET, texts.checksums(Side.TARGET, HEX_DIGITS)))
                .hasSizeGreaterThan(5)
                .containsExactlyInAnyOrderElementsOf(
                        table().ask(Side.SOURCE, texts.checksums(Side.SOURCE, HEX_DIGITS)));
    }

    @Test
    void everyRowIsFoundByItsKeyOnBothSides() {
        RowTexts texts = new RowTexts(table().target());
        String buckets = texts.checksums(Side.SOURCE, HEX_DIGITS);
        List<String> names = table().ask(Side.SOURCE, buckets).stream()
                .map(row -> String.valueOf(row.getFirst()))
                .toList();
        List<List<@Nullable String>> rows = table().ask(Side.SOURCE, texts.digests(Side.SOURCE, names, HEX_DIGITS));
        assertThat(rows).hasSize(21);
        assertThat(table().ask(Side.TARGET, texts.digests(Side.TARGET, names, HEX_DIGITS)))
                .containsExactlyInAnyOrderElementsOf(rows);
        List<List<String>> keys = rows.stream()
                .map(row -> row.subList(0, row.size() - 1).stream()
                        .map(String::valueOf)
                        .toList())
                .toList();
        for (Side side : Side.values()) {
            assertThat(table().ask(side, texts.digestsOf(side, keys))).containsExactlyInAnyOrderElementsOf(rows);
            assertThat(table().ask(side, texts.row(side, keys.getFirst()))).hasSize(1);
        }
    }

    @Test
    void aChangeOfAnyColumnChangesTheDigestOfItsRowAlone() {
        List<String> columns = table().target().columns().stream()
                .filter(column -> !column.key())
                .map(TargetColumn::name)
                .toList();
        assertThat(OTHERS.keySet()).containsExactlyInAnyOrderElementsOf(columns);
        List<String> changes = new ArrayList<>();
        columns.forEach(column -> changes.add(PgIdentifiers.quote(column) + " = " + OTHERS.get(column)));
        columns.forEach(column -> changes.add(PgIdentifiers.quote(column) + " = NULL"));
        // The same texts one after the other, cut at another place.
        changes.add("t = 'ab', t2 = 'c'");
        changes.add("t = NULL, t2 = ''");
        for (String change : changes) {
            assertThat(differing("UPDATE " + name() + " SET " + change + " WHERE id = 7"))
                    .as(change)
                    .containsExactly("7");
        }
        assertThat(differing("UPDATE " + name() + " SET t2 = '' WHERE id = 21")).containsExactly("21");
        assertThat(differing("UPDATE " + name() + " SET bp = '' WHERE id = 21")).containsExactly("21");
        assertThat(differing("UPDATE " + name() + " SET t2 = t2")).isEmpty();
    }

    /** The ids of rows whose digests differ while a transaction that is rolled back has done this. */
    private List<String> differing(String update) {
        RowTexts texts = new RowTexts(table().target());
        List<List<String>> keys = table().ask(Side.SOURCE, "SELECT id::text, " + key() + " FROM " + name()).stream()
                .map(row -> row.stream().map(String::valueOf).toList())
                .toList();
        List<List<@Nullable String>> target = table().ask(Side.TARGET, texts.digestsOf(Side.TARGET, keys));
        return table().engines().source().with(connection -> {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute(update);
                List<String> differing = new ArrayList<>();
                try (var row = statement.executeQuery(texts.digestsOf(Side.SOURCE, keys))) {
                    while (row.next()) {
                        if (!target.contains(List.of(row.getString(1), row.getString(2), row.getString(3)))) {
                            differing.add(row.getString(1));
                        }
                    }
                }
                return differing;
            } finally {
                connection.rollback();
            }
        });
    }

    private String key() {
        return table().target().keyColumns().stream()
                .filter(column -> column.name().equals("k"))
                .map(column -> column.mapping().sourcePrint().apply("k"))
                .collect(Collectors.joining());
    }

    private String name() {
        return PgIdentifiers.quote(table().source().id());
    }

    private ReplicatedTable table() {
        return java.util.Objects.requireNonNull(made);
    }
}
