/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.plan.Step;
import dev.sluice.core.problem.ProblemException;
import dev.sluice.core.target.TargetNames;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.control.ControlPlane;
import dev.sluice.runtime.control.Systems;
import dev.sluice.runtime.status.StatusReader;
import dev.sluice.runtime.status.TableFlow;
import dev.sluice.runtime.verify.Barrier;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** A pipeline is made once, and leaves nothing behind. Alone, since it looks at all that there is. */
@Isolated
@ExtendWith(Engines.Shared.class)
class LifecycleTest {
    private static final String NAME = "lifecycle";
    private static final String[] TABLES = {
        "CREATE TABLE one (id int PRIMARY KEY, name text)",
        "CREATE TABLE two (a int, b text, n numeric(10,2), PRIMARY KEY (b, a))",
        "INSERT INTO one SELECT i, 'name ' || i FROM generate_series(1, 1000) i",
    };

    private final Engines engines;

    LifecycleTest(Engines engines) {
        this.engines = engines;
    }

    @Test
    void planAfterApplyIsEmptyAndASecondApplyDoesNothing() throws Exception {
        try (Scenario scenario = Scenario.live(engines, NAME, TABLES)) {
            assertThat(Scenario.steps(scenario.control().plan())).isEmpty();
            assertThat(Scenario.steps(scenario.control().apply(new Scenario.Quiet())))
                    .isEmpty();
            // Not because it looks at nothing: what goes missing is put back.
            scenario.clickhouse().execute("DROP VIEW `" + NAME + "`.`one`");
            assertThat(Scenario.steps(scenario.control().apply(new Scenario.Quiet())))
                    .hasSize(1);
            scenario.source().run("UPDATE one SET name = 'new' WHERE id = 7");
            scenario.assertEqual();
            assertThat(Scenario.steps(scenario.control().plan())).isEmpty();
        }
    }

    @Test
    void destroyLeavesNothingBehindAndDoesNotTouchTheSource() throws Exception {
        engines.dropSharedTables();
        List<String> before = everything();
        Source source = Scenario.schema(engines, NAME, TABLES);
        ControlPlane control = Scenario.control(engines, NAME);
        try (Systems systems = control.systems()) {
            assertThat(control.apply(new Scenario.Quiet()).isEmpty()).isFalse();
            assertThat(everything()).hasSizeGreaterThan(before.size() + 20);
            WholeTable rows = WholeTable.in(source, "one");
            control.destroy(new Scenario.Quiet());
            assertThat(everything()).isEqualTo(before);
            assertThat(WholeTable.in(source, "one")).isEqualTo(rows);
            assertThat(Scenario.steps(control.destroyPlan())).isEmpty();
            assertThat(systems.clickhouse().reachable()).isTrue();
        } finally {
            source.run("DROP SCHEMA " + NAME + " CASCADE");
            engines.keepSharedTables();
        }
    }

    /** Others look while the first apply makes one shared table after the other. */
    @Test
    void whoeverAsksDuringTheFirstApplyWaits() throws Exception {
        Source source = Scenario.schema(engines, NAME, TABLES);
        ControlPlane control = Scenario.control(engines, NAME);
        try (Systems systems = control.systems()) {
            systems.clickhouse().execute("DROP TABLE " + TargetNames.LOADS.quoted() + " SYNC");
            List<TargetTable> tables = control.tables();
            assertThatThrownBy(() -> new Barrier(systems, control.names(), tables).await(Duration.ofMillis(500)))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.problem().code()).isEqualTo("wait-timeout"));
            assertThat(new StatusReader(systems, control.names(), tables).read().tables())
                    .noneMatch(TableFlow::loaded)
                    .hasSameSizeAs(tables);
        } finally {
            source.run("DROP SCHEMA " + NAME + " CASCADE");
            engines.dropSharedTables();
            engines.keepSharedTables();
        }
    }

    /** Another pipeline may begin there meanwhile, or somebody make a table of their own. */
    @Test
    void aDatabaseThatIsUsedWhileItsPipelineGoesStays() throws Exception {
        Source source = Scenario.schema(engines, NAME, TABLES);
        ControlPlane control = Scenario.control(engines, NAME);
        try (Systems systems = control.systems()) {
            control.apply(new Scenario.Quiet());
            String theirs = "`" + NAME + "`.`theirs`";
            control.destroy(new Scenario.Quiet() {
                @Override
                public void begins(Step step, int number, int of) {
                    if (number == 1) {
                        systems.clickhouse()
                                .execute("CREATE TABLE " + theirs + " ENGINE = MergeTree ORDER BY x AS SELECT 7 AS x");
                    }
                }
            });
            assertThat(systems.clickhouse().value("SELECT x FROM " + theirs)).isEqualTo("7");
            systems.clickhouse().execute("DROP TABLE " + theirs + " SYNC");
            control.destroy(new Scenario.Quiet());
            assertThat(Scenario.steps(control.destroyPlan())).isEmpty();
            assertThat(systems.clickhouse().value("SELECT count() FROM system.databases WHERE name = '" + NAME + "'"))
                    .isEqualTo("0");
        } finally {
            source.run("DROP SCHEMA " + NAME + " CASCADE");
        }
    }

    @Test
    void whatWasDestroyedCanBeAppliedAgain() throws Exception {
        try (Scenario first = Scenario.live(engines, NAME, TABLES)) {
            first.source().run("INSERT INTO two VALUES (1, 'x', 1.5)", "TRUNCATE one");
            first.assertEqual();
        }
        try (Scenario second = Scenario.live(engines, NAME, TABLES)) {
            second.source().run("INSERT INTO two VALUES (1, 'y', 2.5)", "DELETE FROM one WHERE id = 3");
            second.assertEqual();
        }
    }

    /** The names of all that a pipeline makes, in all four systems, whoever made it. */
    private List<String> everything() throws SQLException {
        ControlPlane control = Scenario.control(engines, NAME);
        try (Systems systems = control.systems()) {
            List<String> names = new java.util.ArrayList<>();
            Source source = new Source(engines.postgres(), "public");
            source.rows("SELECT 'publication ' || pubname FROM pg_publication ORDER BY 1")
                    .forEach(row -> names.add(String.valueOf(row.getFirst())));
            source.rows("SELECT 'slot ' || slot_name FROM pg_replication_slots ORDER BY 1")
                    .forEach(row -> names.add(String.valueOf(row.getFirst())));
            systems.connect().config(control.names().connector()).ifPresent(unused -> names.add("connector"));
            // The Connect worker's own topics appear when it likes.
            systems.kafka().topics("").stream()
                    .filter(topic -> topic.contains(NAME))
                    .forEach(topic -> names.add("topic " + topic));
            systems.kafka().groups("sluice.").forEach(group -> names.add("group " + group));
            systems.clickhouse()
                    .rows("SELECT concat('table ', database, '.', name) FROM system.tables WHERE database NOT IN"
                            + " ('system', 'information_schema', 'INFORMATION_SCHEMA') UNION ALL"
                            + " SELECT concat('database ', name) FROM system.databases ORDER BY 1")
                    .forEach(row -> names.add(row.get(0).asText()));
            return names;
        }
    }
}
