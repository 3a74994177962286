/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.source.Lsn;
import dev.sluice.runtime.source.PostgresSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.postgresql.PGConnection;

/** What Postgres says of a replication slot. */
@Isolated("whoever else writes moves the position that it compares with")
@ExtendWith(Engines.Shared.class)
class SlotTest {
    private final Engines engines;

    SlotTest(Engines engines) {
        this.engines = engines;
    }

    /** Postgres waits for all transactions that write before a slot has a position that anybody can have confirmed. */
    @Test
    void aSlotThatIsBeingMade() throws Exception {
        Source source = Scenario.schema(engines, "slots", "CREATE TABLE t (id int PRIMARY KEY)");
        PostgresSource postgres = new PostgresSource(engines.postgres());
        try (ExecutorService making = Executors.newVirtualThreadPerTaskExecutor();
                Connection writer = source.connect()) {
            writer.setAutoCommit(false);
            writer.createStatement().execute("INSERT INTO t VALUES (1)");
            Future<?> made = making.submit(() -> {
                source.run("SELECT pg_create_logical_replication_slot('made_slowly', 'pgoutput')");
                return null;
            });
            try {
                await().until(() -> postgres.slot("made_slowly").isPresent());
                // Nothing need have been written since the slot was given its place.
                writer.createStatement().execute("INSERT INTO t VALUES (2)");
                assertThat(postgres.slot("made_slowly").orElseThrow().confirmed())
                        .isLessThan(postgres.with(PostgresSource::walEnd));
            } finally {
                writer.rollback();
            }
            made.get();
            assertThat(postgres.slot("made_slowly").orElseThrow().confirmed()).isGreaterThan(new Lsn(0));
        } finally {
            source.run("SELECT pg_drop_replication_slot('made_slowly')", "DROP SCHEMA slots CASCADE");
        }
    }

    /**
     * Postgres does not note a TRUNCATE that begins while it waits for the first transactions, and can't decode what a later one,
     * which begins while it waits for the second ones, writes to that table: it looks for a file that it knows nothing of, again and again.
     */
    @Test
    void aTruncationWhileASlotIsMade() throws Exception {
        String name = "slot_amid";
        Source source = Scenario.schema(
                engines, name, "CREATE TABLE t (id int PRIMARY KEY)", "CREATE TABLE other (id int PRIMARY KEY)");
        try (ExecutorService making = Executors.newVirtualThreadPerTaskExecutor();
                Connection first = source.connect();
                Connection second = source.connect();
                Connection late = source.connect()) {
            write(first, "INSERT INTO other VALUES (1)");
            Future<Scenario> live = making.submit(() -> Scenario.live(engines, source));
            awaitWaitingFor(source, first);
            write(second, "INSERT INTO other VALUES (2)");
            source.run("TRUNCATE t");
            first.commit();
            awaitWaitingFor(source, second);
            write(late, "INSERT INTO t VALUES (1)");
            second.commit();
            await().until(() -> !source.rows("SELECT FROM pg_replication_slots WHERE confirmed_flush_lsn IS NOT NULL"
                            + " AND (temporary OR slot_name = 'sluice_" + name + "')")
                    .isEmpty());
            late.commit();
            try (Scenario scenario = live.get()) {
                source.run("INSERT INTO t VALUES (2)");
                scenario.assertEqual();
                assertThat(source.rows("SELECT FROM pg_replication_slots WHERE temporary"))
                        .isEmpty();
            }
        }
    }

    private static void write(Connection connection, String statement) throws SQLException {
        connection.setAutoCommit(false);
        connection.createStatement().execute(statement);
    }

    /** Returns when a slot is being made that waits for this transaction. */
    private static void awaitWaitingFor(Source source, Connection writer) throws SQLException {
        int pid = writer.unwrap(PGConnection.class).getBackendPID();
        await().until(() -> !source.rows("SELECT FROM pg_stat_activity WHERE query LIKE '%pg_create_logical%'" + " AND "
                        + pid + " = ANY (pg_blocking_pids(pid))")
                .isEmpty());
    }
}
