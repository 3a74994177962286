/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.target.ObjectName;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.capture.ConnectClient;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What one duty of the watch can't do keeps none of the others. */
@ExtendWith(Engines.Shared.class)
class WatchTest {
    private final Engines engines;

    WatchTest(Engines engines) {
        this.engines = engines;
    }

    /** As after a plan that was cut off when the old rows were gone: only the next one brings them back. */
    @Test
    void gapsOfRowsThatAreGoneDoNotKeepColumnsFromBeingFollowed() throws SQLException {
        try (Scenario scenario = Scenario.live(engines, "cut_off", "CREATE TABLE t (id int PRIMARY KEY, v text)")) {
            scenario.source().run("INSERT INTO t VALUES (1, 'a')");
            scenario.assertEqual();
            TargetTable table = scenario.table("t");
            scenario.clickhouse()
                    .execute("INSERT INTO _sluice.incidents (op, target, version, seen_at)"
                            + " VALUES ('u', 'cut_off.t', 1, now64(6, 'UTC'))");
            for (ObjectName gone : List.of(
                    table.names().read(), table.names().topic(), table.names().rows())) {
                scenario.clickhouse().execute("DROP TABLE " + gone.quoted() + " SYNC");
            }
            scenario.source().run("ALTER TABLE t ADD COLUMN w int", "INSERT INTO t VALUES (2, 'b', 2)");
            scenario.assertEqual();
        }
    }

    /** As of an earlier version, whose connector was Debezium's own. */
    @Test
    void aConnectorOfAnotherClassIsChangedWithoutALoss() throws SQLException {
        try (Scenario scenario =
                Scenario.still(engines, "earlier_class", "CREATE TABLE t (id int PRIMARY KEY, v text)")) {
            ConnectClient connect = scenario.control().systems().connect();
            String connector = scenario.control().names().connector();
            Map<String, String> config = new HashMap<>(connect.config(connector).orElseThrow());
            String ours = config.put("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
            connect.put(connector, config);
            scenario.source().run("INSERT INTO t VALUES (1, 'a')");
            scenario.assertEqual();
            scenario.source().run("INSERT INTO t VALUES (2, 'b')");
            scenario.apply();
            assertThat(connect.config(connector).orElseThrow()).containsEntry("connector.class", ours);
            scenario.source().run("INSERT INTO t VALUES (3, 'c')");
            scenario.assertEqual();
        }
    }
}
