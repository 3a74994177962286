/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.e2e.types.TypeCase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A new column's default shows in rows that are there already, though no event tells, whatever its type. */
@ExtendWith(Engines.Shared.class)
class DefaultsTest {
    private final Engines engines;

    DefaultsTest(Engines engines) {
        this.engines = engines;
    }

    @Test
    void ofEveryType() throws SQLException {
        OwnTypes.create(engines);
        try (Scenario scenario = Scenario.live(engines, "defaults", "CREATE TABLE t (id int PRIMARY KEY, n int)")) {
            scenario.source().run("INSERT INTO t VALUES (1, 1), (2, 2)");
            scenario.await();
            List<String> columns = new ArrayList<>();
            for (TypeCase type : TypeCase.all()) {
                columns.add("ADD COLUMN c" + columns.size() + " " + type.type() + " DEFAULT "
                        + type.fit().getFirst());
            }
            scenario.source()
                    .run(
                            "ALTER TABLE t " + String.join(", ", columns),
                            "UPDATE t SET n = 20 WHERE id = 2",
                            "INSERT INTO t (id) VALUES (3)");
            scenario.await();
            assertThat(WholeTable.copyOf(scenario.source(), scenario.clickhouse(), "t")
                            .differencesFrom(WholeTable.in(scenario.source(), "t")))
                    .isEmpty();
        }
    }
}
