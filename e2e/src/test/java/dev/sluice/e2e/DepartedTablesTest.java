/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.config.ChangeKind;
import dev.sluice.core.config.ChangePolicies;
import dev.sluice.core.config.ChangePolicy;
import dev.sluice.core.config.PipelineConfig.TableRule;
import dev.sluice.runtime.control.ControlPlane;
import dev.sluice.runtime.control.Systems;
import dev.sluice.runtime.target.ClickHouse;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tables that leave a pipeline, by its configuration or by what becomes of them in the source, and such that come back. */
@ExtendWith(Engines.Shared.class)
class DepartedTablesTest {
    private static final String TABLE = "CREATE TABLE %s (id int PRIMARY KEY, v text)";

    private final Engines engines;

    DepartedTablesTest(Engines engines) {
        this.engines = engines;
    }

    private static TableRule rule(String match) {
        return new TableRule(match, List.of(), Optional.empty());
    }

    private static List<String> fed(ClickHouse clickhouse, String target) {
        return clickhouse
                .rows("SELECT name FROM system.tables WHERE database = '_sluice' AND endsWith(name, '." + target
                        + "') AND NOT startsWith(name, 'rows.') AND NOT startsWith(name, 'changes.')")
                .stream()
                .map(row -> row.get(0).asText())
                .toList();
    }

    private static long count(ClickHouse clickhouse, String view) {
        return Long.parseLong(clickhouse.value("SELECT count() FROM " + view));
    }

    /** What a configuration does that names one table less, and then that one again. */
    @Test
    void whatTheConfigurationLeavesOutIsKeptUnfedAndBeginsAnewWhenItIsBack() throws SQLException {
        Source source = Scenario.schema(engines, "leaving", TABLE.formatted("goes"), TABLE.formatted("stays"));
        try (Systems systems = Systems.open(engines.endpoints())) {
            ControlPlane both = Scenario.control(engines, "leaving", systems, List.of(rule("leaving.*")));
            ControlPlane one = Scenario.control(engines, "leaving", systems, List.of(rule("leaving.stays")));
            source.run("INSERT INTO goes VALUES (1, 'loaded')");
            Scenario.apply(both);
            source.run("INSERT INTO goes VALUES (2, 'streamed')", "INSERT INTO stays VALUES (1, 'x')");
            Scenario.assertEqual(both, source);

            assertThat(one.plan().steps()).anySatisfy(step -> {
                assertThat(step.what()).isEqualTo("drop table _sluice.topic.leaving.goes");
                assertThat(step.why()).isEqualTo("the configuration leaves its table out");
            });
            Scenario.apply(one);
            assertThat(Scenario.steps(one.plan())).isEmpty();
            assertThat(fed(systems.clickhouse(), "leaving.goes")).isEmpty();
            assertThat(systems.kafka().groups("sluice.leaving.")).containsExactly("sluice.leaving.leaving.stays");
            source.run("INSERT INTO goes VALUES (3, 'missed')", "DELETE FROM goes WHERE id = 1");
            source.run("INSERT INTO stays VALUES (2, 'y')");
            Scenario.assertEqual(one, source);
            assertThat(count(systems.clickhouse(), "leaving.goes")).isEqualTo(2);
            assertThat(count(systems.clickhouse(), "leaving.goes_history")).isEqualTo(2);

            Scenario.apply(both);
            source.run("INSERT INTO goes VALUES (4, 'again')");
            Scenario.assertEqual(both, source);
            assertThat(Scenario.steps(both.plan())).isEmpty();
            Scenario.apply(one);
            one.destroy(new Scenario.Quiet());
            assertThat(systems.clickhouse().rows("SELECT name FROM system.tables WHERE name LIKE '%leaving%'"))
                    .isEmpty();
        }
        source.run("DROP SCHEMA leaving CASCADE");
    }

    @Test
    void aDroppedTableIsKeptAsItWas() throws SQLException {
        Source source = Scenario.schema(engines, "dropping", TABLE.formatted("gone"), TABLE.formatted("\"left\""));
        try (Scenario scenario = Scenario.live(engines, source, rule("dropping.gone"), rule("dropping.*"))) {
            source.run("INSERT INTO gone SELECT i, 'row ' || i FROM generate_series(1, 5000) i", "DROP TABLE gone");
            source.run("INSERT INTO \"left\" VALUES (1, 'a')");
            await().untilAsserted(() ->
                    assertThat(fed(scenario.clickhouse(), "dropping.gone")).isEmpty());
            scenario.assertEqual();
            assertThat(count(scenario.clickhouse(), "dropping.gone")).isEqualTo(5000);
            nothingToDo(scenario);
            assertThat(scenario.control().leftOut())
                    .hasToString("[pattern dropping.gone matches no table of the source any more.]");
            source.run(TABLE.formatted("gone"), "INSERT INTO gone VALUES (7, 'another')");
            scenario.assertEqual();
        }
    }

