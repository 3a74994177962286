/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e.types;

/**
 * The texts by which the values of a column are compared. They share nothing with the product's mappings: here it is the
 * data type's name in information_schema that says how a value is printed on each side.
 */
public final class ColumnTexts {
    private ColumnTexts() {}

    /** The text of a column in Postgres. */
    public static String inPostgres(String column, String dataType) {
        // ClickHouse always prints as many digits of a second as the type has.
        if (dataType.startsWith("timestamp")) {
            return "to_char(" + column + ", 'YYYY-MM-DD HH24:MI:SS.US')";
        }
        return switch (dataType) {
            // The text depends on the server's locale.
            case "money" -> column + "::numeric::text";
            // The cast gives the words, the output function letters.
            case "boolean" -> column + "::text";
            // What the output function prints; a cast to text takes the padding off, among others.
            default -> "CASE WHEN num_nulls(" + column + ") = 0 THEN format('%s', " + column + ") END";
        };
    }

    /** The text of its copy; {@code type} is ClickHouse's. Needs {@code output_format_decimal_trailing_zeros}. */
    public static String inClickHouse(String column, String type, String dataType) {
        if (dataType.equals("bytea")) {
            return "concat('\\\\x', lower(hex(" + column + ")))";
        }
        // The setting is for the output format, not for toString.
        if (type.contains("Decimal")) {
            return column;
        }
        return type.contains("DateTime64")
                ? "toString(CAST(" + column + ", 'Nullable(DateTime64(6, \\'UTC\\'))'))"
                : "toString(" + column + ")";
    }

    /** The one text for what the two print in their own ways: floats, such as 1e+20 and 100000000000000000000. */
    public static String alike(String text, String dataType) {
        String number = text.replace("inf", "Infinity").replace("nan", "NaN");
        return switch (dataType) {
            case "real" -> Float.toString(Float.parseFloat(number));
            case "double precision" -> Double.toString(Double.parseDouble(number));
            default -> text;
        };
    }
}
