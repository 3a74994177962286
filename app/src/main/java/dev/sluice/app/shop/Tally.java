/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.shop;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What one transaction has changed so far. Not for several threads. */
final class Tally {
    private final Map<ShopTable, RowChanges> changes = new EnumMap<>(ShopTable.class);
    private final List<Long> newOrders = new ArrayList<>();

    void add(ShopTable table, RowChanges more) {
        changes.merge(table, more, RowChanges::plus);
    }

    void addOrder(long id) {
        newOrders.add(id);
        add(ShopTable.ORDERS, RowChanges.inserted(1));
    }

    Map<ShopTable, RowChanges> changes() {
        return changes;
    }

    List<Long> newOrders() {
        return newOrders;
    }

    long total() {
        return changes.values().stream().mapToLong(RowChanges::total).sum();
    }
}
