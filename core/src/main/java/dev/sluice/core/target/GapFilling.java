/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import static dev.sluice.core.target.ChIdentifiers.literal;

import dev.sluice.core.source.Lsn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Completes rows whose event lacked large values that it did not change.
 *
 * <p>Such a value is the one that the row's last version before had. Every event is in the table of changes, also those
 * with gaps, so a gap is filled from the highest lower version of the same key that has the column; the current rows
 * serve as one more version, for when the history is kept for a limited time. A gap that nothing can fill while the initial
 * load has not come to that row stays open. What Postgres generates depends on the change itself; {@link GeneratedValues}
 * has to put it there before. Running it again changes nothing.
 */
public final class GapFilling {
    private final PartialRows gaps;
    private final TargetTable table;
    private final OwnColumns own;

    public GapFilling(PartialRows gaps) {
        this.gaps = gaps;
        this.table = gaps.table();
        this.own = table.own();
    }

    /** Inserts the complete row of every open gap that can be filled, within so many bytes of memory; 0 is all that there is. */
    public String complete(long bytes) {
        Filled filled = filled(table.stored());
        List<String> into = new ArrayList<>();
        List<String> select = new ArrayList<>();
        for (StoredColumn column : table.stored()) {
            String value = filled.values.get(column.quoted());
            into.add(column.quoted());
            select.add(column.key() || column.nullable() ? value : "assumeNotNull(" + value + ")");
        }
        into.add(own.version());
        into.add(own.deleted());
        select.add(own.version());
        select.add("toUInt8(0)");
        return "INSERT INTO " + table.names().rows().quoted() + " (" + String.join(", ", into) + ")\nSELECT "
                + String.join(", ", select) + "\n" + filled.from + within(bytes);
    }

    static String within(long bytes) {
        return "\nSETTINGS max_memory_usage = " + bytes;
    }

    /**
     * Some columns of these gaps' rows, each as complete as it can be.
     *
     * @param values what the columns have, by their quoted names
     * @param from FROM and WHERE of the query: those rows for which all of it is known
     */
    record Filled(Map<String, String> values, String from) {}

    /**
     * The key's columns are always among them.
     *
     * <p>Windows over the history find, for each gap and column, the version that has the value. They see no values themselves, but the
     * key's: a value may have tens of megabytes, and whatever sorts rows or runs a window over them copies it for each. Only then are
     * the values read, of the versions that were found.
     */
    Filled filled(Collection<StoredColumn> columns) {
        List<StoredColumn> others =
                columns.stream().filter(column -> !column.key()).toList();
        Map<String, String> values = new LinkedHashMap<>();
        columns.stream().filter(StoredColumn::key).forEach(column -> values.put(column.quoted(), column.quoted()));
        List<String> gathered = new ArrayList<>();
        for (StoredColumn column : others) {
            String source = "arrayElement(g." + own.sources() + ", " + (gathered.size() + 1) + ")";
            gathered.add("anyIf(tuple(w." + column.quoted() + "), " + isOf(source) + ")");
            values.put(column.quoted(), "tupleElement(tupleElement(" + own.event() + ", " + gathered.size() + "), 1)");
        }
        String found =
                "SELECT *, arrayJoin(" + sourcesOf("") + ") AS " + own.source() + " FROM (" + found(others) + ")";
        List<String> select = new ArrayList<>();
        List<String> group = new ArrayList<>();
        List<String> on = new ArrayList<>();
        for (TargetColumn column : table.keyColumns()) {
            on.add("w." + column.quoted() + " = g." + column.quoted());
            group.add("g." + column.quoted());
            select.add("g." + column.quoted() + " AS " + column.quoted());
        }
        for (String column : List.of(own.version(), own.op())) {
            group.add("g." + column);
            select.add("g." + column + " AS " + column);
        }
        on.add(isOf("g." + own.source()));
        select.add((gathered.isEmpty() ? "0" : "tuple(" + String.join(", ", gathered) + ")") + " AS " + own.event());
        String isFound = " AND (" + gaps.key() + ", " + own.version() + ") IN (SELECT " + gaps.key() + ", tupleElement("
                + own.source() + ", 1) FROM (" + found + "))";
        return new Filled(
                values,
                "FROM (SELECT " + String.join(", ", select) + "\n  FROM (" + versions(columns, isFound)
                        + ") AS w\n  INNER JOIN (" + found + ") AS g ON " + String.join(" AND ", on) + "\n  GROUP BY "
                        + String.join(", ", group)
                        // The parts of the query may see different moments; what one of them misses is for the next
                        // time.
                        + "\n  HAVING count() = any(length(" + sourcesOf("g.") + ")))");
    }

