/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import static dev.sluice.core.target.ChIdentifiers.literal;

import dev.sluice.core.source.Lsn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Completes rows whose event did not carry every column: with the default replica identity, Postgres leaves a large
 * (TOASTed) value out of an UPDATE that does not change it.
 *
 * <p>Such a value is the one that the row's last version before had. Every event is in the table of changes, also those
 * with gaps, so a gap is filled from the highest lower version of the same key that has the column; the current rows
 * serve as one more version, for when the history is kept for a limited time. A gap that nothing can fill while the initial
 * load has not come to that row stays open. Running it again changes nothing.
 *
 * <p>A load may be later than an event that arrives after it, and it comes to one key before another. A row that such an
 * event moved to another key may have been loaded under the new one, or under neither, and under the old one there may be
 * another row by then. What nothing fills after the load is read again from the source: the value is the one that the row has
 * now, or one that a later event brings. A row that is gone by then needs none.
 */
public final class PartialRows {
    /** Their versions have to fit into a query. */
    private static final int STUCK_AT_ONCE = 2_000;

    private final TargetTable table;
    private final OwnColumns own;
    private final String target;
    private final String open;
    private final String recent;
    private final Optional<Lsn> readSince;

    /** The gaps that are open. */
    public PartialRows(TargetTable table) {
        this(
                table,
                "SELECT version FROM " + TargetNames.PARTIAL.quoted() + " WHERE target = " + literal(table.target()),
                // A gap and its change come in one block. The rest of the history, however long, is not looked through.
                " AND " + table.own().syncedAt() + " >= (SELECT min(seen_at) - INTERVAL 1 HOUR FROM "
                        + TargetNames.PARTIAL.quoted() + " WHERE target = " + literal(table.target()) + ")",
                Optional.empty());
    }

    private PartialRows(TargetTable table, String open, String recent, Optional<Lsn> readSince) {
        this.table = table;
        this.own = table.own();
        this.target = literal(table.target());
        this.open = open;
        this.recent = recent;
        this.readSince = readSince;
    }

    /** The gaps of these versions, open or not: what filled them may not have been all that there is now. */
    public static PartialRows again(TargetTable table, List<String> versions) {
        return new PartialRows(
                table,
                versions.stream()
                        .map(PartialRows::number)
                        .collect(Collectors.joining(", ", "SELECT arrayJoin([", "]) AS version")),
                "",
                Optional.empty());
    }

    /** Those of {@link #stuck}, to be filled with what was read from the source at this place of the WAL or later. */
    public PartialRows readAgain(String stuck, Lsn since) {
        return new PartialRows(
                table, "SELECT arrayJoin(" + versions(stuck) + ") AS version", recent, Optional.of(since));
    }

    /** How many gaps there are, and the version in their middle. */
    public String middle() {
        return "SELECT count(), toString(arraySort(groupArray(version))[intDiv(count() + 1, 2)]) FROM (" + open() + ")";
    }

    /** Those of them up to this version, or those above. */
    public PartialRows part(String version, boolean above) {
        return new PartialRows(
                table,
                "SELECT version FROM (" + open() + ") WHERE version " + (above ? "> " : "<= ") + number(version),
                recent,
                readSince);
    }

    private static String number(String version) {
        return "toUInt128(" + literal(version) + ")";
    }

    private static String versions(String stuck) {
        return "CAST(" + literal(stuck) + ", 'Array(UInt128)')";
    }

    /** The same within this much memory. */
    public String completeWithin(long bytes) {
        return complete() + "\nSETTINGS max_memory_usage = " + bytes;
    }

