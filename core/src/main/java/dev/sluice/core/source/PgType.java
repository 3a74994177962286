/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.source;

import java.util.OptionalInt;

/**
 * A column's type as the catalog tells it; a domain counts as the type beneath it.
 *
 * @param name {@code pg_type.typname}: {@code int4}, {@code numeric}, {@code _text} for an array of text
 * @param formatted {@code format_type(atttypid, atttypmod)}, for people: {@code numeric(10,2)}
 * @param precision digits in total, for a numeric with one
 * @param scale digits after the point for numeric (may be negative), of a second for time types
 * @param fingerprint the type's text in a {@link dev.sluice.core.capture.SchemaFingerprint}
 */
public record PgType(String name, String formatted, OptionalInt precision, OptionalInt scale, String fingerprint) {}
