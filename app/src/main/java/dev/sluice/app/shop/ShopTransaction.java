/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.shop;

import dev.sluice.app.shop.People.Person;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What happens in the shop as one database transaction of 1 to 10 row changes. Rows are named by a place from 0
 * (inclusive) to 1 (exclusive) in the range of ids that the database holds when the transaction runs.
 */
sealed interface ShopTransaction {

    /**
     * An order of several lines; each line inserts an order and takes stock.
     *
     * @param newcomer registers first and is the purchaser, instead of the customer at {@code purchaser}
     * @param discarded lines that are taken back, by rolling back to a savepoint, before those that count; this way
     *     round since it frees their locks: two orders can't deadlock
     * @param lines 1 to 4
     * @param ending whether the whole of it counts
     */
    record PlaceOrder(
            double purchaser, Optional<NewCustomer> newcomer, List<Line> discarded, List<Line> lines, Ending ending)
            implements ShopTransaction {}

    /** Somebody registers without buying. */
    record Register(NewCustomer customer) implements ShopTransaction {}

    /** Deletes {@code count} orders that follow one another. */
    record CancelOrders(double order, int count) implements ShopTransaction {}

    /** An update of an order. */
    record ChangeQuantity(double order, int quantity) implements ShopTransaction {}

    /** A new price: the old one times {@code factor}. */
    record ChangePrice(double product, BigDecimal factor) implements ShopTransaction {}

    /** A new description, or none. */
    record EditDescription(double product, @Nullable String description) implements ShopTransaction {}

    /** A new address of the same person. */
    record ChangeEmail(double customer, int revision, String provider) implements ShopTransaction {}

    /** Deletes a customer who has few orders, with these orders. */
    record CloseAccount(double customer) implements ShopTransaction {}

    /** One product of an order. */
    record Line(double product, int shelf, int quantity) {}

    /** Who registers; {@link People#ID} in the address becomes the new id. */
    record NewCustomer(Person person, String emailTemplate) {}

    /** How a transaction ends. */
    enum Ending {
        COMMIT,
        ROLLBACK
    }
}
