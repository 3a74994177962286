/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class WorkloadTest {
    private static final ShopSize SMALL = new ShopSize(200, 50, 1_000, 150);
    private static final String LOG_ROWS = """
            CREATE TABLE public.log (tbl text, op text, id int);
            CREATE FUNCTION public.log_row() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              INSERT INTO public.log VALUES (tg_table_name, tg_op,
                (coalesce(to_jsonb(new), to_jsonb(old)) ->> 'id')::int);
              RETURN NULL;
            END $$;
            """;

    @TempDir
    static Path folder;

    private static ShopPostgres postgres;

    private final Set<Long> told = ConcurrentHashMap.newKeySet();
    private ShopDatabase shop;

    @BeforeAll
    static void startPostgres() throws IOException {
        postgres = ShopPostgres.startIn(folder);
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void openShop(TestInfo test) throws Exception {
        shop = postgres.create(test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT));
        try (Connection connection = shop.connect();
                Statement statement = connection.createStatement()) {
            ShopSchema.createIn(connection);
            new ShopData(SMALL, 7).loadInto(connection);
            // What committed, as the database itself saw it.
            statement.execute(LOG_ROWS);
            for (ShopTable table : ShopTable.values()) {
                statement.execute("CREATE TRIGGER log AFTER INSERT OR UPDATE OR DELETE ON " + table.id()
                        + " FOR EACH ROW EXECUTE FUNCTION public.log_row()");
            }
        }
    }

    @Test
    void commitsAtLeastTheAskedChangesAndCountsEachOfThem() throws Exception {
        try (Workload workload = workload(WorkloadOptions.of(SMALL, 7))) {
            WorkloadStatus status = workload.runFor(2, 1_500);

            assertThat(status.committed()).isBetween(3_000L, 3_000L + 2 * 10);
            assertThat(status.lastProblem()).isEmpty();
            assertThat(status.rolledBack()).isPositive();
            assertThat(status.savepointsRolledBack()).isPositive();
            assertCountsMatchTheDatabase(status);
            assertThat(status.changes(ShopTable.CUSTOMERS).inserts()).isPositive();
            assertThat(status.changes(ShopTable.CUSTOMERS).updates()).isPositive();
            assertThat(status.changes(ShopTable.PRODUCTS).updates()).isPositive();
            assertThat(status.changes(ShopTable.ORDERS).inserts()).isPositive();
            assertThat(status.changes(ShopTable.ORDERS).deletes()).isPositive();
            assertThat(told).hasSize((int) status.changes(ShopTable.ORDERS).inserts());
            assertThat(ShopPostgres.count(
                            shop, "SELECT count(DISTINCT id) FROM public.log WHERE tbl = 'orders' AND op = 'INSERT'"))
                    .isEqualTo(told.size());
        }
        assertForeignKeysHold();
    }

    @Test
    void startedWorkGoesOnUntilStoppedAndCanBeStartedAgain() throws Exception {
        try (Workload workload = workload(new WorkloadOptions(7, 1, 2_000, 300))) {
            workload.start(200);
            assertThatThrownBy(() -> workload.start(200)).isInstanceOf(IllegalStateException.class);
            await(() -> workload.status().committed() >= 50);
            WorkloadStatus first = workload.stop();
            assertThat(workload.status()).isEqualTo(first);
            assertCountsMatchTheDatabase(first);

            workload.start(200);
            await(() -> workload.status().committed() >= first.committed() + 50);
            assertCountsMatchTheDatabase(workload.stop());
        }
    }

    @Test
    void tablesStopGrowingAtTheirLimit() throws Exception {
        try (Workload workload = workload(new WorkloadOptions(7, 2, 1_100, 210))) {
            workload.runFor(6, 2_000);
        }
        // Counts are looked up every 500 transactions of each connection; without a limit there would be 2,400 orders.
        assertThat(ShopPostgres.count(shop, "SELECT count(*) FROM inventory.orders"))
                .isBetween(300L, 1_800L);
        assertThat(ShopPostgres.count(shop, "SELECT count(*) FROM inventory.customers"))
                .isBetween(100L, 400L);
        assertForeignKeysHold();
    }

    @Test
    void goesOnAfterPostgresWasKilled() throws Exception {
        try (Workload workload = workload(WorkloadOptions.of(SMALL, 7))) {
            workload.start(1_000);
            await(() -> workload.status().committed() >= 500);
            for (int i = 0; i < 3; i++) {
                postgres.kill();
                await(() -> workload.status().lastProblem().isPresent());
                postgres.startAgain();
                long before = workload.status().committed();
                await(() -> workload.status().committed() >= before + 500);
            }
            WorkloadStatus status = workload.stop();

            assertThat(status.reconnects()).isPositive();
            assertThat(status.outcomes().seen())
                    .isEqualTo(status.outcomes().committed()
                            + status.outcomes().lost()
                            + status.outcomes().unknown());
            assertCountsMatchTheDatabase(status);
            assertThat(told).hasSize((int) status.changes(ShopTable.ORDERS).inserts());
        }
        assertForeignKeysHold();
    }

    @Test
    void tableThatIsAwayHoldsNothingUpForEver() throws Exception {
        try (Workload workload = workload(WorkloadOptions.of(SMALL, 7))) {
            sql("ALTER TABLE inventory.orders RENAME TO away");
            workload.start(500);
            await(() -> workload.status().lastProblem().isPresent());
            sql("ALTER TABLE inventory.away RENAME TO orders");
            await(() -> workload.status().committed() >= 500);
        }
    }

    private Workload workload(WorkloadOptions options) {
        return new Workload(shop, options, (table, key, beforeCommit) -> told.add(key));
    }

    private void assertCountsMatchTheDatabase(WorkloadStatus status) throws SQLException {
        for (ShopTable table : ShopTable.values()) {
            RowChanges changes = status.changes(table);
            String logged =
                    "SELECT count(*) FROM public.log WHERE tbl = '" + table.id().name() + "' AND op = ";
            assertThat(changes)
                    .as(table.name())
                    .isEqualTo(new RowChanges(
                            ShopPostgres.count(shop, logged + "'INSERT'"),
                            ShopPostgres.count(shop, logged + "'UPDATE'"),
                            ShopPostgres.count(shop, logged + "'DELETE'")));
        }
    }

    private void assertForeignKeysHold() throws SQLException {
        assertThat(ShopPostgres.count(
                        shop,
                        "SELECT count(*) FROM inventory.orders o LEFT JOIN inventory.customers c ON c.id = o.purchaser"
                                + " LEFT JOIN inventory.products p ON p.id = o.product_id"
                                + " WHERE c.id IS NULL OR p.id IS NULL"))
                .isZero();
        assertThat(ShopPostgres.count(shop, "SELECT count(*) FROM inventory.inventory WHERE on_hand < 0"))
                .isZero();
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = shop.connect();
                Statement executor = connection.createStatement()) {
            executor.execute(statement);
        }
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(condition);
    }
}