    @Test
    void aDroppedTableTakesItsCopyAlongIfThatIsThePolicy() throws SQLException {
        Source source = Scenario.schema(engines, "sweeping", TABLE.formatted("gone"), TABLE.formatted("other"));
        ChangePolicies policies = new ChangePolicies(Map.of(ChangeKind.DROPPED_TABLE, ChangePolicy.APPLY));
        try (Scenario scenario = Scenario.live(engines, source, policies)) {
            source.run("INSERT INTO gone VALUES (1, 'a')");
            scenario.assertEqual();
            source.run("DROP TABLE gone");
            await().untilAsserted(() -> assertThat(
                            scenario.clickhouse().rows("SELECT name FROM system.tables WHERE name LIKE '%gone%'"))
                    .isEmpty());
            source.run(TABLE.formatted("gone"), "INSERT INTO gone VALUES (1, 'b'), (2, 'c')");
            scenario.assertEqual();
            nothingToDo(scenario);
        }
    }

    @Test
    void renamedWhileRowsKeepComing() throws Exception {
        Source source = Scenario.schema(engines, "renaming", TABLE.formatted("early"));
        try (Scenario scenario = Scenario.live(engines, source)) {
            movesWhileRowsKeepComing(
                    source, scenario, "renaming.early", "renaming.late", "ALTER TABLE early RENAME TO late");
            // And back, where a copy of before is.
            movesWhileRowsKeepComing(
                    source, scenario, "renaming.late", "renaming.early", "ALTER TABLE late RENAME TO early");
        }
    }

    @Test
    void movedToAnotherSchemaWhileRowsKeepComing() throws Exception {
        Source source = Scenario.schema(engines, "moving", TABLE.formatted("t"));
        source.run("DROP SCHEMA IF EXISTS moved CASCADE", "CREATE SCHEMA moved");
        try (Scenario scenario = Scenario.live(engines, source, rule("mov*.t"))) {
            movesWhileRowsKeepComing(source, scenario, "moving.t", "moved.t", "ALTER TABLE t SET SCHEMA moved");
        } finally {
            source.run("DROP SCHEMA moved CASCADE");
        }
    }

    /** One writer finds the table under either name, as an application does that is deployed meanwhile. */
    private static void movesWhileRowsKeepComing(Source source, Scenario scenario, String from, String to, String move)
            throws Exception {
        AtomicBoolean stopped = new AtomicBoolean();
        List<Exception> failures = new ArrayList<>();
        Thread writer = Thread.ofVirtual().start(() -> {
            try (var connection = source.connect();
                    var statement = connection.createStatement()) {
                String name = from;
                for (int i = 1; !stopped.get(); i++) {
                    try {
                        statement.execute("INSERT INTO " + name + " VALUES (" + i + ", '" + name
                                + "') ON CONFLICT (id) DO UPDATE SET v = excluded.v || ' again'");
                        statement.execute("UPDATE " + name + " SET v = v || '.' WHERE id = " + (i / 2));
                        statement.execute("DELETE FROM " + name + " WHERE id = " + (i / 3));
                    } catch (SQLException e) {
                        if (!"42P01".equals(e.getSQLState())) {
                            throw e;
                        }
                        name = to;
                    }
                }
            } catch (SQLException e) {
                failures.add(e);
            }
        });
        await().until(() -> count(scenario.clickhouse(), from) > 20);
        source.run(move);
        await().untilAsserted(() -> assertThat(fed(scenario.clickhouse(), to)).isNotEmpty());
        await().until(() -> count(scenario.clickhouse(), to) > 0);
        Thread.sleep(1500);
        stopped.set(true);
        writer.join();
        assertThat(failures).isEmpty();
        scenario.assertEqual();
        assertThat(fed(scenario.clickhouse(), from)).isEmpty();
        assertThat(count(scenario.clickhouse(), from)).isPositive();
        nothingToDo(scenario);
    }

    /** The last step waits until ClickHouse's consumer has left its group. */
    private static void nothingToDo(Scenario scenario) {
        await().atMost(Scenario.LONG)
                .untilAsserted(() ->
                        assertThat(Scenario.steps(scenario.control().plan())).isEmpty());
    }
}
