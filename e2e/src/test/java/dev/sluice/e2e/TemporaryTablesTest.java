/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.config.PipelineConfig.TableRule;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.control.Systems;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tables of one session, whose changes are in no write-ahead log: refused by name, passed over by a pattern. */
@ExtendWith(Engines.Shared.class)
class TemporaryTablesTest {
    private final Engines engines;

    TemporaryTablesTest(Engines engines) {
        this.engines = engines;
    }

    @Test
    void refusedByNameAndNotSeenByPattern() throws SQLException {
        try (Scenario scenario = Scenario.live(engines, "lasting", "CREATE TABLE plain (id int PRIMARY KEY, v text)");
                Connection session = scenario.source().connect();
                var statement = session.createStatement()) {
            statement.execute("CREATE TEMPORARY TABLE fleeting (id int PRIMARY KEY, v text)");
            // This one hides the lasting table from its session, and from nobody else.
            statement.execute("CREATE TEMPORARY TABLE plain (id int PRIMARY KEY)");
            statement.execute("INSERT INTO fleeting SELECT i, 'x' FROM generate_series(1, 100) i");
            statement.execute("INSERT INTO plain VALUES (99)");
            scenario.source().run("INSERT INTO plain VALUES (1, 'a')");
            scenario.assertEqual();
            assertThat(tables("lasting", "lasting.*")).containsExactly("lasting.plain");
            assertThat(tables("lasting", "lasting.plain")).containsExactly("lasting.plain");
            assertThat(scenario.control().leftOut()).isEmpty();
            for (String name : List.of("lasting.fleeting", "pg_temp.fleeting", "pg_temp_3.fleeting")) {
                assertThatThrownBy(() -> tables("lasting", name))
                        .hasMessageContaining(name + " is a temporary table, which only one session sees");
            }
            assertThatThrownBy(() -> tables("lasting", "pg_temp*.fleet*"))
                    .hasMessageContaining("no table of the database");
        }
    }

    private List<String> tables(String name, String match) {
        try (Systems systems = Systems.open(engines.endpoints())) {
            return Scenario.control(engines, name, systems, List.of(new TableRule(match, List.of(), Optional.empty())))
                    .tables()
                    .stream()
                    .map(TargetTable::source)
                    .map(Object::toString)
                    .toList();
        }
    }
}
