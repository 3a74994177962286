/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.source;

/**
 * A column of a source table.
 *
 * @param attnum its number in {@code pg_attribute}, which a rename keeps
 * @param notNull whether the column refuses NULL
 * @param generated whether Postgres computes it, so that the change stream does not carry it
 */
public record SourceColumn(int attnum, String name, PgType type, boolean notNull, boolean generated) {}
