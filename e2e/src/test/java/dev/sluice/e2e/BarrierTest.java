/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What was committed before a wait can be read after it. */
@ExtendWith(Engines.Shared.class)
class BarrierTest {
    private static final int TIMES = 100;

    private final Engines engines;

    BarrierTest(Engines engines) {
        this.engines = engines;
    }

    @Test
    void writeWaitReadNeverMisses() throws SQLException {
        try (Scenario scenario = Scenario.live(
                engines,
                "barrier",
                "CREATE TABLE a (id int PRIMARY KEY, v text)",
                "CREATE TABLE b (id int PRIMARY KEY, v text)",
                "CREATE TABLE c (id int PRIMARY KEY, v text)")) {
            // Nothing was ever written: there is nothing to wait for, and nothing that would wake anybody.
            scenario.await();
            for (int i = 1; i <= TIMES; i++) {
                if (i % 2 == 0) {
                    scenario.source().run("INSERT INTO a VALUES (" + i + ", 'one')");
                } else {
                    scenario.source()
                            .transaction(
                                    "INSERT INTO a VALUES (" + i + ", 'three')",
                                    "INSERT INTO b SELECT " + i + " * 1000 + n, 'three' FROM generate_series(1, 50) n",
                                    "UPDATE c SET v = 'before " + i + "'",
                                    "INSERT INTO c VALUES (" + i + ", 'three')");
                }
                scenario.await();
                assertThat(counts(scenario))
                        .as("after %d writes", i)
                        .isEqualTo(i + " " + (i + 1) / 2 * 50 + " " + (i + 1) / 2 + " " + expected(i));
            }
            scenario.await();
            scenario.assertEqual();
        }
    }

    private static String counts(Scenario scenario) {
        return scenario.clickhouse()
                .value("SELECT concat_ws(' ', (SELECT toString(count()) FROM barrier.a), (SELECT toString(count()) FROM"
                        + " barrier.b), (SELECT toString(count()) FROM barrier.c), ifNull((SELECT v FROM barrier.c WHERE id ="
                        + " 1), ''))");
    }

    /** What the last transaction over all tables made of the first row. */
    private static String expected(int writes) {
        if (writes < 3) {
            return "three";
        }
        return "before " + (writes % 2 == 0 ? writes - 1 : writes);
    }
}
