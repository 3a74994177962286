/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.shop;

import dev.sluice.app.shop.ShopTransaction.CancelOrders;
import dev.sluice.app.shop.ShopTransaction.ChangeEmail;
import dev.sluice.app.shop.ShopTransaction.ChangePrice;
import dev.sluice.app.shop.ShopTransaction.ChangeQuantity;
import dev.sluice.app.shop.ShopTransaction.CloseAccount;
import dev.sluice.app.shop.ShopTransaction.EditDescription;
import dev.sluice.app.shop.ShopTransaction.Ending;
import dev.sluice.app.shop.ShopTransaction.Line;
import dev.sluice.app.shop.ShopTransaction.NewCustomer;
import dev.sluice.app.shop.ShopTransaction.PlaceOrder;
import dev.sluice.app.shop.ShopTransaction.Register;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Draws what happens next in the shop, and does nothing else: the same generator and the same answers about full
 * tables give the same transactions. Nothing ever changes a primary key. Not for several threads.
 */
final class TransactionMix {
    private final RandomGenerator random;
    private final People people = People.fromResource();
    private final Catalog catalog = Catalog.fromResource();

    /** Which tables have reached their limit, so that more has to be deleted than inserted. */
    record Crowding(boolean orders, boolean customers) {}

    TransactionMix(RandomGenerator random) {
        this.random = random;
    }

    ShopTransaction draw(Crowding crowding) {
        int dice = random.nextInt(100);
        if (dice < 20) {
            // Of 100 draws, 50 place about 80 orders, and these 20 delete 30, or 120 when there are too many.
            int count = crowding.orders() ? 4 + random.nextInt(5) : 1 + random.nextInt(2);
            return new CancelOrders(random.nextDouble(), count);
        }
        if (dice < 26) {
            return new ChangeQuantity(random.nextDouble(), ShopData.quantity(random));
        }
        if (dice < 34) {
            return new ChangeEmail(random.nextDouble(), 2 + random.nextInt(10_000), People.drawProvider(random));
        }
        if (dice < 38) {
            return new ChangePrice(random.nextDouble(), BigDecimal.valueOf(80 + random.nextInt(46), 2));
        }
        if (dice < 42) {
            return new EditDescription(random.nextDouble(), catalog.description(random));
        }
        if (dice < 45 || (crowding.customers() && dice < 50)) {
            return new CloseAccount(random.nextDouble());
        }
        if (dice < 50) {
            return new Register(newCustomer());
        }
        return order(crowding);
    }

    private PlaceOrder order(Crowding crowding) {
        boolean newcomer = !crowding.customers() && random.nextInt(12) == 0;
        boolean rollback = random.nextInt(40) == 0;
        boolean changesMind = random.nextInt(25) == 0;
        return new PlaceOrder(
                random.nextDouble(),
                newcomer ? Optional.of(newCustomer()) : Optional.empty(),
                changesMind ? lines(1 + random.nextInt(2)) : List.of(),
                lines(1 + random.nextInt(4) * random.nextInt(4) / 3),
                rollback ? Ending.ROLLBACK : Ending.COMMIT);
    }

    private List<Line> lines(int count) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double place = random.nextDouble();
            lines.add(new Line(place * place, random.nextInt(3), ShopData.quantity(random)));
        }
        return List.copyOf(lines);
    }

    private NewCustomer newCustomer() {
        People.Person person = people.draw(random);
        return new NewCustomer(person, People.emailTemplate(person, random));
    }
}