    /** The different sources of a gap's values. Its own version is one of them, so that there is one where no other column is asked for. */
    private String sourcesOf(String gap) {
        return "arrayDistinct(arrayPushBack(" + gap + own.sources() + ", (" + gap + own.version() + ", " + gap
                + own.op() + ")))";
    }

    /** Whether a row of {@code w} is this one: a version and an operation, which is empty for a current row. */
    private String isOf(String source) {
        return "w." + own.version() + " = tupleElement(" + source + ", 1) AND w." + own.op() + " = tupleElement("
                + source + ", 2)";
    }

    /** Those gaps for which all is known, each with the version and the operation from which it has the values of these columns. */
    private String found(List<StoredColumn> columns) {
        List<String> sources = new ArrayList<>();
        List<String> ready = new ArrayList<>();
        String before = " ORDER BY " + own.version() + ", " + own.op()
                + " = '' ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)";
        String life = "countIf(" + own.op() + " IN ('c', 'r')) OVER (PARTITION BY " + gaps.key() + before + " AS "
                + own.life();
        String window = " OVER (PARTITION BY " + gaps.key() + ", " + own.life() + before;
        String ofKey = " OVER (PARTITION BY " + gaps.key() + ")";
        String read = gaps.readSince().map(this::readAgain).orElse("");
        String here = "(" + own.version() + ", " + own.op() + ")";
        for (StoredColumn column : columns) {
            String has = has(column);
            if (column.generated()) {
                sources.add(here);
                ready.add(has);
                continue;
            }
            String found = "countIf(" + has + ")" + window + " > 0";
            String last = "argMaxIf(" + here + ", " + own.version() + ", " + has + ")" + window;
            if (read.isEmpty()) {
                sources.add(last);
                ready.add(found);
            } else {
                sources.add("if(" + found + ", " + last + ", argMaxIf(" + here + ", " + own.lsn() + ", " + read + ")"
                        + ofKey + ")");
                ready.add("(" + found + " OR countIf(" + read + ")" + ofKey + " > 0)");
            }
        }
        return "SELECT " + gaps.key() + ", " + own.version() + ", " + own.op() + ", " + own.sources() + " FROM (SELECT "
                + gaps.key() + ", "
                + own.version() + ", " + own.op() + ", CAST([" + String.join(", ", sources)
                + "], 'Array(Tuple(UInt128, String))') AS " + own.sources() + ", "
                + (ready.isEmpty() ? "true" : String.join(" AND ", ready)) + " AS " + own.event()
                + "\n    FROM (SELECT *, " + life + "\n      FROM ("
                + versions(table.stored().stream().filter(StoredColumn::key).toList(), "") + ")))\n    WHERE "
                + own.op()
                + " IN ('c', 'u') AND " + own.event() + " AND " + own.version() + " IN (" + gaps.open() + ")";
    }

