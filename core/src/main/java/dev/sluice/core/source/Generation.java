/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.source;

import java.util.Set;

/**
 * How Postgres computes a generated column. The change stream does not carry such a column before Postgres 18.
 *
 * @param expression SQL over the names of the table's other columns, as {@code pg_get_expr} prints it
 * @param inputs the numbers of the columns that it reads
 * @param everywhere whether all partitions have the same expression, which Postgres does not ask for
 */
public record Generation(String expression, Set<Integer> inputs, boolean everywhere) {
    public Generation {
        inputs = Set.copyOf(inputs);
    }
}
