/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import dev.sluice.core.config.Misfit;
import dev.sluice.core.source.PgType;
import java.util.function.UnaryOperator;

/**
 * From a Postgres type to its {@link ColumnMapping}.
 *
 * <p>A type without an entry of its own is kept as the text that Postgres prints, in a String: nothing is lost by that.
 * Values that a ClickHouse type can't hold (a date before 1900, a NaN in a numeric column) become NULL in the parsing
 * expressions, which parks their row. Ranges are those of ClickHouse's documentation of Date32 and DateTime64.
 */
public final class TypeMapping {
    private static final UnaryOperator<String> SOURCE_TEXT = value -> value + "::text";

    /**
     * By the type's output function, as COPY prints it: a cast to text takes a bpchar's padding off and gives an inet a
     * mask. num_nulls and not IS NULL, which a composite of NULLs is too.
     */
    static final UnaryOperator<String> SOURCE_OUTPUT =
            value -> "CASE WHEN num_nulls(" + value + ") = 0 THEN format('%s', " + value + ") END";

    private static final UnaryOperator<String> SAME = UnaryOperator.identity();
    private static final int MAX_DECIMAL_DIGITS = 76;

    private TypeMapping() {}

    /** The mapping of this type where its values that ClickHouse doesn't hold are to become this. */
    public static ColumnMapping of(PgType type, Misfit misfit) {
        ColumnMapping mapping = of(type);
        boolean mayMisfit = mapping.calendar() || mapping.type().startsWith("Decimal");
        if (!mayMisfit) {
            return mapping;
        }
        return switch (misfit) {
            case FAIL -> mapping;
            case TEXT -> mapping.isText() ? mapping : text(SOURCE_TEXT).ofCalendar(mapping.calendar());
            case NULL_AND_RECORD -> mapping.isText() ? mapping : mapping.recorded();
        };
    }

    /** The mapping of this type; total: every type has one. */
    public static ColumnMapping of(PgType type) {
        return switch (type.name()) {
            case "bool" -> bool();
            case "int2" -> exact("Int16", x -> "toInt16OrNull(" + x + ")");
            case "int4" -> exact("Int32", x -> "toInt32OrNull(" + x + ")");
            case "int8" -> exact("Int64", x -> "toInt64OrNull(" + x + ")");
            case "oid" -> exact("UInt32", x -> "toUInt32OrNull(" + x + ")");
            case "float4" -> floating("Float32", "float4send", 4);
            case "float8" -> floating("Float64", "float8send", 8);
            case "numeric" -> numeric(type);
            case "date" -> date();
            case "timestamp" -> timestamp(type, "");
            case "timestamptz" -> timestamp(type, "+00");
            case "uuid" -> parsed("UUID", x -> "toUUIDOrNull(" + x + ")", x -> "toString(" + x + ")");
            case "bytea" ->
                new ColumnMapping(
                        "String",
                        "String",
                        x -> "unhex(substring(" + x + ", 3))",
                        x -> "if(startsWith(" + x + ", '\\\\x'), unhex(substring(" + x + ", 3)), NULL)",
                        x -> "concat('\\\\x', lower(hex(" + x + ")))",
                        SOURCE_TEXT,
                        SAME,
                        false);
            case "money" -> money();
            case "text", "varchar", "json", "jsonb" -> text(SOURCE_TEXT);
            default -> text(SOURCE_OUTPUT);
        };
    }

    private static ColumnMapping text(UnaryOperator<String> sourcePrint) {
        return new ColumnMapping("String", "String", SAME, SAME, SAME, sourcePrint, SAME, false);
    }

    /** As a number: the text depends on the server's locale, which also says how many digits follow the point. */
    private static ColumnMapping money() {
        return new ColumnMapping(
                "String", "String", SAME, SAME, SAME, x -> x + "::numeric::text", x -> x + "::numeric", false);
    }

