/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.config.VerifyConfig;
import dev.sluice.core.verify.RowDifference;
import dev.sluice.core.verify.RowDifference.Kind;
import dev.sluice.core.verify.TableVerification;
import dev.sluice.runtime.verify.Barrier;
import dev.sluice.runtime.verify.ProofWatch;
import dev.sluice.runtime.verify.Proofs;
import dev.sluice.runtime.verify.Verifier;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever happens to a copy behind Sluice's back is found, named by key and column, and mended. */
@ExtendWith(Engines.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RepairTest {
    private static final String STORE = "_sluice.`rows.damaged.facts`";

    private final Engines engines;
    private Scenario scenario;

    @SuppressWarnings("NullAway.Init") // open() runs before every test
    RepairTest(Engines engines) {
        this.engines = engines;
    }

    @BeforeAll
    void open() throws SQLException {
        scenario = Scenario.live(
                engines,
                "damaged",
                "CREATE TABLE facts (id int PRIMARY KEY, note text NOT NULL, price numeric(12, 2), at timestamptz)",
                "CREATE TABLE pairs (a text, b uuid, v int, PRIMARY KEY (b, a))");
        scenario.source()
                .run(
                        "INSERT INTO facts SELECT i, 'note ' || i, i * 1.25, timestamptz '2024-02-29 12:00:00Z' + i * interval '1.000001 second' FROM generate_series(1, 5000) i",
                        "UPDATE facts SET price = NULL WHERE id % 10 = 0",
                        "DELETE FROM facts WHERE id > 4990",
                        "INSERT INTO pairs VALUES ('it''s, \"a\" \\ tab\t', '00000000-0000-0000-0000-000000000001', 1), ('', '00000000-0000-0000-0000-000000000001', 2)");
        scenario.assertEqual();
    }

    @AfterAll
    void close() throws SQLException {
        scenario.close();
    }

    private void damage(String action) {
        scenario.clickhouse().execute("ALTER TABLE " + STORE + " " + action + " SETTINGS mutations_sync = 1");
    }

    private TableVerification verify(String table, boolean repair) {
        Barrier barrier = new Barrier(
                scenario.control().systems(),
                scenario.control().names(),
                scenario.control().tables());
        return new Verifier(
                        scenario.control().systems(), barrier, Scenario.LONG, new Verifier.Options(100, repair, 1_000))
                .verify(scenario.table(table));
    }

    private static RowDifference different(int id, String column) {
        return new RowDifference(Kind.DIFFERENT, List.of(String.valueOf(id)), List.of(column));
    }

    @Test
    void everyKindOfDamageIsNamedAndMended() throws SQLException {
        damage("DELETE WHERE id = 17");
        damage("UPDATE price = price + 0.01 WHERE id = 18");
        damage("UPDATE price = 0 WHERE id = 20");
        damage(
                "UPDATE note = concat(substring(note, 1, 5), char(bitXor(ascii(substring(note, 6, 1)), 1)), substring(note, 7)) WHERE id = 21");
        damage("UPDATE at = at + INTERVAL 1 MICROSECOND WHERE id = 22");
        scenario.clickhouse()
                .execute("INSERT INTO " + STORE + " SELECT * REPLACE (9999 AS id) FROM (SELECT * FROM " + STORE
                        + " FINAL WHERE id = 23)");
        // A deleted row that is back, with a version that no change will ever have.
        scenario.clickhouse()
                .execute("INSERT INTO " + STORE
                        + " SELECT * REPLACE (4999 AS id, toUInt128('300000000000000000000000000000000000000') AS _version) FROM (SELECT * FROM "
                        + STORE + " FINAL WHERE id = 23)");

        List<RowDifference> planted = List.of(
                new RowDifference(Kind.MISSING, List.of("17"), List.of()),
                different(18, "price"),
                different(20, "price"),
                different(21, "note"),
                different(22, "at"),
                new RowDifference(Kind.EXTRA, List.of("4999"), List.of()),
                new RowDifference(Kind.EXTRA, List.of("9999"), List.of()));
        TableVerification found = verify("facts", false);
        assertThat(found.equal()).isFalse();
        assertThat(found.differences()).containsExactlyElementsOf(planted);

        TableVerification mended = verify("facts", true);
        assertThat(mended.differences()).containsExactlyElementsOf(planted);
        assertThat(mended.repaired()).isEqualTo(planted.size());
        assertThat(mended.equal()).isTrue();
        assertThat(verify("facts", false).differences()).isEmpty();
        scenario.assertEqual();

        scenario.source()
                .run(
                        "UPDATE facts SET note = 'later' WHERE id BETWEEN 17 AND 22",
                        "INSERT INTO facts VALUES (4999, 'reborn', 1, NULL)",
                        "DELETE FROM facts WHERE id = 18");
        scenario.assertEqual();
        assertThat(scenario.clickhouse()
                        .value(
                                "SELECT toString(arraySlice(groupArray((missing, extra, different, repaired)), -3)) FROM (SELECT * FROM"
                                        + " _sluice.verifications WHERE target = 'damaged.facts' ORDER BY at)"))
                .isEqualTo("[(1,2,4,0),(1,2,4,7),(0,0,0,0)]");
    }

    @Test
    void runComparesTheTablesInTurn() {
        ProofWatch watch = new ProofWatch(
                scenario.control().systems(),
                scenario.control().names(),
                VerifyConfig.USUAL,
                scenario.control()::tables);
        assertThat(Stream.of(watch.next(), watch.next(), watch.next())
                        .map(proof -> proof.orElseThrow().table().name())
                        .distinct())
                .containsExactlyInAnyOrder("facts", "pairs");
        assertThat(Proofs.last(scenario.clickhouse())).containsKeys("damaged.facts", "damaged.pairs");
    }

    @Test
    void aRowThatIsThereTwiceIsReadOnce() {
        scenario.clickhouse().execute("INSERT INTO " + STORE + " SELECT * FROM " + STORE + " FINAL WHERE id = 100");
        assertThat(verify("facts", false).equal()).isTrue();
    }

    @Test
    void keysOfSeveralColumnsWithAnyCharacters() throws SQLException {
        scenario.clickhouse()
                .execute(
                        "ALTER TABLE _sluice.`rows.damaged.pairs` UPDATE v = v + 1 WHERE true SETTINGS mutations_sync = 1");
        assertThat(verify("pairs", false).differences()).hasSize(2);
        assertThat(verify("pairs", true).equal()).isTrue();
        scenario.assertEqual();
    }

    @Test
    void changesThatComeMeanwhileWin() throws Exception {
        Thread writer = Thread.ofVirtual().start(() -> {
            try {
                for (int i = 0; i < 200; i++) {
                    scenario.source()
                            .run("UPDATE facts SET price = " + i + " WHERE id BETWEEN 1000 AND 1009 OR id = "
                                    + (1000 + i));
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        for (int i = 0; i < 3; i++) {
            damage("UPDATE note = 'damaged' WHERE id BETWEEN 1000 AND 1100");
            verify("facts", true);
        }
        writer.join();
        verify("facts", true);
        assertThat(verify("facts", false).equal()).isTrue();
        scenario.assertEqual();
    }
}
