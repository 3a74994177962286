/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.shop;

import dev.sluice.core.source.TableId;
import java.util.Locale;

/** The tables of the sample shop, in the order in which foreign keys let them be filled. */
public enum ShopTable {
    CUSTOMERS,
    PRODUCTS,
    ORDERS,
    INVENTORY;

    /** The table's name in Postgres. */
    public TableId id() {
        return new TableId(ShopSchema.NAME, name().toLowerCase(Locale.ROOT));
    }
}
