/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.shop;

/** The ranges of ids in the shop, and how many rows have them; a moment's picture. */
record Extent(Ids customers, Ids products, Ids orders) {

    /** Ids from {@code low} to {@code high}, both inclusive, with gaps; {@code count} rows have one. */
    record Ids(int low, int high, long count) {
        /** The id at a place from 0 (inclusive) to 1 (exclusive). */
        int at(double place) {
            return low + (int) (place * (high - low + 1));
        }
    }
}
