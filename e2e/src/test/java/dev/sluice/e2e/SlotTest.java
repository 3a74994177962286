/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.source.Lsn;
import dev.sluice.runtime.source.PostgresSource;
import java.sql.Connection;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

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
}
