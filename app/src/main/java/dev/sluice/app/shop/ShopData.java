/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.shop;

import dev.sluice.app.shop.People.Person;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The shop's first rows: the same size and seed always make the same rows, on any machine and on any day. Each table
 * draws from a generator of its own, so that more customers do not change the products.
 */
public final class ShopData {
    /** Where stock lies. */
    public static final List<String> WAREHOUSES =
            List.of("Rotterdam", "Kraków", "Reno", "São Paulo", "名古屋", "Coeur d'Alene");

    /** The last moment of the history; fixed, since a clock would make every start another shop. */
    public static final LocalDateTime UNTIL = LocalDateTime.of(2026, 11, 1, 0, 0);

    private static final long TWO_YEARS = ChronoUnit.MICROS.between(UNTIL.minusYears(2), UNTIL);
    private static final long THREE_YEARS = ChronoUnit.MICROS.between(UNTIL.minusYears(3), UNTIL);

    private final ShopSize size;
    private final long seed;
    private final NamedSql sql = NamedSql.of("data.sql");

    /** Nothing is drawn before {@link #loadInto}. */
    public ShopData(ShopSize size, long seed) {
        this.size = size;
        this.seed = seed;
    }

    /**
     * Fills the four tables of {@link ShopSchema} in one transaction and sets their sequences, or does nothing if any
     * of them has a row. Leaves the connection in auto-commit.
     *
     * @return whether it wrote the rows
     */
    public boolean loadInto(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql.get("one-loader-at-a-time"));
            boolean empty = isEmpty(statement);
            if (empty) {
                load(connection);
                statement.execute(sql.get("set-sequences"));
                statement.execute(sql.get("analyze"));
            }
            connection.commit();
            return empty;
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private boolean isEmpty(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql.get("is-empty"))) {
            return row.next() && row.getBoolean(1);
        }
    }

    private void load(Connection connection) throws SQLException {
        SplittableRandom root = new SplittableRandom(seed);
        // In this order for ever: each split decides the draws of its table.
        RandomGenerator customers = root.split();
        RandomGenerator products = root.split();
        RandomGenerator orders = root.split();
        RandomGenerator stock = root.split();
        try (CopyRows rows = CopyRows.into(connection, sql.get("copy-customers"))) {
            writeCustomers(rows, customers);
        }
        try (CopyRows rows = CopyRows.into(connection, sql.get("copy-products"))) {
            writeProducts(rows, products);
        }
        try (CopyRows rows = CopyRows.into(connection, sql.get("copy-orders"))) {
            writeOrders(rows, orders);
        }
        try (CopyRows rows = CopyRows.into(connection, sql.get("copy-inventory"))) {
            writeStock(rows, stock);
        }
    }

    private void writeCustomers(CopyRows rows, RandomGenerator random) throws SQLException {
        People people = People.fromResource();
        for (int id = 1; id <= size.customers(); id++) {
            Person person = people.draw(random);
            String email = People.emailTemplate(person, random).replace(People.ID, Integer.toString(id));
            LocalDateTime joined = UNTIL.minusYears(3).plus(step(random, id, size.customers(), THREE_YEARS));
            rows.row(id, person.first(), person.last(), email, joined);
        }
        rows.finish();
    }

    private void writeProducts(CopyRows rows, RandomGenerator random) throws SQLException {
        Catalog catalog = Catalog.fromResource();
        for (int id = 1; id <= size.products(); id++) {
            LocalDateTime listed = UNTIL.minusYears(3).plusSeconds(random.nextInt(365 * 24 * 3600));
            rows.row(id, catalog.name(random), catalog.description(random), catalog.price(random), listed);
        }
        rows.finish();
    }

    private void writeOrders(CopyRows rows, RandomGenerator random) throws SQLException {
        for (int id = 1; id <= size.orders(); id++) {
            LocalDateTime placed = UNTIL.minusYears(2).plus(step(random, id, size.orders(), TWO_YEARS));
            // Nobody orders before having registered: customers come in evenly over the three years.
            long sinceOpening = ChronoUnit.MICROS.between(UNTIL.minusYears(3), placed);
            int registered = Math.max(1, (int) ((double) sinceOpening / THREE_YEARS * size.customers()));
            int purchaser = 1 + random.nextInt(registered);
            rows.row(id, placed.toLocalDate(), purchaser, quantity(random), popular(random, size.products()), placed);
        }
        rows.finish();
    }

    private void writeStock(CopyRows rows, RandomGenerator random) throws SQLException {
        for (int i = 0; i < size.stock(); i++) {
            int product = 1 + i % size.products();
            String warehouse = WAREHOUSES.get((i / size.products() + product) % WAREHOUSES.size());
            rows.row(product, warehouse, random.nextInt(1_000), UNTIL.minusMinutes(random.nextInt(60 * 24 * 30)));
        }
        rows.finish();
    }

    /** The time of row {@code number} (from 1) of {@code count} rows that are spread evenly, with some jitter. */
    private static Duration step(RandomGenerator random, int number, int count, long spanMicros) {
        double place = (number - 1 + random.nextDouble()) / count;
        return Duration.of((long) (place * spanMicros), ChronoUnit.MICROS);
    }

    /** Most people take one. */
    static int quantity(RandomGenerator random) {
        return random.nextInt(10) < 7 ? 1 : 2 + random.nextInt(9);
    }

    /** An id from 1 to {@code count}; low ones sell better. */
    private static int popular(RandomGenerator random, int count) {
        double place = random.nextDouble();
        return 1 + (int) (place * place * count);
    }
}
