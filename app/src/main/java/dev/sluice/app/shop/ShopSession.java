/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.shop;

import dev.sluice.app.shop.Extent.Ids;
import dev.sluice.app.shop.People.Person;
import dev.sluice.app.shop.ShopTransaction.CancelOrders;
import dev.sluice.app.shop.ShopTransaction.ChangeEmail;
import dev.sluice.app.shop.ShopTransaction.ChangePrice;
import dev.sluice.app.shop.ShopTransaction.ChangeQuantity;
import dev.sluice.app.shop.ShopTransaction.CloseAccount;
import dev.sluice.app.shop.ShopTransaction.EditDescription;
import dev.sluice.app.shop.ShopTransaction.Line;
import dev.sluice.app.shop.ShopTransaction.NewCustomer;
import dev.sluice.app.shop.ShopTransaction.PlaceOrder;
import dev.sluice.app.shop.ShopTransaction.Register;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Does {@link ShopTransaction}s on one connection; begins and ends none: the caller commits. Rows that have gone mean
 * fewer changes, never an error. Not for several threads.
 */
final class ShopSession {
    /** With their customer these orders are at most as many changes as the largest transaction makes. */
    private static final int ORDERS_OF_A_CLOSING_ACCOUNT = 9;

    private final Connection connection;
    private final NamedSql sql;
    private String transactionId = "";

    ShopSession(Connection connection, NamedSql sql) {
        this.connection = connection;
        this.sql = sql;
    }

