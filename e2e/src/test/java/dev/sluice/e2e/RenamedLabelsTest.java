/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.target.TargetTable;
import dev.sluice.core.verify.RowDifference.Kind;
import dev.sluice.core.verify.TableVerification;
import dev.sluice.runtime.control.PartialRowsWatch;
import dev.sluice.runtime.verify.Barrier;
import dev.sluice.runtime.verify.Verifier;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** No event tells that a label of an enum was renamed: keys of the copy may be no values for Postgres any more. */
@ExtendWith(Engines.Shared.class)
class RenamedLabelsTest {
    private final Engines engines;

    RenamedLabelsTest(Engines engines) {
        this.engines = engines;
    }

    @Test
    void aLabelInTheKeyIsFoundAndMended() throws Exception {
        try (Scenario scenario = still("renamed_labels")) {
            scenario.await();
            scenario.source()
                    .run(
                            "ALTER TYPE renamed_labels.kind RENAME VALUE 'b' TO 'z'",
                            "INSERT INTO docs VALUES ('z', 100, 0, 'new')",
                            "DELETE FROM docs WHERE id = 1");
            scenario.awaitRead();

            TableVerification found = verify(scenario, false);
            // Of 34 rows with this label, one that came meanwhile has the new one, and one that went is extra under the
            // old one.
            assertThat(found.missing()).isEqualTo(32);
            assertThat(found.extra()).isEqualTo(33);
            assertThat(found.different()).isZero();
            assertThat(found.differences())
                    .allSatisfy(difference -> assertThat(difference.key().getFirst())
                            .isEqualTo(difference.kind() == Kind.MISSING ? "z" : "b"));

            assertThat(verify(scenario, true).equal()).isTrue();
            scenario.assertEqual();
        }
    }

    @Test
    void aRowThatWouldBeReadAgainUnderItsOldKeyIsGone() throws Exception {
        try (Scenario scenario = still("renamed_labels_of_gaps")) {
            scenario.await();
            TargetTable table = scenario.table("docs");
            scenario.clickhouse()
                    .execute("TRUNCATE TABLE " + table.names().changes().quoted());
            scenario.clickhouse()
                    .execute("TRUNCATE TABLE " + table.names().rows().quoted());
            scenario.source().run("UPDATE docs SET n = 1 WHERE id <= 10");
            scenario.awaitRead();
            scenario.source().run("ALTER TYPE renamed_labels_of_gaps.kind RENAME VALUE 'b' TO 'z'");

            assertThat(gaps(scenario, table)).isEqualTo(11);
            new PartialRowsWatch(scenario.control().systems(), List.of(table)).completeOnce();

            assertThat(gaps(scenario, table)).isZero();
            scenario.await();
            assertThat(verify(scenario, true).equal()).isTrue();
            scenario.assertEqual();
        }
    }

    /** A live pipeline that nothing tends, and a table of a hundred rows with values out of line. */
    private Scenario still(String name) throws SQLException {
        Scenario scenario = Scenario.still(
                engines,
                name,
                "CREATE TYPE kind AS ENUM ('a', 'b', 'c')",
                "CREATE TABLE docs (k kind, id int, n int, body text, PRIMARY KEY (k, id))",
                "ALTER TABLE docs ALTER body SET STORAGE EXTERNAL",
                "INSERT INTO docs SELECT ('{a,b,c}'::kind[])[i % 3 + 1], i, 0, repeat(i::text, 3000)"
                        + " FROM generate_series(0, 99) i");
        scenario.awaitRead();
        return scenario;
    }

    private static int gaps(Scenario scenario, TargetTable table) {
        return Integer.parseInt(scenario.clickhouse()
                .value("SELECT count() FROM _sluice.partial WHERE target = '" + table.target() + "'"));
    }

    private static TableVerification verify(Scenario scenario, boolean repair) {
        Barrier barrier = new Barrier(
                scenario.control().systems(),
                scenario.control().names(),
                scenario.control().tables());
        return new Verifier(scenario.control().systems(), barrier, Scenario.LONG, new Verifier.Options(100, repair))
                .verify(scenario.table("docs"));
    }
}
