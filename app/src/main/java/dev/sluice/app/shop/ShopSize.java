/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.shop;

import dev.sluice.core.problem.Problem;

/**
 * How many rows the shop starts with.
 *
 * @param customers at least 1
 * @param products at least 1
 * @param orders 0 or more
 * @param stock rows of {@code inventory.inventory}: at least 1 and at most one a product and warehouse
 */
public record ShopSize(int customers, int products, int orders, int stock) {
    /** The demo's shop: about 24,000 rows. */
    public static final ShopSize DEFAULT = new ShopSize(2_000, 500, 20_000, 1_500);

    public ShopSize {
        check("customers", customers, 1, Integer.MAX_VALUE / 2);
        check("products", products, 1, Integer.MAX_VALUE / 16);
        check("orders", orders, 0, Integer.MAX_VALUE / 2);
        check("stock rows", stock, 1, products * ShopData.WAREHOUSES.size());
    }

    /** All rows together. */
    public long rows() {
        return (long) customers + products + orders + stock;
    }

    private static void check(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw Problem.user(
                            "shop-size",
                            "The sample shop can't have " + value + " " + what + ".",
                            "Give a number from " + least + " to " + most + ".")
                    .asException();
        }
    }
}
