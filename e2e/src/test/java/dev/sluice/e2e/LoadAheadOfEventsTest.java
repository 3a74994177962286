/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.plan.Step;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.control.ControlPlane;
import dev.sluice.runtime.control.PartialRowsWatch;
import dev.sluice.runtime.control.Systems;
import dev.sluice.runtime.verify.Barrier;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The load reads rows as they are after changes whose events come later, without the large values that did not change. */
@ExtendWith(Engines.Shared.class)
class LoadAheadOfEventsTest {
    /** Far too large for a page, and nothing that Postgres could compress. */
    private static final String NOISE = "(SELECT string_agg(md5(i::text), '') FROM generate_series(1, 400) i)";

    private final Engines engines;

    LoadAheadOfEventsTest(Engines engines) {
        this.engines = engines;
    }

    @Test
    void largeValuesOfMovedAndOfVanishedRows() throws SQLException {
        String columns = " (id int PRIMARY KEY, n int, body text NOT NULL)";
        Source source = Scenario.schema(
                engines,
                "ahead",
                "CREATE TABLE moved" + columns,
                "CREATE TABLE emptied" + columns,
                "INSERT INTO moved SELECT i, i, " + NOISE + " FROM generate_series(1, 5) i",
                "INSERT INTO emptied SELECT i, i, " + NOISE + " FROM generate_series(1, 5) i");
        ControlPlane control = Scenario.control(engines, "ahead");
        try (Systems systems = control.systems()) {
            control.apply(new ChangeBefore(
                    step -> step instanceof Step.LoadTable,
                    source,
                    "UPDATE moved SET id = id + 100 WHERE id <= 3",
                    "UPDATE moved SET id = id + 100 WHERE id = 102",
                    "UPDATE moved SET n = -1 WHERE id = 103",
                    "UPDATE moved SET n = -1 WHERE id = 4",
                    "DELETE FROM moved WHERE id IN (5, 101)",
                    "UPDATE emptied SET n = -1, id = id + 100 WHERE id < 3",
                    "UPDATE emptied SET n = -2",
                    "TRUNCATE emptied"));
            List<TargetTable> tables = control.tables();
            Barrier barrier = new Barrier(systems, control.names(), tables);
            barrier.awaitRead(Scenario.LONG);
            new PartialRowsWatch(systems, tables).completeOnce();
            barrier.await(Scenario.LONG);
            for (String table : List.of("moved", "emptied")) {
                assertThat(WholeTable.in(systems.clickhouse(), "ahead", table)
                                .differencesFrom(WholeTable.in(source, table)))
                        .as(table)
                        .isEmpty();
            }
            control.destroy(new Scenario.Quiet());
        }
        source.run("DROP SCHEMA ahead CASCADE");
    }
}
