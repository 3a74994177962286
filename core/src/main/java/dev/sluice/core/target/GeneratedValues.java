/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import static dev.sluice.core.target.ChIdentifiers.literal;

import dev.sluice.core.source.PgIdentifiers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts into the table of changes what Postgres generates and does not publish. Postgres computes it: the expression may only
 * read the row's own columns and call immutable functions, so from the values that a change has it gives what it gave then,
 * whatever has happened to the row since.
 *
 * <p>To be done before {@link GapFilling#complete}. Running it again changes nothing.
 */
public final class GeneratedValues {
    private static final String ROW = "version String, op String, key Array(String), value Array(Nullable(String))";

    private final PartialRows gaps;
    private final TargetTable table;
    private final OwnColumns own;
    private final List<TargetColumn> generated;
    private final List<TargetColumn> inputs;

    public GeneratedValues(PartialRows gaps) {
        this.gaps = gaps;
        this.table = gaps.table();
        this.own = table.own();
        this.generated = table.generated();
        this.inputs = table.streamed().stream()
                .filter(column -> generated.stream()
                        .flatMap(of -> of.generation().stream())
                        .anyMatch(of -> of.inputs().contains(column.number())))
                .toList();
    }

    /**
     * {@code version, operation, key, inputs} of each gap whose inputs are known: the last two are arrays of texts that
     * Postgres reads. Within so many bytes of memory.
     */
    public String inputs(long bytes) {
        Collection<StoredColumn> needed = table.stored().stream()
                .filter(column -> column.key() || inputs.stream().anyMatch(input -> input.number() == column.number()))
                .toList();
        GapFilling.Filled filled = new GapFilling(gaps).filled(needed);
        String texts = inputs.stream()
                .map(column -> text(column, String.valueOf(filled.values().get(column.quoted()))))
                .collect(Collectors.joining(", ", "CAST([", "], 'Array(Nullable(String))')"));
        return "SELECT toString(" + own.version() + "), " + own.op() + ", " + key("") + ", " + texts + "\n"
                + filled.from() + GapFilling.within(bytes);
    }

    /** Postgres SQL: the generated values' texts, a row for each of these inputs and in their order. */
    public String compute(List<List<@Nullable String>> rows) {
        List<String> given = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            given.add(Stream.concat(
                            Stream.of(String.valueOf(i)),
                            rows.get(i).stream().map(text -> text == null ? "NULL" : PgIdentifiers.literal(text)))
                    .collect(Collectors.joining(", ", "(", ")")));
        }
        List<String> names = new ArrayList<>(List.of("n"));
        List<String> row = new ArrayList<>();
        for (TargetColumn input : inputs) {
            String name = "c" + names.size();
            names.add(name);
            row.add("CAST(r." + name + " AS " + input.sourceType() + ") AS " + PgIdentifiers.quote(input.name()));
        }
        List<String> texts = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (TargetColumn column : generated) {
            String name = "g" + values.size();
            // pg_get_expr does not show the cast to the column's type that Postgres makes.
            values.add("CAST((" + column.generation().orElseThrow().expression() + ") AS " + column.sourceType()
                    + ") AS " + name);
            texts.add(TypeMapping.SOURCE_OUTPUT.apply(
                    column.mapping().sourceText().apply("e." + name)));
        }
        // The expression sees nothing but the row's columns, by their own names: they hide those outside.
        return "SELECT " + String.join(", ", texts) + "\nFROM (VALUES " + String.join(",\n", given) + ") AS r("
                + String.join(", ", names) + ")\nCROSS JOIN LATERAL (SELECT " + String.join(", ", values)
                + (row.isEmpty() ? "" : " FROM (SELECT " + String.join(", ", row) + ") AS t") + ") AS e\nORDER BY r.n";
    }

    /**
     * Those of these rows whose values their columns don't hold, as they are given.
     *
     * @param rows a line each of JSON: {@code [version, operation, [key …], [value …]]}
     */
    public String misfits(String rows) {
        return "SELECT * FROM " + format(rows) + " AS g WHERE NOT (" + fit() + ")";
    }

    /** Gives the changes of these rows their values, where they fit. */
    public String insert(String rows) {
        List<String> into = new ArrayList<>();
        List<String> select = new ArrayList<>();
        for (StoredColumn column : table.stored()) {
            into.add(column.quoted());
            if (!column.generated()) {
                select.add("c." + column.quoted());
                continue;
            }
            select.add(parsed(numbers().indexOf(column.number())));
        }
        for (String column : List.of(own.op(), own.lsn(), own.tx(), own.committedAt(), own.syncedAt(), own.version())) {
            into.add(column);
            select.add("c." + column);
        }
        into.add(own.missing());
        select.add("arrayFilter(x -> NOT has(" + gaps.generated() + ", x), c." + own.missing() + ")");
        return "INSERT INTO " + table.names().changes().quoted() + " (" + String.join(", ", into) + ")\nSELECT "
                + String.join(", ", select) + "\nFROM (SELECT * FROM "
                + table.names().changes().quoted()
                + " FINAL WHERE " + gaps.ofThese() + ") AS c\nINNER JOIN (SELECT * FROM " + format(rows)
                + ") AS g ON g.version = toString(c." + own.version() + ") AND g.op = toString(c." + own.op()
                + ") AND g.key = " + key("c.") + "\nWHERE " + fit();
    }

    /** Parks these rows, which {@link #misfits} has told. */
    public String park(String rows) {
        List<String> faults = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < table.key().size(); i++) {
            texts.add(literal(table.key().get(i)) + ", CAST(arrayElement(g.key, " + (i + 1) + "), 'Nullable(String)')");
        }
        for (int i = 0; i < generated.size(); i++) {
            TargetColumn column = generated.get(i);
            texts.add(literal(column.name()) + ", " + value(i));
            faults.add("NOT (" + fits(i) + "), concat(" + literal("column " + column.name() + ": ") + ", ifNull("
                    + value(i) + ", 'no value'), " + literal(" does not fit " + column.type()) + ")");
        }
        return "INSERT INTO " + TargetNames.INCIDENTS.quoted() + " (op, target, error, payload, seen_at)\nSELECT '', "
                + literal(table.target()) + ", multiIf(" + String.join(", ", faults) + ", ''), toJSONString(map("
                + String.join(", ", texts) + ")), now64(6, 'UTC')\nFROM " + format(rows) + " AS g";
    }

    /** Closes the gaps of these rows' versions, if the other rows of each have their values. */
    public String close(String rows) {
        String row = "toString(" + own.version() + "), toString(" + own.op() + "), ";
        return gaps.closing(
                "SELECT " + own.version() + ", " + gaps.changes() + " FROM "
                        + table.names().changes().quoted() + " FINAL WHERE " + gaps.ofThese() + " AND " + own.version()
                        + " IN (SELECT toUInt128(version) FROM " + format(rows) + ") AND " + own.op()
                        + " IN ('c', 'u') AND (empty(" + own.missing() + ") OR (" + row + key("")
                        + ") IN (SELECT version, op, key FROM " + format(rows) + ")) GROUP BY " + own.version(),
                "true");
    }

    private List<Integer> numbers() {
        return generated.stream().map(TargetColumn::number).toList();
    }

    private String fit() {
        return IntStream.range(0, generated.size()).mapToObj(this::fits).collect(Collectors.joining(" AND "));
    }

    private String fits(int index) {
        String parsed = "isNotNull(" + parsed(index) + ")";
        return generated.get(index).nullable() ? "(isNull(" + value(index) + ") OR " + parsed + ")" : parsed;
    }

    private String parsed(int index) {
        return generated.get(index).mapping().fromText().apply(value(index));
    }

    private static String value(int index) {
        return "arrayElement(g.value, " + (index + 1) + ")";
    }

    private static String format(String rows) {
        return "format(JSONCompactEachRow, " + literal(ROW) + ", " + literal(rows) + ")";
    }

    private String key(String prefix) {
        return table.keyColumns().stream()
                .map(column -> text(column, prefix + column.quoted()))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String text(TargetColumn column, String value) {
        return column.mapping().readable() ? column.mapping().print().apply(value) : "toString(" + value + ")";
    }
}
