/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.source;

import java.util.OptionalInt;

/**
 * A column's type as the catalog tells it.
 *
 * @param name {@code pg_type.typname}: {@code int4}, {@code numeric}, {@code _text} for an array of text
 * @param formatted {@code format_type(atttypid, atttypmod)}, for people: {@code numeric(10,2)}
 * @param precision digits in total, for a numeric with one
 * @param scale digits after the point for numeric (may be negative), of a second for time types
 */
public record PgType(String name, String formatted, OptionalInt precision, OptionalInt scale) {
    /** A type without modifiers. */
    public static PgType of(String name) {
        return new PgType(name, name, OptionalInt.empty(), OptionalInt.empty());
    }

    /** {@code numeric(precision,scale)}. */
    public static PgType numeric(int precision, int scale) {
        return new PgType(
                "numeric",
                "numeric(" + precision + "," + scale + ")",
                OptionalInt.of(precision),
                OptionalInt.of(scale));
    }

    /** The text by which the schema fingerprint knows this type: the name, and the modifiers of a numeric. */
    public String fingerprintText() {
        return name.equals("numeric") && precision.isPresent() && scale.isPresent()
                ? "numeric(" + precision.getAsInt() + "," + scale.getAsInt() + ")"
                : name;
    }
}
