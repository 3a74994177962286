/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import static dev.sluice.core.target.ChIdentifiers.literal;

import dev.sluice.core.source.Lsn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds and closes gaps: changes whose event did not carry every column. With the default replica identity, Postgres leaves
 * a large (TOASTed) value out of an UPDATE that does not change it, and it never publishes what it generates. {@link
 * GapFilling} and {@link GeneratedValues} fill them.
 *
 * <p>A load may be later than an event that arrives after it, and it comes to one key before another. A row that such an
 * event moved to another key may have been loaded under the new one, or under neither, and under the old one there may be
 * another row by then. What nothing fills after the load is read again from the source: the value is the one that the row has
 * now, or one that a later event brings. A row that is gone by then needs none.
 */
public final class PartialRows {
    /** Their versions have to fit into a query. */
    private static final int STUCK_AT_ONCE = 2_000;

    /** Far longer than a block takes until all stores have it. */
    private static final int TOLD_TWICE_SECONDS = 10;

    /** A block that was cut off comes again as soon as ClickHouse does. The history is kept for a day at least. */
    private static final int LOST_HOURS = 1;

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
                table, "SELECT tupleElement(" + versions(stuck) + ", 1) AS version", recent, Optional.of(since));
    }

    /**
     * {@code 1} if both stores have all columns that these gaps are filled from and into. They have not after a plan was cut off that
     * made or altered them for another shape of the source's table: then the next plan sees to these gaps.
     */
    public String storesFit() {
        List<String> columns = Stream.concat(
                        table.stored().stream().map(StoredColumn::name),
                        Stream.of(table.own().prefix() + "version"))
                .map(ChIdentifiers::literal)
                .toList();
        return "SELECT count() = " + 2 * columns.size() + " FROM system.columns WHERE database = "
                + literal(TargetNames.OWN) + " AND table IN ("
                + literal(table.names().rows().name()) + ", "
                + literal(table.names().changes().name()) + ") AND name IN (" + String.join(", ", columns) + ")";
    }

    /** The table that they are of. */
    public TargetTable table() {
        return table;
    }

    /** Where the rows were read again that may fill them. */
    Optional<Lsn> readSince() {
        return readSince;
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

    /** A row for each: its version and its number of changes. */
    private static String versions(String stuck) {
        return "arrayJoin(CAST(" + literal(stuck) + ", 'Array(Tuple(UInt128, UInt64))'))";
    }

    /**
     * Closes the gaps whose row is complete by now, or has a later version anyway. Rows of one COPY have one version, and may come in
     * two blocks: a version's gaps are closed together, when all of their changes are there.
     */
    public String close() {
        String key = key();
        String latest = own.life();
        String finished = own.event();
        return closing(
                "SELECT " + own.version() + ", " + changes() + ", min(ifNull(" + latest + " >= " + own.version()
                        + ", false)) AS " + finished + " FROM (SELECT " + key + ", " + own.version() + ", " + own.op()
                        + " FROM "
                        + opened() + " AND " + own.op() + " IN ('c', 'u')) AS c LEFT JOIN (SELECT " + key + ", max("
                        + own.version() + ") AS " + latest + " FROM "
                        + table.names().rows().quoted() + " WHERE (" + key + ") IN (" + openKeys() + ") GROUP BY " + key
                        + ") AS r USING (" + key + ") GROUP BY " + own.version(),
                "c." + finished);
    }

    /** How many different changes of a version there are. */
    String changes() {
        return "uniqExact(" + key() + ", " + own.op() + ") AS " + own.number();
    }

    /**
     * FROM and WHERE: the versions {@code t} with open gaps of which these changes {@code c} are all. Each event has told of its gap;
     * events that came twice told of it twice, so after a while what is there has to do.
     */
    private String arrived(String changes) {
        String told = "SELECT version, count() AS " + own.number()
                + ", groupArrayIf((topic, partition, offset), NOT closed) AS " + own.sources() + ", max(first_seen) AS "
                + own.syncedAt()
                + " FROM (SELECT version, topic, partition, offset, argMax(done, seen_at) AS closed, min(seen_at) AS first_seen FROM "
                + TargetNames.INCIDENTS.quoted() + " WHERE " + TargetNames.IS_PARTIAL + " AND target = " + target
                + " AND version IN (" + open() + ") GROUP BY version, topic, partition, offset) GROUP BY version";
        return "(" + told + ") AS t INNER JOIN (" + changes + ") AS c ON c." + own.version()
                + " = t.version WHERE (c." + own.number() + " >= t." + own.number() + " OR t." + own.syncedAt()
                + " < now64(6, 'UTC') - INTERVAL " + TOLD_TWICE_SECONDS + " SECOND)";
    }

    /** How many changes of key {@link GapFilling#followKeys} has not completed. */
    public String unfollowed() {
        return "SELECT count() FROM " + table.names().changes().quoted() + " FINAL WHERE " + own.op() + " = 'c' AND "
                + carriesOver() + " AND " + ofThese();
    }

    /** Whether a change lacks a value that is the one of before; what Postgres generates is not. */
    String carriesOver() {
        String missing = own.missing();
        return table.generated().isEmpty()
                ? "notEmpty(" + missing + ")"
                : "notEmpty(arrayFilter(x -> NOT has(" + generated() + ", x), " + missing + "))";
    }

    /** The numbers of the columns that Postgres generates. */
    String generated() {
        return table.generated().stream()
                .map(column -> String.valueOf(column.number()))
                .collect(Collectors.joining(", ", "CAST([", "], '" + OwnColumns.MISSING_TYPE + "')"));
    }

    /**
     * The versions and their numbers of changes, as one text, of the oldest gaps that came before this moment of ClickHouse's clock, are still open and whose
     * changes have arrived; none while the table is being loaded. If they could not be filled since, nothing will, but for those that
     * came after the load and are behind a parked event.
     */
    public String stuck(String before) {
        return "SELECT toString(arraySlice(arraySort(groupUniqArray((version, " + own.number() + "))), 1, "
                + STUCK_AT_ONCE + ")) FROM " + TargetNames.PARTIAL.quoted()
                + " AS p INNER JOIN (SELECT t.version AS version, c."
                + own.number() + " AS " + own.number() + " FROM "
                + arrived("SELECT " + own.version() + ", " + changes() + " FROM " + opened() + " AND " + own.op()
                        + " IN ('c', 'u') GROUP BY " + own.version())
                + ") AS a USING (version) WHERE " + cameBefore(before) + " AND (SELECT count() FROM "
                + TargetNames.LOADS.quoted()
                + " FINAL WHERE target = " + target + " AND state = 'done') > 0 AND ("
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
     * moved on, and what they had before is in no event that this copy has read. Not if more of their version has come since.
     */
    public String closeStuck(String stuck) {
        return closing(
                "SELECT tupleElement(v, 1) AS " + own.version() + ", tupleElement(v, 2) AS " + own.number()
                        + " FROM (SELECT " + versions(stuck) + " AS v)",
                "true");
    }

    /** Closes the gaps that came before the load, which has read their rows since: all that a table without key can have. */
    public String closeLoaded() {
        return closed() + " AND " + isOlderThanLoad();
    }

    private String closed() {
        return "INSERT INTO " + TargetNames.INCIDENTS.quoted()
                + " SELECT * REPLACE (now64(6, 'UTC') AS seen_at, 1 AS done)\nFROM "
                + TargetNames.INCIDENTS.quoted() + " FINAL\nWHERE " + TargetNames.IS_PARTIAL + " AND target = "
                + target;
    }

    /** Closes the gaps of those versions of which these changes {@code c} are all, if they meet a condition. */
    String closing(String changes, String condition) {
        String id = own.source();
        return closed() + " AND (version, topic, partition, offset) IN (SELECT version, tupleElement(" + id
                + ", 1), tupleElement(" + id + ", 2), tupleElement(" + id
                + ", 3) FROM (SELECT t.version AS version, arrayJoin(t." + own.sources() + ") AS " + id + " FROM "
                + arrived(changes) + " AND " + condition + "))";
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

    /** How many open gaps have no change that says which row they are of. */
    public String unknown() {
        return "SELECT count() FROM " + TargetNames.PARTIAL.quoted() + " WHERE target = " + target
                + " AND version NOT IN (SELECT " + own.version() + " FROM " + opened() + ")";
    }

    /** How many of these will not get it any more. */
    public String lost() {
        return unknown() + " AND seen_at < now64(6, 'UTC') - INTERVAL " + LOST_HOURS + " HOUR";
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
                + opened() + (table.generated().isEmpty() ? "" : " AND " + carriesOver()) + " AND (" + key()
                + ") IN (SELECT assumeNotNull(" + String.join("), assumeNotNull(", parsed) + ") FROM "
                + TargetNames.PARKED.quoted()
                + " WHERE target = " + target + " AND topic != '' AND isNotNull("
                + String.join(") AND isNotNull(", parsed) + ")) AND (" + key() + ") NOT IN (SELECT " + key()
                + " FROM "
                + table.names().rows().quoted() + " WHERE (" + key() + ") IN (" + openKeys() + ") AND NOT "
                + own.deleted() + "))";
    }

    /** The versions of these gaps. */
    String open() {
        return open;
    }

    /** The changes that opened these gaps: FROM and WHERE, to which conditions may be added. */
    String opened() {
        return table.names().changes().quoted() + " WHERE " + ofThese();
    }

    String ofThese() {
        return own.version() + " IN (" + open() + ")" + recent;
    }

    String openKeys() {
        return "SELECT " + key() + " FROM " + opened();
    }

    String key() {
        return table.keyColumns().stream().map(TargetColumn::quoted).collect(Collectors.joining(", "));
    }
}
