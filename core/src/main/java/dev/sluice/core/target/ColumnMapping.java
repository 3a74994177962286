/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import java.util.function.UnaryOperator;

/**
 * How one Postgres type is kept in ClickHouse: the single place that the stream, the load and the verification ask.
 *
 * <p>The expressions are ClickHouse SQL unless said otherwise and take the name or expression of their argument.
 *
 * @param type the ClickHouse type, never Nullable
 * @param wire the type that the value is read as from an event's JSON before {@code parse}, never Nullable: the
 *     {@code type} itself where JSON carries the value exactly, else String
 * @param fromWire {@code Nullable(wire)} to {@code Nullable(type)}: NULL where the value does not fit
 * @param fromText {@code Nullable(String)} holding Postgres's text to {@code Nullable(type)}: NULL where it does not
 *     fit
 * @param print a value of {@code type} to the text that {@code sourcePrint} gives for the equal Postgres value
 * @param sourcePrint Postgres SQL: a value to its text, NULL to NULL
 * @param sourceText Postgres SQL: a value to what the stream carries the text of, for COPY to print
 */
public record ColumnMapping(
        String type,
        String wire,
        UnaryOperator<String> fromWire,
        UnaryOperator<String> fromText,
        UnaryOperator<String> print,
        UnaryOperator<String> sourcePrint,
        UnaryOperator<String> sourceText) {

    /** Whether Postgres reads what {@code sourcePrint} gives as a literal of the value; else it is the float's bits. */
    public boolean readable() {
        return !type.startsWith("Float");
    }
}
