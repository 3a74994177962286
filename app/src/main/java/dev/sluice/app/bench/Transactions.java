/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

/** A kind of transaction: how many rows each inserts, updates and deletes. */
record Transactions(int insertions, int updates, int deletions) {
    Transactions {
        if (insertions < 1 || deletions > insertions) {
            throw new IllegalArgumentException("a transaction deletes rows that the one before it has inserted");
        }
    }

    static Transactions ofInsertions(int rows) {
        return new Transactions(rows, 0, 0);
    }

    /** How many rows one changes. */
    int changes() {
        return insertions + updates + deletions;
    }

    /** How many make so many changes; at least one. */
    long make(long changes) {
        return Math.max(1, changes / changes());
    }
}