    /**
     * Completes in the history what a change of key left out: such an event is the creation of a row under its new key, and
     * the value is that of the row under its old one, whose deletion has the same version. To be done before {@link
     * #complete}; a row whose key changed twice at once takes two rounds.
     */
    public String followKeys() {
        List<String> into = new ArrayList<>();
        List<String> values = new ArrayList<>();
        List<String> ready = new ArrayList<>();
        String born = "p." + own.life();
        // A row that was read after this change may be another one, which has taken the old key since.
        String isOfThen = "(p." + own.op() + " != 'r' OR p." + own.version() + " = 0 AND p." + own.lsn() + " < c."
                + own.lsn() + ")";
        for (StoredColumn column : table.stored()) {
            into.add(column.quoted());
            if (column.key() || column.generated()) {
                values.add("any(c." + column.quoted() + ")");
                continue;
            }
            String absent = "has(any(c." + own.missing() + "), " + column.number() + ")";
            String has = "NOT has(p." + own.missing() + ", " + column.number() + ") AND " + isOfThen;
            values.add("if(" + absent + ", tupleElement(argMaxIf(tuple(p." + column.quoted() + "), p." + own.version()
                    + ", " + has + "), 1), any(c." + column.quoted() + "))");
            // Not from an earlier life of the old key.
            ready.add("(NOT " + absent + " OR countIf(" + has + ") > 0 AND maxIf(" + born + ", " + has + ") = max("
                    + born + "))");
        }
        for (String column : List.of(own.op(), own.lsn(), own.tx(), own.committedAt(), own.syncedAt(), own.version())) {
            into.add(column);
            values.add("any(c." + column + ")");
        }
        into.add(own.missing());
        values.add(
                table.generated().isEmpty()
                        ? "CAST([], '" + OwnColumns.MISSING_TYPE + "')"
                        : "arrayIntersect(any(c." + own.missing() + "), " + gaps.generated() + ")");
        String changes = "(SELECT * FROM " + table.names().changes().quoted() + " FINAL WHERE ";
        String old = table.keyColumns().stream()
                .map(column -> "p." + column.quoted() + " = d." + column.quoted())
                .collect(Collectors.joining(" AND "));
        return "INSERT INTO " + table.names().changes().quoted() + " (" + String.join(", ", into) + ")\nSELECT "
                + String.join(", ", values) + "\nFROM " + changes + own.op() + " = 'c' AND " + gaps.carriesOver()
                + " AND "
                + gaps.ofThese() + ") AS c\nINNER JOIN " + changes + own.op() + " = 'd' AND " + gaps.ofThese()
                + ") AS d ON d."
                + own.version()
                + " = c." + own.version() + "\nINNER JOIN (SELECT *, maxIf(" + own.version() + ", " + own.op()
                + " IN ('c', 'r')) OVER (PARTITION BY " + gaps.key() + " ORDER BY " + own.version()
                + " ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS " + own.life() + "\n  FROM " + changes + "("
                + gaps.key() + ") IN ("
                + gaps.openKeys() + "))) AS p ON " + old + "\nWHERE p." + own.version() + " < c." + own.version()
                + " AND p."
                + own.op() + " NOT IN ('d', 't')\nGROUP BY c." + own.version() + "\nHAVING "
                + (ready.isEmpty() ? "true" : String.join(" AND ", ready));
    }

    /** Rows that were read by themselves, at this place of the WAL or later. */
    private String readAgain(Lsn since) {
        return own.op() + " = 'r' AND " + own.version() + " = 0 AND " + own.lsn() + " >= "
                + Long.toUnsignedString(since.value());
    }

    /** Deletions and truncations have no values. */
    private String has(StoredColumn column) {
        return own.op() + " NOT IN ('d', 't') AND NOT has(" + own.missing() + ", " + column.number() + ")";
    }

    /** These columns of all versions of the gaps' keys that meet a condition. */
    private String versions(Collection<StoredColumn> of, String condition) {
        String columns = of.stream().map(StoredColumn::quoted).collect(Collectors.joining(", "));
        String nullable = of.stream()
                .map(column -> column.key()
                        ? column.quoted()
                        : "CAST(" + column.quoted() + ", " + literal(column.nullableType()) + ") AS " + column.quoted())
                .collect(Collectors.joining(", "));
        String ofTheseKeys = " WHERE (" + gaps.key() + ") IN (" + gaps.openKeys() + ")";
        return "SELECT " + columns + ", " + own.version() + ", " + own.missing() + ", toString(" + own.op() + ") AS "
                + own.op() + ", " + own.lsn() + " FROM "
                + table.names().changes().quoted() + " FINAL" + ofTheseKeys + condition + "\n    UNION ALL SELECT "
                + nullable
                + ", "
                + own.version() + ", CAST([], '" + OwnColumns.MISSING_TYPE + "'), '', toUInt64(0) FROM "
                + table.names().rows().quoted() + " FINAL"
                // What an open gap was filled with before may have been filled without a version that was late.
                + ofTheseKeys + condition + " AND " + own.version() + " NOT IN (" + gaps.open() + ")";
    }
}
