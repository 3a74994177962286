/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShopDataTest {
    @TempDir
    static Path folder;

    private static ShopPostgres postgres;

    @BeforeAll
    static void start() throws IOException {
        postgres = ShopPostgres.startIn(folder);
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Test
    void sameSeedMakesSameRowsAndAnotherSeedOthers() throws Exception {
        Map<ShopTable, String> one = ShopPostgres.rows(shop("seed_one", ShopSize.DEFAULT, 7));
        Map<ShopTable, String> same = ShopPostgres.rows(shop("seed_same", ShopSize.DEFAULT, 7));
        Map<ShopTable, String> other = ShopPostgres.rows(shop("seed_other", ShopSize.DEFAULT, 8));

        assertThat(same).isEqualTo(one);
        for (ShopTable table : ShopTable.values()) {
            assertThat(other.get(table)).as(table.name()).isNotEqualTo(one.get(table));
        }
    }

    @Test
    void dataIsOfTheAskedSizeAndLooksReal() throws Exception {
        ShopDatabase shop = shop("looks", ShopSize.DEFAULT, 7);

        assertThat(ShopPostgres.count(shop, "SELECT count(*) FROM inventory.customers"))
                .isEqualTo(2_000);
        assertThat(ShopPostgres.count(shop, "SELECT count(*) FROM inventory.products"))
                .isEqualTo(500);
        assertThat(ShopPostgres.count(shop, "SELECT count(*) FROM inventory.orders"))
                .isEqualTo(20_000);
        assertThat(ShopPostgres.count(shop, "SELECT count(*) FROM inventory.inventory"))
                .isEqualTo(1_500);
        String customers = "SELECT count(*) FROM inventory.customers WHERE ";
        assertThat(ShopPostgres.count(shop, customers + "last_name LIKE '%''%'"))
                .isPositive();
        assertThat(ShopPostgres.count(shop, customers + "first_name ~ '[^ -~]'"))
                .isPositive();
        assertThat(ShopPostgres.count(shop, customers + "email ~ '[^ -~]'")).isZero();
        String products = "SELECT count(*) FROM inventory.products WHERE ";
        assertThat(ShopPostgres.count(shop, products + "description IS NULL")).isPositive();
        assertThat(ShopPostgres.count(shop, products + "description ~ E'[\\t\\n\\\\\\\\\"]'"))
                .isPositive();
        // Out of the row, in TOAST: a change of the price does not carry these descriptions.
        assertThat(ShopPostgres.count(
                        shop,
                        "SELECT pg_relation_size(reltoastrelid) FROM pg_class"
                                + " WHERE oid = 'inventory.products'::regclass"))
                .isPositive();
        assertThat(ShopPostgres.count(
                        shop,
                        "SELECT count(*) FROM inventory.orders o JOIN inventory.customers c ON c.id = o.purchaser"
                                + " WHERE o.created_at < c.created_at - interval '2 days' OR o.order_date <>"
                                + " o.created_at::date OR o.order_date NOT BETWEEN '2024-11-01' AND '2026-11-01'"))
                .isZero();
    }

    @Test
    void sequencesContinueAfterTheLoadedRows() throws Exception {
        ShopDatabase shop = shop("sequences", new ShopSize(3, 2, 4, 2), 7);

        long id = ShopPostgres.count(
                shop,
                "INSERT INTO inventory.orders (order_date, purchaser, quantity, product_id)"
                        + " VALUES (current_date, 1, 1, 1) RETURNING id");

        assertThat(id).isEqualTo(5);
    }

    @Test
    void secondStartKeepsTheData() throws Exception {
        ShopDatabase shop = shop("kept", new ShopSize(3, 2, 4, 2), 7);
        try (Connection connection = shop.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE inventory.customers SET first_name = 'Renamed'");
            statement.execute("DELETE FROM inventory.orders");
            Map<ShopTable, String> before = ShopPostgres.rows(shop);

            ShopSchema.createIn(connection);
            boolean loaded = new ShopData(ShopSize.DEFAULT, 9).loadInto(connection);

            assertThat(loaded).isFalse();
            assertThat(ShopPostgres.rows(shop)).isEqualTo(before);
        }
    }

    @Test
    void foreignKeysRefuseOrphans() throws Exception {
        ShopDatabase shop = shop("orphans", new ShopSize(3, 2, 4, 2), 7);

        for (String orphan : new String[] {
            "INSERT INTO inventory.orders VALUES (99, current_date, 999, 1, 1)",
            "INSERT INTO inventory.orders VALUES (99, current_date, 1, 1, 999)",
            "INSERT INTO inventory.inventory VALUES (999, 'Reno', 1)",
            "DELETE FROM inventory.products"
        }) {
            assertThatThrownBy(() -> ShopPostgres.count(shop, orphan))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("foreign key");
        }
    }

    @Test
    void impossibleSizeIsToldToTheUser() {
        assertThatThrownBy(() -> new ShopSize(1, 1, 1, 7))
                .isInstanceOf(ProblemException.class)
                .hasMessage("The sample shop can't have 7 stock rows.");
    }

    private static ShopDatabase shop(String name, ShopSize size, long seed) throws SQLException {
        ShopDatabase database = postgres.create(name);
        try (Connection connection = database.connect()) {
            ShopSchema.createIn(connection);
            assertThat(new ShopData(size, seed).loadInto(connection)).isTrue();
        }
        return database;
    }
}
