/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import java.util.function.UnaryOperator;

/**
 * How one Postgres type is kept in ClickHouse: the single place that the stream, the load and the verification ask.
 *
 * <p>The expressions are ClickHouse SQL unless said otherwise and take the name or expression of their argument.
 *
 * @param type the ClickHouse type, never Nullable
 * @param wire the type that ClickHouse's JSON format reads the value as, never Nullable: the {@code type} itself where
 *     that takes exactly what Postgres prints, else String
 * @param fromWire {@code wire} to {@code type}
 * @param fromText {@code Nullable(String)} holding Postgres's text to {@code Nullable(type)}: NULL where it does not
 *     fit
 * @param print a value of {@code type} to the text that {@code sourcePrint} gives for the equal Postgres value
 * @param sourcePrint Postgres SQL: a value to its text, NULL to NULL
 * @param sourceText Postgres SQL: a value to what the stream carries the text of, for COPY to print
 * @param calendar whether Postgres's type is a date or a time stamp, whatever it is kept as
 */
public record ColumnMapping(
        String type,
        String wire,
        UnaryOperator<String> fromWire,
        UnaryOperator<String> fromText,
        UnaryOperator<String> print,
        UnaryOperator<String> sourcePrint,
        UnaryOperator<String> sourceText,
        boolean calendar) {

    /** The same for a date or a time stamp. */
    ColumnMapping ofCalendar(boolean is) {
        return new ColumnMapping(type, wire, fromWire, fromText, print, sourcePrint, sourceText, is);
    }

    /** Whether the type holds less dates than Postgres's; its parser would clamp what is beyond. */
    public boolean boundedByCalendar() {
        return calendar && !isText();
    }

    /** Whether Postgres may keep a value outside of its row (TOAST), so that an update may not carry it. */
    public boolean canBeLarge() {
        return type.equals("String") || type.startsWith("Decimal");
    }

    /** The same with what doesn't fit as NULL: events bring the text, of which {@link #fromText} tells whether it fits. */
    ColumnMapping recorded() {
        return new ColumnMapping(type, "String", fromText, fromText, print, sourcePrint, sourceText, calendar);
    }

    /** Whether values that don't fit become NULL, and are recorded. */
    public boolean isRecorded() {
        return !isText() && wire.equals("String");
    }

    /** Whether values are kept as the text that Postgres prints, so that any fits. */
    public boolean isText() {
        return type.equals("String");
    }

    /** Postgres SQL: a value that its type's output function, and so concat(), prints as {@code sourcePrint} does. */
    public String sourcePrinted(String value) {
        return readable() ? sourceText.apply(value) : sourcePrint.apply(value);
    }

    /** Whether Postgres reads what {@code sourcePrint} gives as a literal of the value; else it is the float's bits. */
    public boolean readable() {
        return !type.startsWith("Float");
    }
}
