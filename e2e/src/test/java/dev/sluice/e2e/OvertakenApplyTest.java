/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.load.LoadProgress;
import dev.sluice.core.plan.Step;
import dev.sluice.runtime.control.ControlPlane;
import dev.sluice.runtime.control.Executor;
import dev.sluice.runtime.control.SchemaWatch;
import dev.sluice.runtime.control.Systems;
import dev.sluice.runtime.verify.Barrier;
import java.sql.SQLException;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An apply whose tables are changed or dropped before it is through: it ends with the tables as they are then. */
@ExtendWith(Engines.Shared.class)
class OvertakenApplyTest {
    private final Engines engines;

    OvertakenApplyTest(Engines engines) {
        this.engines = engines;
    }

    @ParameterizedTest
    @CsvSource({
        "overtaken_1, create publication sluice_overtaken_1, DROP TABLE goes",
        "overtaken_2, create table _sluice.rows.overtaken_2.stays, DROP TABLE goes",
        "overtaken_3, load overtaken_3.goes, DROP TABLE goes",
        "overtaken_4, load overtaken_4.goes, ALTER TABLE goes DROP COLUMN v",
        "overtaken_5, load overtaken_5.goes, ALTER TABLE goes RENAME TO went"
    })
    void byTheSource(String name, String before, String change) throws SQLException {
        Source source = Scenario.schema(
                engines,
                name,
                "CREATE TABLE goes (id int PRIMARY KEY, v text)",
                "CREATE TABLE stays (id int PRIMARY KEY, v text)",
                "INSERT INTO goes VALUES (1, 'a')",
                "INSERT INTO stays VALUES (1, 'a')");
        ControlPlane control = Scenario.control(engines, name);
        try (Systems systems = control.systems()) {
            SchemaWatch watch = new SchemaWatch(
                    control,
                    (tables, timeout) -> new Barrier(systems, control.names(), tables).awaitRead(timeout),
                    new Once(before, source, change));
            assertThat(watch.apply().steps()).extracting(Step::what).contains("load " + name + ".stays");
            source.run("INSERT INTO stays VALUES (2, 'b')");
            Scenario.assertEqual(control, source);
            assertThat(systems.clickhouse().value("SELECT count() FROM " + name + ".stays"))
                    .isEqualTo("2");
            await().atMost(Scenario.LONG)
                    .untilAsserted(
                            () -> assertThat(Scenario.steps(control.plan())).isEmpty());
            control.destroy(new Scenario.Quiet());
        }
        source.run("DROP SCHEMA " + name + " CASCADE");
    }

    /** Changes the source when a certain step is about to be done. */
    private static final class Once implements Executor.Listener {
        private final String before;
        private final Source source;
        private final String change;
        private boolean done;

        Once(String before, Source source, String change) {
            this.before = before;
            this.source = source;
            this.change = change;
        }

        @Override
        public void begins(Step step, int number, int of) {
            if (!done && step.what().equals(before)) {
                done = true;
                try {
                    source.run(change);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        }

        @Override
        public void progress(Step step, LoadProgress progress) {}

        @Override
        public void ends(Step step) {}
    }
}
