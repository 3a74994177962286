/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.problem.Problem;
import dev.sluice.core.problem.ProblemException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A table joins a pipeline that runs, while a transaction that has written to it is open. */
@ExtendWith(Engines.Shared.class)
class JoiningTablesTest {
    private final Engines engines;

    JoiningTablesTest(Engines engines) {
        this.engines = engines;
    }

    @Test
    void whatATransactionHasWrittenBeforeIsLoadedAfterIt() throws SQLException {
        try (Scenario scenario = joined("joining", "CREATE TABLE late (id int PRIMARY KEY, v text)")) {
            try (Writer writer = new Writer(scenario, "INSERT INTO late VALUES (1, 'in progress')")) {
                scenario.control().apply(writer);
                assertThat(writer.told).first().asString().contains("writes to joining.late");
            }
            scenario.source().run("INSERT INTO late VALUES (2, 'after')");
            scenario.assertEqual();
        }
    }

    @Test
    void intoAPartitionAsWell() throws SQLException {
        try (Scenario scenario = joined(
                "joining_parts",
                "CREATE TABLE late (id int PRIMARY KEY, v text) PARTITION BY RANGE (id)",
                "CREATE TABLE late1 PARTITION OF late FOR VALUES FROM (0) TO (10)")) {
            try (Writer writer = new Writer(scenario, "INSERT INTO late1 VALUES (1, 'in progress')")) {
                scenario.control().apply(writer);
            }
            scenario.source().run("INSERT INTO late VALUES (2, 'after')");
            scenario.assertEqual();
        }
    }

    /** The table is published by then, and the next apply has nothing to say about that. */
    @Test
    void anApplyThatIsCutOffWhileItWaits() throws SQLException {
        try (Scenario scenario = joined("joining_cut", "CREATE TABLE late (id int PRIMARY KEY, v text)")) {
            try (Writer writer = new Writer(scenario, "INSERT INTO late VALUES (1, 'in progress')")) {
                Scenario.Quiet cut = new Scenario.Quiet() {
                    @Override
                    public void waits(String why) {
                        throw Problem.system("cut-off", "It was cut off.", "Again.")
                                .asException();
                    }
                };
                assertThatThrownBy(() -> scenario.control().apply(cut)).isInstanceOf(ProblemException.class);
                scenario.control().apply(writer);
                assertThat(writer.told).isNotEmpty();
            }
            scenario.source().run("INSERT INTO late VALUES (2, 'after')");
            scenario.assertEqual();
        }
    }

    /** Neither for what writes elsewhere, nor for what began to write when the table was published. */
    @Test
    void nobodyElseIsWaitedFor() throws SQLException {
        try (Scenario scenario = joined("joining_else", "CREATE TABLE late (id int PRIMARY KEY, v text)")) {
            try (Writer elsewhere = new Writer(scenario, "INSERT INTO early VALUES (1, 'in progress')")) {
                scenario.control().apply(elsewhere);
                assertThat(elsewhere.told).isEmpty();
            }
            scenario.source().run("ALTER TABLE late ALTER id TYPE bigint");
            try (Writer later = new Writer(scenario, "INSERT INTO late VALUES (1, 'in progress')")) {
                scenario.apply();
                assertThat(later.told).isEmpty();
            }
            scenario.assertEqual();
        }
    }

    /** With {@code early} live, and with {@code late} made and not looked at yet. */
    private Scenario joined(String name, String... late) throws SQLException {
        Scenario scenario = Scenario.live(engines, name, "CREATE TABLE early (id int PRIMARY KEY, v text)");
        scenario.stopWatching();
        scenario.source().run(late);
        return scenario;
    }

    /** Writes, and commits as soon as somebody waits for it, or else when it is closed. */
    private static final class Writer extends Scenario.Quiet implements AutoCloseable {
        private final Connection connection;
        private final List<String> told = new ArrayList<>();

        Writer(Scenario scenario, String statement) throws SQLException {
            connection = scenario.source().connect();
            connection.setAutoCommit(false);
            connection.createStatement().execute(statement);
        }

        @Override
        public void waits(String why) {
            told.add(why);
            try {
                connection.commit();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() throws SQLException {
            connection.commit();
            connection.close();
        }
    }
}
