/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.shop;

/**
 * How many rows of one table were inserted, updated and deleted by transactions that committed. A row that one
 * transaction updates twice counts twice, as it does in the WAL.
 */
public record RowChanges(long inserts, long updates, long deletes) {
    /** No change. */
    public static final RowChanges NONE = new RowChanges(0, 0, 0);

    /** All three kinds together. */
    public long total() {
        return inserts + updates + deletes;
    }

    /** The sum of both, kind by kind. */
    public RowChanges plus(RowChanges other) {
        return new RowChanges(inserts + other.inserts, updates + other.updates, deletes + other.deletes);
    }

    static RowChanges inserted(long rows) {
        return new RowChanges(rows, 0, 0);
    }

    static RowChanges updated(long rows) {
        return new RowChanges(0, rows, 0);
    }

    static RowChanges deleted(long rows) {
        return new RowChanges(0, 0, rows);
    }
}
