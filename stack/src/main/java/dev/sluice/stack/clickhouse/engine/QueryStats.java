/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse.engine;

/**
 * What a statement did. Rows and bytes read are those read from storage; written ones include the tables behind
 * materialized views; bytes are of the columns in memory, not of any format.
 */
public record QueryStats(
        long readRows, long readBytes, long writtenRows, long writtenBytes, long resultRows, long resultBytes) {
    /** Nothing read, nothing written. */
    public static final QueryStats NONE = new QueryStats(0, 0, 0, 0, 0, 0);
}
