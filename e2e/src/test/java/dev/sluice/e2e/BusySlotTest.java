/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.runtime.target.ClickHouse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;

/** The connector can't read for a while, since somebody else reads from its slot. */
@ExtendWith(Engines.Shared.class)
class BusySlotTest {
    private static final String NAME = "busy_slot";

    private final Engines engines;

    BusySlotTest(Engines engines) {
        this.engines = engines;
    }

    /** The columns have changed, so what was written before has to be read before {@code run} can apply. */
    @Test
    void aRunThatBeginsThenWaits() throws Exception {
        Source source = Scenario.schema(engines, NAME, "CREATE TABLE t (id int PRIMARY KEY, v int)");
        try (KilledRun run = KilledRun.start(engines, NAME)) {
            run.started();
            source.run("INSERT INTO t VALUES (1, 1)");
            run.sluice().ok("wait", "--timeout", "60s");
            run.close();
            source.run("INSERT INTO t VALUES (2, 2)", "ALTER TABLE t ADD COLUMN w int DEFAULT 3");
            try (Connection _ = occupied(source)) {
                run.again();
                await().atMost(Duration.ofSeconds(120))
                        .until(run::lastLine, line -> line.contains("waiting: the copy has not caught up"));
            }
            run.sluice().ok("wait", "--timeout", "120s");
            try (ClickHouse clickhouse = run.clickhouse()) {
                assertThat(WholeTable.in(clickhouse, NAME, "t")).isEqualTo(WholeTable.in(source, "t"));
            }
            source.run("ALTER TABLE t ADD COLUMN x int");
            run.sluice().ok("wait", "--timeout", "60s");
            String then = run.lastLine();
            // Not the last step for ever.
            await().atMost(Duration.ofSeconds(60))
                    .until(run::lastLine, line -> !line.equals(then) && line.endsWith("(live)"));
            run.sluice().ok("destroy", "--yes");
            run.close();
            Folders.delete(run.sluice().folder());
        }
        source.run("DROP SCHEMA " + NAME + " CASCADE");
    }

    /** A connection that reads from the slot until it is closed. */
    private static Connection occupied(Source source) throws SQLException {
        Properties properties = new Properties();
        PGProperty.REPLICATION.set(properties, "database");
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "16");
        PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
        Connection connection = source.connect(properties);
        connection.createStatement().execute("SET wal_sender_timeout = 0");
        connection
                .unwrap(PGConnection.class)
                .getReplicationAPI()
                .replicationStream()
                .logical()
                .withSlotName("sluice_" + NAME)
                .withSlotOption("proto_version", 1)
                .withSlotOption("publication_names", "sluice_" + NAME)
                .start();
        return connection;
    }
}