    Extent extent() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql.get("extent"))) {
            row.next();
            return new Extent(
                    new Ids(row.getInt(1), row.getInt(2), row.getLong(3)),
                    new Ids(row.getInt(4), row.getInt(5), 0),
                    new Ids(row.getInt(6), row.getInt(7), row.getLong(8)));
        }
    }

    /** Makes the changes of a transaction and returns what it changed. */
    Tally apply(ShopTransaction transaction, Extent extent) throws SQLException {
        Tally tally = new Tally();
        switch (transaction) {
            case PlaceOrder order -> place(order, extent, tally);
            case Register(NewCustomer customer) -> register(customer, tally);
            case CancelOrders(double order, int count) ->
                tally.add(
                        ShopTable.ORDERS,
                        RowChanges.deleted(
                                update("cancel-orders", extent.orders().at(order), count)));
            case ChangeQuantity(double order, int quantity) ->
                tally.add(
                        ShopTable.ORDERS,
                        RowChanges.updated(update(
                                "change-quantity", quantity, extent.orders().at(order))));
            case ChangePrice(double product, var factor) ->
                tally.add(
                        ShopTable.PRODUCTS,
                        RowChanges.updated(
                                update("change-price", factor, extent.products().at(product))));
            case EditDescription(double product, var description) ->
                tally.add(
                        ShopTable.PRODUCTS,
                        RowChanges.updated(update(
                                "edit-description",
                                description,
                                extent.products().at(product))));
            case ChangeEmail change -> changeEmail(change, extent, tally);
            case CloseAccount(double customer) ->
                closeAccount(extent.customers().at(customer), tally);
        }
        return tally;
    }

    /** The id by which the server can be asked later what became of the running transaction, which has changed something. */
    String transactionId() {
        return transactionId;
    }

    /** {@code committed}, {@code aborted}, {@code in progress}, or empty if the server no longer knows. */
    Optional<String> transactionStatus(String transactionId) throws SQLException {
        try (PreparedStatement statement = prepare("transaction-status", transactionId);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return Optional.ofNullable(row.getString(1));
        }
    }

    private void place(PlaceOrder order, Extent extent, Tally tally) throws SQLException {
        Optional<Integer> purchaser = order.newcomer().isPresent()
                ? Optional.of(register(order.newcomer().get(), tally))
                : pickCustomer(extent.customers().at(order.purchaser())).map(Customer::id);
        if (purchaser.isEmpty()) {
            return;
        }
        if (!order.discarded().isEmpty()) {
            Savepoint savepoint = connection.setSavepoint();
            addLines(purchaser.get(), order.discarded(), extent, new Tally());
            connection.rollback(savepoint);
        }
        addLines(purchaser.get(), order.lines(), extent, tally);
    }

    private void addLines(int purchaser, List<Line> lines, Extent extent, Tally tally) throws SQLException {
        @Nullable Integer[] products = ints(lines, line -> extent.products().at(line.product()));
        @Nullable Integer[] shelves = ints(lines, Line::shelf);
        @Nullable Integer[] quantities = ints(lines, Line::quantity);
        try (PreparedStatement pick = prepare("pick-stock", products, shelves, quantities);
                ResultSet stock = pick.executeQuery();
                PreparedStatement take = connection.prepareStatement(sql.get("take-stock"))) {
            int found = 0;
            while (stock.next()) {
                products[found] = stock.getInt(1);
                quantities[found] = stock.getInt(3);
                bind(take, quantities[found], quantities[found], products[found], stock.getString(2));
                take.addBatch();
                found++;
            }
            if (found == 0) {
                return;
            }
            insertOrders(purchaser, Arrays.copyOf(quantities, found), Arrays.copyOf(products, found), tally);
            int taken = Arrays.stream(take.executeBatch()).sum();
            tally.add(ShopTable.INVENTORY, RowChanges.updated(taken));
        }
    }

    private void insertOrders(int purchaser, @Nullable Integer[] quantities, @Nullable Integer[] products, Tally tally)
            throws SQLException {
        try (PreparedStatement insert = prepare("insert-orders", purchaser, quantities, products);
                ResultSet ids = insert.executeQuery()) {
            while (ids.next()) {
                transactionId = ids.getString(1);
                tally.addOrder(ids.getLong(2));
            }
        }
    }

    private int register(NewCustomer customer, Tally tally) throws SQLException {
        Person person = customer.person();
        try (PreparedStatement insert =
                        prepare("insert-customer", person.first(), person.last(), customer.emailTemplate());
                ResultSet id = insert.executeQuery()) {
            id.next();
            transactionId = id.getString(1);
            tally.add(ShopTable.CUSTOMERS, RowChanges.inserted(1));
            return id.getInt(2);
        }
    }

    private void changeEmail(ChangeEmail change, Extent extent, Tally tally) throws SQLException {
        Optional<Customer> found = pickCustomer(extent.customers().at(change.customer()));
        if (found.isEmpty()) {
            return;
        }
        Customer customer = found.get();
        String email = People.emailTemplate(customer.person(), change.revision(), change.provider())
                .replace(People.ID, Integer.toString(customer.id()));
        tally.add(ShopTable.CUSTOMERS, RowChanges.updated(update("change-email", email, customer.id())));
    }

    private void closeAccount(int from, Tally tally) throws SQLException {
        try (PreparedStatement pick = prepare("pick-closing-account", from, ORDERS_OF_A_CLOSING_ACCOUNT);
                ResultSet row = pick.executeQuery()) {
            if (row.next()) {
                int customer = row.getInt(1);
                tally.add(ShopTable.ORDERS, RowChanges.deleted(update("delete-orders-of-customer", customer)));
                tally.add(ShopTable.CUSTOMERS, RowChanges.deleted(update("delete-customer", customer)));
            }
        }
    }

    private Optional<Customer> pickCustomer(int from) throws SQLException {
        try (PreparedStatement pick = prepare("pick-customer", from);
                ResultSet row = pick.executeQuery()) {
            return row.next()
                    ? Optional.of(new Customer(row.getInt(1), new Person(row.getString(2), row.getString(3))))
                    : Optional.empty();
        }
    }

    private int update(String statement, @Nullable Object... values) throws SQLException {
        int changed = 0;
        try (PreparedStatement prepared = prepare(statement, values);
                ResultSet rows = prepared.executeQuery()) {
            while (rows.next()) {
                transactionId = rows.getString(1);
                changed++;
            }
        }
        return changed;
    }

    private PreparedStatement prepare(String statement, @Nullable Object... values) throws SQLException {
        PreparedStatement prepared = connection.prepareStatement(sql.get(statement));
        bind(prepared, values);
        return prepared;
    }

    private void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value instanceof Integer[] many) {
                statement.setArray(i + 1, connection.createArrayOf("int4", many));
            } else if (value == null) {
                statement.setNull(i + 1, java.sql.Types.VARCHAR);
            } else {
                statement.setObject(i + 1, value);
            }
        }
    }

    private static @Nullable Integer[] ints(List<Line> lines, ToIntFunction<Line> of) {
        return lines.stream().mapToInt(of).boxed().toArray(Integer[]::new);
    }

    private record Customer(int id, Person person) {}
}