    /** Inserts the complete row of every open gap that can be filled. */
    public String complete() {
        List<String> into = new ArrayList<>();
        List<String> outer = new ArrayList<>();
        List<String> filled = new ArrayList<>();
        List<String> ready = new ArrayList<>();
        String before = " ORDER BY " + own.version() + ", " + own.op()
                + " = '' ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)";
        String life =
                "countIf(" + own.op() + " IN ('c', 'r')) OVER (PARTITION BY " + key("") + before + " AS " + own.life();
        String window = " OVER (PARTITION BY " + key("") + ", " + own.life() + before;
        String ofKey = " OVER (PARTITION BY " + key("") + ")";
        String read = readSince.map(this::readAgain).orElse("");
        int number = 0;
        for (StoredColumn column : table.stored()) {
            into.add(column.quoted());
            if (column.key()) {
                filled.add(column.quoted());
                outer.add(column.quoted());
                continue;
            }
            String has = has(column);
            String found = "countIf(" + has + ")" + window + " > 0";
            String alias = "f" + number++;
            String last = "argMaxIf(tuple(" + column.quoted() + "), " + own.version() + ", " + has + ")" + window;
            if (read.isEmpty()) {
                filled.add(last + " AS " + alias);
                ready.add(found);
            } else {
                filled.add("if(" + found + ", " + last + ", argMaxIf(tuple(" + column.quoted() + "), " + own.lsn()
                        + ", " + read + ")" + ofKey + ") AS " + alias);
                ready.add("(" + found + " OR countIf(" + read + ")" + ofKey + " > 0)");
            }
            String value = "tupleElement(" + alias + ", 1)";
            outer.add(column.nullable() ? value : "assumeNotNull(" + value + ")");
        }
        into.add(own.version());
        into.add(own.deleted());
        outer.add(own.version());
        outer.add("toUInt8(0)");
        filled.add(own.version());
        filled.add(own.op());
        filled.add((ready.isEmpty() ? "true" : String.join(" AND ", ready)) + " AS ready");
        return "INSERT INTO " + table.names().rows().quoted() + " (" + String.join(", ", into) + ")\nSELECT "
                + String.join(", ", outer) + "\nFROM (SELECT " + String.join(", ", filled) + "\n  FROM (SELECT *, "
                + life
                + "\n    FROM (" + versions() + ")))\nWHERE " + own.op() + " IN ('c', 'u') AND ready AND "
                + own.version() + " IN ("
                + open() + ")";
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
            if (column.key()) {
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
        values.add("CAST([], '" + OwnColumns.MISSING_TYPE + "')");
        String changes = "(SELECT * FROM " + table.names().changes().quoted() + " FINAL WHERE ";
        String old = table.keyColumns().stream()
                .map(column -> "p." + column.quoted() + " = d." + column.quoted())
                .collect(Collectors.joining(" AND "));
        return "INSERT INTO " + table.names().changes().quoted() + " (" + String.join(", ", into) + ")\nSELECT "
                + String.join(", ", values) + "\nFROM " + changes + own.op() + " = 'c' AND notEmpty(" + own.missing()
                + ") AND "
                + ofThese() + ") AS c\nINNER JOIN " + changes + own.op() + " = 'd' AND " + ofThese() + ") AS d ON d."
                + own.version()
                + " = c." + own.version() + "\nINNER JOIN (SELECT *, maxIf(" + own.version() + ", " + own.op()
                + " IN ('c', 'r')) OVER (PARTITION BY " + key("") + " ORDER BY " + own.version()
                + " ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS " + own.life() + "\n  FROM " + changes + "("
                + key("") + ") IN ("
                + openKeys() + "))) AS p ON " + old + "\nWHERE p." + own.version() + " < c." + own.version() + " AND p."
                + own.op() + " NOT IN ('d', 't')\nGROUP BY c." + own.version() + "\nHAVING "
                + String.join(" AND ", ready);
    }

    /** Closes the gaps whose row is complete by now, or has a later version anyway. */
    public String close() {
        String key = key("");
        String finished = "SELECT c." + own.version() + " FROM (SELECT " + key + ", " + own.version() + " FROM "
                + opened() + " AND " + own.op() + " IN ('c', 'u')) AS c INNER JOIN (SELECT " + key + ", max("
                + own.version()
                + ") AS latest FROM "
                + table.names().rows().quoted() + " WHERE (" + key + ") IN (" + openKeys() + ") GROUP BY " + key
                + ") AS r USING (" + key + ") WHERE r.latest >= c." + own.version();
        return closing("version IN (" + finished + ")");
    }

    /** How many changes of key {@link #followKeys} has not completed. */
    public String unfollowed() {
        return "SELECT count() FROM " + table.names().changes().quoted() + " FINAL WHERE " + own.op()
                + " = 'c' AND notEmpty(" + own.missing() + ") AND " + ofThese();
    }

    /**
     * The versions, as one text, of the oldest gaps that came before this moment of ClickHouse's clock, are still open and whose
     * changes have arrived; none while the table is being loaded. If they could not be filled since, nothing will, but for those that
     * came after the load and are behind a parked event.
     */
    public String stuck(String before) {
        return "SELECT toString(arraySlice(arraySort(groupArray(version)), 1, " + STUCK_AT_ONCE + ")) FROM "
                + TargetNames.PARTIAL.quoted() + " WHERE " + cameBefore(before) + " AND (SELECT count() FROM "
                + TargetNames.LOADS.quoted()
                + " FINAL WHERE target = " + target + " AND state = 'done') > 0 AND version IN (SELECT " + own.version()
                + " FROM " + opened() + ") AND ("
                + isOlderThanLoad() + " OR " + isBehindNothingParked("version") + ")";
    }

    private String cameBefore(String moment) {
        return "target = " + target + " AND seen_at < toDateTime64(" + literal(moment) + ", 6, 'UTC')";
    }

    /** The lower half of a version is the change's LSN. */
    private String isOlderThanLoad() {
        return "bitAnd(version, toUInt128(18446744073709551615)) < (SELECT max(lsn) FROM " + TargetNames.LOADS.quoted()
                + " FINAL WHERE target = " + target + " AND state = 'done')";
    }

    /** The keys of the rows with these gaps, each as an array of the texts that the source prints. */
    public String keys() {
        String texts = table.keyColumns().stream()
                .map(column -> column.mapping().print().apply(column.quoted()))
                .collect(Collectors.joining(", "));
        return "SELECT DISTINCT " + texts + " FROM " + opened() + " AND " + own.op() + " IN ('c', 'u')";
    }

    /**
     * Closes those gaps of {@link #stuck} that can't be filled even after their rows were read again: these are gone or have
     * moved on, and what they had before is in no event that this copy has read.
     */
    public String closeStuck(String stuck) {
        return closing("has(" + versions(stuck) + ", version)");
    }

    private String closing(String which) {
        return "INSERT INTO " + TargetNames.INCIDENTS.quoted()
                + " SELECT * REPLACE (now64(6, 'UTC') AS seen_at, 1 AS done)\nFROM "
                + TargetNames.INCIDENTS.quoted() + " FINAL\nWHERE " + TargetNames.IS_PARTIAL + " AND target = " + target
                + " AND " + which;
    }

    /** Rows that were read by themselves, at this place of the WAL or later. */
    private String readAgain(Lsn since) {
        return own.op() + " = 'r' AND " + own.version() + " = 0 AND " + own.lsn() + " >= "
                + Long.toUnsignedString(since.value());
    }

    /**
     * One row for each target that has open gaps: its name, whether any came with a change of key (1 or 0), and the moment of
     * this question by ClickHouse's clock.
     */
    public static String targetsWithGaps() {
        return "SELECT target, max(op = 'c'), toString(now64(6, 'UTC')) FROM " + TargetNames.INCIDENTS.quoted()
                + " FINAL WHERE " + TargetNames.IS_PARTIAL + " GROUP BY target";
    }

    /** How many gaps are open that came before this moment: those that {@link #stuck}, which takes longer, may name. */
    public String openSince(String before) {
        return "SELECT count() FROM " + TargetNames.PARTIAL.quoted() + " WHERE " + cameBefore(before);
    }

    /** How many open gaps are about to be filled: not those behind a parked event. A row whose key changed is told by either. */
    public String awaited() {
        return "SELECT count() FROM " + opened() + " AND " + isBehindNothingParked(own.version());
    }

    /** Whether the copy has something else of the gap's row than a parked event, which may have the missing value. */
    private String isBehindNothingParked(String version) {
        List<String> parsed = new ArrayList<>();
        for (TargetColumn column : table.keyColumns()) {
            String member = "payload, 'after', " + literal(column.name());
            parsed.add(column.mapping()
                    .fromText()
                    .apply("CAST(if(JSONType(" + member + ") = 'String', JSONExtractString(" + member
                            + "), JSONExtractRaw(" + member + ")), 'Nullable(String)')"));
        }
        return version + " NOT IN (SELECT " + own.version() + " FROM "
                + opened() + " AND (" + key("")
                + ") IN (SELECT assumeNotNull(" + String.join("), assumeNotNull(", parsed) + ") FROM "
                + TargetNames.PARKED.quoted()
                + " WHERE target = " + target + " AND topic != '' AND isNotNull("
                + String.join(") AND isNotNull(", parsed) + ")) AND (" + key("") + ") NOT IN (SELECT " + key("")
                + " FROM "
                + table.names().rows().quoted() + " WHERE (" + key("") + ") IN (" + openKeys() + ") AND NOT "
                + own.deleted() + "))";
    }

    /** Deletions and truncations have no values. */
    private String has(StoredColumn column) {
        return own.op() + " NOT IN ('d', 't') AND NOT has(" + own.missing() + ", " + column.number() + ")";
    }

    private String versions() {
        String columns = table.stored().stream().map(StoredColumn::quoted).collect(Collectors.joining(", "));
        String nullable = table.stored().stream()
                .map(column -> column.key()
                        ? column.quoted()
                        : "CAST(" + column.quoted() + ", " + literal(column.nullableType()) + ") AS " + column.quoted())
                .collect(Collectors.joining(", "));
        String ofTheseKeys = " WHERE (" + key("") + ") IN (" + openKeys() + ")";
        return "SELECT " + columns + ", " + own.version() + ", " + own.missing() + ", toString(" + own.op() + ") AS "
                + own.op() + ", " + own.lsn() + " FROM "
                + table.names().changes().quoted() + " FINAL" + ofTheseKeys + "\n    UNION ALL SELECT " + nullable
                + ", "
                + own.version() + ", CAST([], '" + OwnColumns.MISSING_TYPE + "'), '', toUInt64(0) FROM "
                + table.names().rows().quoted() + " FINAL"
                // What an open gap was filled with before may have been filled without a version that was late.
                + ofTheseKeys + " AND " + own.version() + " NOT IN (" + open() + ")";
    }

    private String open() {
        return open;
    }

    /** The changes that opened these gaps: FROM and WHERE, to which conditions may be added. */
    private String opened() {
        return table.names().changes().quoted() + " WHERE " + ofThese();
    }

    private String ofThese() {
        return own.version() + " IN (" + open() + ")" + recent;
    }

    private String openKeys() {
        return "SELECT " + key("") + " FROM " + opened();
    }

    private String key(String prefix) {
        return table.keyColumns().stream()
                .map(column -> prefix + column.quoted())
                .collect(Collectors.joining(", "));
    }
}
