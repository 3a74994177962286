/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.shop.ShopTransaction.CancelOrders;
import dev.sluice.app.shop.ShopTransaction.Ending;
import dev.sluice.app.shop.ShopTransaction.PlaceOrder;
import dev.sluice.app.shop.ShopTransaction.Register;
import dev.sluice.app.shop.TransactionMix.Crowding;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TransactionMixTest {
    private static final Crowding ROOMY = new Crowding(false, false);
    private static final Crowding CROWDED = new Crowding(true, true);

    @Test
    void sameSeedDrawsTheSameTransactions() {
        assertThat(draw(7, ROOMY)).isEqualTo(draw(7, ROOMY)).isNotEqualTo(draw(8, ROOMY));
    }

    @Test
    void everyKindOfTransactionIsDrawnAndNoneIsLarge() {
        Set<Class<?>> kinds = new HashSet<>();
        boolean rollback = false;
        boolean savepoint = false;
        for (ShopTransaction transaction : draw(7, ROOMY)) {
            kinds.add(transaction.getClass());
            if (transaction instanceof PlaceOrder order) {
                assertThat(order.lines()).hasSizeBetween(1, 4);
                rollback |= order.ending() == Ending.ROLLBACK;
                savepoint |= !order.discarded().isEmpty();
            }
        }
        assertThat(kinds).containsExactlyInAnyOrder(ShopTransaction.class.getPermittedSubclasses());
        assertThat(rollback).isTrue();
        assertThat(savepoint).isTrue();
    }

    @Test
    void moreOrdersArePlacedThanCancelledUntilThereAreTooMany() {
        assertThat(placed(ROOMY)).isGreaterThan(cancelled(ROOMY));
        assertThat(placed(CROWDED)).isLessThan(cancelled(CROWDED));
    }

    @Test
    void nobodyRegistersWhenThereAreTooManyCustomers() {
        assertThat(draw(7, CROWDED))
                .noneMatch(transaction -> transaction instanceof Register
                        || (transaction instanceof PlaceOrder order
                                && order.newcomer().isPresent()));
    }

    private static long placed(Crowding crowding) {
        return draw(7, crowding).stream()
                .mapToLong(transaction -> transaction instanceof PlaceOrder order && order.ending() == Ending.COMMIT
                        ? order.lines().size()
                        : 0)
                .sum();
    }

    private static long cancelled(Crowding crowding) {
        return draw(7, crowding).stream()
                .mapToLong(transaction -> transaction instanceof CancelOrders cancel ? cancel.count() : 0)
                .sum();
    }

    private static List<ShopTransaction> draw(long seed, Crowding crowding) {
        TransactionMix mix = new TransactionMix(new SplittableRandom(seed));
        return Stream.generate(() -> mix.draw(crowding)).limit(5_000).toList();
    }
}
