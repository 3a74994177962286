/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

/**
 * A column of the stores that holds values of the source, be it there or {@linkplain KeptColumn kept}.
 *
 * @param number the source column's {@code attnum}
 * @param mapped the ClickHouse type, never Nullable
 */
record StoredColumn(int number, String name, String mapped, boolean nullable, boolean key, boolean generated) {
    /** The name, quoted. */
    String quoted() {
        return ChIdentifiers.quote(name);
    }

    /** The type in the store of current rows. */
    String type() {
        return nullable ? nullableType() : mapped;
    }

    /** The type in the history, for all but the key. */
    String nullableType() {
        return "Nullable(" + mapped + ")";
    }
}
