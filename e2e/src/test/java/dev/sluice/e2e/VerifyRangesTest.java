/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.verify.RowDifference;
import dev.sluice.core.verify.RowDifference.Kind;
import dev.sluice.core.verify.TableVerification;
import dev.sluice.e2e.types.TypeCase;
import dev.sluice.runtime.verify.Barrier;
import dev.sluice.runtime.verify.Verifier;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A table is compared in parts, and a difference is found whatever part it is in, be it the first or last row of one. */
@ExtendWith(Engines.Shared.class)
class VerifyRangesTest {
    private static final long ROWS_AT_ONCE = 1_000;

    private final Engines engines;

    VerifyRangesTest(Engines engines) {
        this.engines = engines;
    }

    @Test
    void rowsAtTheEdgesOfParts() throws SQLException {
        try (Scenario scenario = Scenario.live(
                engines,
                "ranges",
                // Ranges end in the middle of a tenant; some rows are long, some keys negative.
                "CREATE TABLE cells (tenant int, number bigint, note text, PRIMARY KEY (tenant, number))",
                // Rows that lie in another order than that of their key.
                "CREATE TABLE strewn (id int PRIMARY KEY, note text NOT NULL)")) {
            scenario.source()
                    .run(
                            "INSERT INTO cells SELECT t, i, CASE WHEN i % 7 = 0 THEN NULL ELSE repeat('|' || i, i % 100) END"
                                    + " FROM generate_series(-1, 1) AS t, generate_series(-200, 1299) AS i",
                            "INSERT INTO strewn SELECT i, 'note ' || i FROM generate_series(1, 5000) AS i ORDER BY md5(i::text)",
                            "ANALYZE cells",
                            "ANALYZE strewn");
            scenario.assertEqual();
            for (String table : List.of("cells", "strewn")) {
                assertThat(verify(scenario, table).equal()).as(table).isTrue();
            }
            scenario.clickhouse()
                    .execute(
                            "ALTER TABLE _sluice.`rows.ranges.cells` UPDATE note = '|' WHERE (tenant, number) IN ((-1, 799), (-1, 800),"
                                    + " (0, 300), (1, 1299)) SETTINGS mutations_sync = 1");
            scenario.clickhouse()
                    .execute("ALTER TABLE _sluice.`rows.ranges.cells` DELETE WHERE (tenant, number) = (-1, -200)"
                            + " SETTINGS mutations_sync = 1");
            scenario.clickhouse()
                    .execute(
                            "ALTER TABLE _sluice.`rows.ranges.strewn` UPDATE note = '' WHERE id IN (1, 5000) SETTINGS mutations_sync = 1");
            assertThat(verify(scenario, "cells").differences())
                    .containsExactlyInAnyOrder(
                            new RowDifference(Kind.MISSING, List.of("-1", "-200"), List.of()),
                            different("-1", "799"),
                            different("-1", "800"),
                            different("0", "300"),
                            different("1", "1299"));
            assertThat(verify(scenario, "strewn").differences())
                    .containsExactlyInAnyOrder(different("1"), different("5000"));
        }
    }

    /** Sums over nothing, whatever type the texts of the columns' values have. */
    @Test
    void noRowsAtAll() throws SQLException {
        OwnTypes.create(engines);
        List<String> types = TypeCase.all().stream().map(TypeCase::type).toList();
        String columns = IntStream.range(0, types.size())
                .mapToObj(i -> ", v" + i + " " + types.get(i) + " NOT NULL")
                .collect(Collectors.joining());
        try (Scenario scenario =
                Scenario.live(engines, "nothing", "CREATE TABLE empty (k text PRIMARY KEY" + columns + ")")) {
            assertThat(verify(scenario, "empty").equal()).isTrue();
        }
    }

    private static RowDifference different(String... key) {
        return new RowDifference(Kind.DIFFERENT, List.of(key), List.of("note"));
    }

    private static TableVerification verify(Scenario scenario, String table) {
        Barrier barrier = new Barrier(
                scenario.control().systems(),
                scenario.control().names(),
                scenario.control().tables());
        return new Verifier(
                        scenario.control().systems(),
                        barrier,
                        Scenario.LONG,
                        new Verifier.Options(100, false, ROWS_AT_ONCE))
                .verify(scenario.table(table));
    }
}