    /** A cast to text would give true and false. */
    private static ColumnMapping bool() {
        return new ColumnMapping(
                "Bool",
                "Bool",
                SAME,
                x -> "multiIf(" + x + " = 't', true, " + x + " = 'f', false, NULL)",
                x -> "multiIf(" + x + ", 't', NOT " + x + ", 'f', NULL)",
                SOURCE_OUTPUT,
                SAME,
                false);
    }

    private static ColumnMapping exact(String type, UnaryOperator<String> fromText) {
        return parsed(type, fromText, x -> "toString(" + x + ")");
    }

    private static ColumnMapping parsed(String type, UnaryOperator<String> parse, UnaryOperator<String> print) {
        return new ColumnMapping(type, type, SAME, parse, print, SOURCE_TEXT, SAME, false);
    }

    /**
     * The two databases print floats differently (1e+20 and 100000000000000000000), so the bits are compared. Every NaN
     * counts as the one that Postgres makes.
     */
    private static ColumnMapping floating(String type, String send, int bytes) {
        UnaryOperator<String> parse = x -> "to" + type + "OrNull(" + x + ")";
        String nan = bytes == 4 ? "7fc00000" : "7ff8000000000000";
        return new ColumnMapping(
                type,
                type,
                SAME,
                parse,
                x -> "if(isNaN(" + x + "), '" + nan + "', lower(hex(reverse(reinterpretAsFixedString(" + x + ")))))",
                x -> "encode(" + send + "(" + x + "), 'hex')",
                SAME,
                false);
    }

    private static ColumnMapping numeric(PgType type) {
        if (type.precision().isEmpty() || type.scale().isEmpty()) {
            return text(SOURCE_TEXT);
        }
        int precision = type.precision().getAsInt();
        int scale = type.scale().getAsInt();
        if (precision > MAX_DECIMAL_DIGITS || scale < 0 || scale > precision) {
            return text(SOURCE_TEXT);
        }
        int bits = precision <= 9 ? 32 : precision <= 18 ? 64 : precision <= 38 ? 128 : 256;
        return parsed(
                "Decimal(" + precision + ", " + scale + ")",
                x -> "toDecimal" + bits + "OrNull(" + x + ", " + scale + ")",
                x -> "toDecimalString(" + x + ", " + scale + ")");
    }

    private static ColumnMapping date() {
        return parsed(
                        "Date32",
                        x -> "if(length(" + x + ") = 10 AND " + x + " >= '1900-01-01' AND " + x
                                + " <= '2299-12-31', toDate32OrNull(" + x + "), NULL)",
                        x -> "toString(" + x + ")")
                .ofCalendar(true);
    }

    private static ColumnMapping timestamp(PgType type, String zone) {
        int digits = type.scale().orElse(6);
        int tail = zone.length();
        UnaryOperator<String> parse = x -> {
            String bare = tail == 0 ? x : "substring(" + x + ", 1, length(" + x + ") - " + tail + ")";
            String zoned = tail == 0 ? "" : " AND endsWith(" + x + ", '" + zone + "')";
            return "if(length(" + x + ") <= " + (26 + tail) + zoned + " AND " + x + " >= '1900-01-01' AND " + x
                    + " < '2300-01-01' AND NOT endsWith(" + x + ", 'C'), " + dateTime(bare, digits) + ", NULL)";
        };
        // Postgres leaves out the zeros at the end of a fraction, and the point with them.
        UnaryOperator<String> print = x -> {
            String trimmed = digits == 0
                    ? "toString(" + x + ")"
                    : "trim(TRAILING '.' FROM trim(TRAILING '0' FROM toString(" + x + ")))";
            return tail == 0 ? trimmed : "concat(" + trimmed + ", '" + zone + "')";
        };
        return parsed("DateTime64(" + digits + ", 'UTC')", parse, print).ofCalendar(true);
    }

    /** With no digits after the second, toDateTime64OrNull silently gives 1970 for what is before and 2106 for what is after. */
    private static String dateTime(String text, int digits) {
        String parsed = "toDateTime64OrNull(" + text + ", " + Math.max(1, digits) + ", 'UTC')";
        return digits > 0 ? parsed : "CAST(" + parsed + ", 'Nullable(DateTime64(0, \\'UTC\\'))')";
    }
}
