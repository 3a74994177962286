/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import static dev.sluice.core.target.ChIdentifiers.literal;
import static dev.sluice.core.target.ChIdentifiers.quote;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is read of the events of one table: the members that {@code EventConverter} writes, each with the type of the stores.
 * {@link EventExtraction} takes {@link #extracted} out of the messages of the stream; {@link #all} is for the engine's JSON format,
 * which refuses by itself what does not belong into this table, and is how {@link ParkedReplay} reads events again. Both end as {@link #used}.
 */
final class TopicColumns {
    /** What a lenient reader makes of a name that a list doesn't take, if it takes another one of them. No column has that name. */
    static final String NO_NAME = "";

    /** What Postgres generates, which only the load brings. */
    static final String GENERATED = "generated";
    /** Tells rows of one version apart: those of the load of a table without a key, and those that a COPY writes into a page. */
    static final String NUMBER = "number";

    private static final String NUMBERED = NUMBER + " UInt64";

    private static final String ENUM_OF_NOTHING = "Enum8(" + literal(NO_NAME) + " = 0)";

    private final TargetTable table;
    /** Whether an update that tells of two keys becomes a deletion and a creation. */
    private final boolean splits;

    private final List<TargetColumn> columns;

    TopicColumns(TargetTable table) {
        this(table, table.mayMoveInOneEvent());
    }

    private TopicColumns(TargetTable table, boolean splits) {
        this.splits = splits;
        this.table = table;
        this.columns = table.streamed();
    }

    /** The same for events that the reader has refused: any of them may be a change of key. */
    static TopicColumns ofRefused(TargetTable table) {
        return new TopicColumns(table, table.mayMoveInOneEvent() || table.isToldOfKeyApart());
    }

    /**
     * Name and type of each member. They take exactly what belongs here: a schema that the enumeration of {@code
     * schema_id} doesn't list, a column in {@code nulls} that must not be NULL, a date that the column would clamp, and a number that it
     * can't hold make the whole event be refused.
     */
    List<String> all() {
        List<String> all = new ArrayList<>(used(false));
        if (!table.isCounted()) {
            all.add(NUMBERED);
        }
        all.add("schema_id Enum8('' = 0, " + literal(table.schemaId()) + " = 1)");
        all.add("ts_ms Nullable(Int64)");
        all.add("nulls " + enumerations(nullable()));
        all.add("out_of_range " + names(farDates()));
        all.add("before_out_of_range " + names(farOldDates()));
        return all;
    }

    /** Name and type of each member for a reader that makes NULL of what doesn't fit. */
    List<String> extracted() {
        List<String> all = new ArrayList<>(used());
        all.add("schema_id String");
        all.add("nulls " + enumerations(Stream.concat(Stream.of(literal(NO_NAME) + " = 0"), nullable())));
        all.addAll(List.of(
                "out_of_range Array(String)",
                "before_out_of_range Array(String)",
                "too_large String",
                "altered String"));
        return all;
    }

    private Stream<String> nullable() {
        return columns.stream()
                .filter(TargetColumn::nullable)
                .map(TargetColumn::name)
                .map(ChIdentifiers::literal);
    }

    /** The columns with dates that may be beyond those that ClickHouse's types hold. */
    List<String> farDates() {
        return columns.stream()
                .filter(TopicColumns::isCalendarText)
                .map(TargetColumn::name)
                .toList();
    }

    /** The same in the old row, of which not all is read. */
    List<String> farOldDates() {
        return columns.stream()
                .filter(column -> isCalendarText(column)
                        || !isClampedBefore(column) && column.mapping().boundedByCalendar())
                .map(TargetColumn::name)
                .toList();
    }

    /** Those that are of use when they have been read, as the channel behind the reader has them. */
    List<String> used() {
        return used(true);
    }

    private List<String> used(boolean extracted) {
        List<String> used = new ArrayList<>(List.of(
                "op " + Operation.TYPE,
                "version UInt128",
                "before Tuple(" + before(extracted) + ")",
                "after Tuple(" + after(extracted) + ")",
                "missing " + missingType(),
                "complete Bool",
                "source Tuple(lsn UInt64, txId UInt64, ts_us DateTime64(6, 'UTC'))"));
        if (table.isCounted()) {
            used.add(NUMBERED);
        }
        return used;
    }

    /** What the channel behind reader and load has beside {@link #used}: what only the load tells of a row. */
    List<String> ofLoad() {
        return table.generated().isEmpty()
                ? List.of()
                : List.of(table.generated().stream()
                        .map(column -> quote(column.name()) + " " + wire(column, true, true))
                        .collect(Collectors.joining(", ", GENERATED + " Tuple(", ")")));
    }

    /** Whether the channel has it as the text that Postgres prints. */
    static boolean isTextWhenRead(TargetColumn column) {
        return wire(column, false, true).equals("Nullable(String)");
    }

    /** The value of a column in an event: what a deletion tells is in {@code before}. Of another column than the key's, it may be NULL. */
    String value(TargetColumn column) {
        return isBeforeRead(column)
                ? sided(column, member("op") + " = 'd'")
                : column.mapping().fromWire().apply(known(column, read(column)));
    }

    /** The same as the column has it. */
    String stored(TargetColumn column) {
        return isBeforeRead(column) || column.nullable() ? value(column) : "assumeNotNull(" + value(column) + ")";
    }

    /** What is known of a value when it has been extracted; NULL if there is none, or if it does not fit. */
    static String known(TargetColumn column, String extracted) {
        return isSingle(column) ? "toFloat32OrNull(" + extracted + ")" : extracted;
    }

    /** The value of a column before the change if {@code isBefore}, else after it. */
    String sided(TargetColumn column, String isBefore) {
        int index = columns.indexOf(column);
        int before = table.isCounted() ? index : table.key().indexOf(column.name());
        String value = column.mapping()
                .fromWire()
                .apply("if(" + isBefore + ", " + known(column, tuple("before", before)) + ", "
                        + known(column, tuple("after", index)) + ")");
        return column.nullable() ? value : "assumeNotNull(" + value + ")";
    }

    /**
     * Whether it is of single precision. The stream's reader takes a number as a double first, and rounding twice is not exact
     * (7.038531E-26 becomes its neighbour), so it keeps the digits.
     */
    private static boolean isSingle(TargetColumn column) {
        return column.mapping().wire().equals("Float32");
    }

    /** A column after the change as it was read: of a recorded one its text. NULL if it is that, or not in the event. */
    String read(TargetColumn column) {
        return column.generated()
                ? tuple(GENERATED, table.generated().indexOf(column))
                : tuple("after", columns.indexOf(column));
    }

    /**
     * What the stores get: the {@linkplain #used used} columns, in their order. A change of key becomes what it is everywhere
     * else: a deletion, which is complete, and a creation. What Postgres generates is missing in each change.
     */
    List<String> handedOn() {
        String op = splits ? table.own().op() : member("op");
        List<String> handedOn = new ArrayList<>(List.of(
                op + " AS op",
                member("version") + " AS version",
                member("before") + " AS before",
                member("after") + " AS after",
                missing(op) + " AS missing",
                complete(op) + " AS complete",
                member("source") + " AS source"));
        if (table.isCounted()) {
            handedOn.add(member(NUMBER) + " AS " + NUMBER);
        }
        return handedOn;
    }

    /** Whether that is what was read. */
    boolean isHandedOnAsRead() {
        return !splits && table.generated().isEmpty();
    }

    private String complete(String op) {
        if (!table.generated().isEmpty()) {
            return op + " = 'd'";
        }
        return splits ? op + " = 'd' OR " + member("complete") : member("complete");
    }

    private String missing(String op) {
        if (!table.generated().isEmpty()) {
            return "if(" + op + " IN ('c', 'u'), " + withGenerated() + ", [])";
        }
        return splits ? "if(" + op + " = 'd', [], " + member("missing") + ")" : member("missing");
    }

    private String withGenerated() {
        return "arrayConcat(" + member("missing") + ", CAST(["
                + table.generated().stream()
                        .map(column -> literal(column.name()))
                        .collect(Collectors.joining(", "))
                + "], " + literal(missingType()) + "))";
    }

    /** What follows the events, under their alias, in the FROM of a query of {@link #handedOn()}. */
    String handing() {
        if (!splits) {
            return "";
        }
        String op = member("op");
        return "\nARRAY JOIN if(" + op + " = 'u' AND " + isMoved(member("before"), member("after"))
                + ", CAST(['d', 'c'], "
                + literal("Array(" + Operation.TYPE + ")") + "), [" + op + "]) AS "
                + table.own().op();
    }

    private String missingType() {
        // They keep their numbers when they are renamed.
        return enumerations(Stream.concat(
                Stream.of(literal(NO_NAME) + " = 0"),
                table.columns().stream()
                        .filter(column -> !column.key())
                        .map(column -> literal(column.name()) + " = " + column.number())));
    }

    /** Whether an event with these rows tells another key for the old one than for the new one. */
    String isMoved(String oldRow, String newRow) {
        List<String> differing = new ArrayList<>();
        for (int i = 0; i < table.key().size(); i++) {
            int after = columns.indexOf(table.keyColumns().get(i));
            String before = element(oldRow, i);
            differing.add(
                    "isNotNull(" + before + ") AND " + number(table.keyColumns().get(i), before) + " != "
                            + number(table.keyColumns().get(i), element(newRow, after)));
        }
        return "(" + String.join(" OR ", differing) + ")";
    }

    /** Of a text or a number, whichever was read. */
    private static String number(TargetColumn column, String value) {
        return isSingle(column) ? "accurateCastOrNull(" + value + ", 'Float32')" : value;
    }

    private String tuple(String member, int index) {
        return element(member(member), index);
    }

    private static String element(String row, int index) {
        return "tupleElement(" + row + ", " + (index + 1) + ")";
    }

    /** Never of a generated one: no key has any, nor has the copy of a table without a key. */
    private boolean isBeforeRead(TargetColumn column) {
        return column.key() || table.isCounted();
    }

    /** One of these columns, for a query whose results have the names of the source's columns: those hide bare names. */
    String member(String name) {
        return table.own().event() + "." + name;
    }

    /** A date of the old row that is read, and would be clamped. */
    boolean isClampedBefore(TargetColumn column) {
        return isBeforeRead(column) && column.mapping().calendar() && !isCalendarText(column);
    }

    /** The converter names it where a date store would not hold the value; as a text it fits. */
    static boolean isCalendarText(TargetColumn column) {
        return column.mapping().calendar() && column.mapping().wire().equals("String");
    }

    private String before(boolean extracted) {
        if (table.isCounted()) {
            return after(extracted);
        }
        return table.keyColumns().stream()
                .map(column -> quote(column.name()) + " " + wire(column, splits, extracted))
                .collect(Collectors.joining(", "));
    }

    private String after(boolean extracted) {
        return columns.stream()
                .map(column -> quote(column.name()) + " " + wire(column, column.nullable(), extracted))
                .collect(Collectors.joining(", "));
    }

    private static String wire(TargetColumn column, boolean nullable, boolean extracted) {
        String type =
                extracted && isSingle(column) ? "String" : column.mapping().wire();
        return extracted || nullable ? "Nullable(" + type + ")" : type;
    }

    /** The type of a list that takes these names and no other. */
    private static String names(List<String> names) {
        return enumerations(names.stream().map(ChIdentifiers::literal));
    }

    private static String enumerations(Stream<String> values) {
        String all = values.collect(Collectors.joining(", "));
        return "Array(" + (all.isEmpty() ? ENUM_OF_NOTHING : "Enum16(" + all + ")") + ")";
    }
}
