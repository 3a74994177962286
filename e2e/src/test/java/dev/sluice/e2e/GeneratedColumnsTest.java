/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.plan.LeftOut;
import dev.sluice.runtime.control.PartialRowsWatch;
import dev.sluice.runtime.target.ClickHouse;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What Postgres generates is not in its change stream, and right in the copy and in the history all the same. */
@ExtendWith(Engines.Shared.class)
class GeneratedColumnsTest {
    private final Engines engines;

    GeneratedColumnsTest(Engines engines) {
        this.engines = engines;
    }

    @Test
    void valuesAreThoseOfEachChange() throws SQLException {
        try (Scenario scenario = Scenario.live(
                engines,
                "generated",
                "CREATE TABLE prices (id int PRIMARY KEY, net numeric(10,2), gross numeric(10,1) GENERATED ALWAYS AS"
                        + " (net * 1.19) STORED, v text, shout text NOT NULL GENERATED ALWAYS AS (upper(coalesce(v, '-'))) STORED)",
                "INSERT INTO prices (id, net, v) VALUES (1, 10, 'a'), (2, 20, 'b'), (9, 90, NULL)")) {
            assertThat(scenario.control().leftOut()).isEmpty();
            Source source = scenario.source();
            source.run(
                    "UPDATE prices SET net = 11 WHERE id = 1",
                    "UPDATE prices SET net = 12, v = 'it''s' WHERE id = 1",
                    "INSERT INTO prices (id, net, v) VALUES (3, 30, NULL), (4, NULL, 'd')",
                    "UPDATE prices SET id = 5, v = 'moved' WHERE id = 2",
                    "DELETE FROM prices WHERE id = 9",
                    "INSERT INTO prices (id, net) VALUES (9, 99)");
            scenario.assertEqual();
            assertThat(scenario.verify("prices").equal()).isTrue();
            assertThat(scenario.clickhouse()
                            .rows("SELECT id, toString(gross), shout, _op FROM generated.prices_history"
                                    + " WHERE _version > 0 ORDER BY _version, _op DESC, id"))
                    .extracting(Object::toString)
                    .containsExactly(
                            "[1,\"13.1\",\"A\",\"u\"]",
                            "[1,\"14.3\",\"IT'S\",\"u\"]",
                            "[3,\"35.7\",\"-\",\"c\"]",
                            "[4,null,\"D\",\"c\"]",
                            "[2,null,null,\"d\"]",
                            "[5,\"23.8\",\"MOVED\",\"c\"]",
                            "[9,null,null,\"d\"]",
                            "[9,\"117.8\",\"-\",\"c\"]");
        }
    }

    /** Rows that COPY writes into one page have one version, and may come one block after the other. */
    @Test
    void rowsOfOneVersionThatComeOneAfterTheOther() throws SQLException {
        try (Scenario scenario = Scenario.still(
                engines,
                "generated_copied",
                "CREATE TABLE copied (id int PRIMARY KEY, twice int GENERATED ALWAYS AS (id * 2) STORED)")) {
            scenario.source().run("COPY copied (id) FROM PROGRAM 'printf \"1\\n2\\n\"'");
            scenario.awaitRead();
            completeWithoutThenWith(scenario, "copied", "id = 2");
            scenario.assertEqual();
            assertThat(scenario.clickhouse()
                            .value("SELECT count() FROM _sluice.partial WHERE target = 'generated_copied.copied'"))
                    .isEqualTo("0");
        }
    }

    /** What does not fit is parked at once, and nobody waits for it; the row that comes later is another one. */
    @Test
    void aRowOfOneVersionThatComesAfterOneThatDoesNotFit() throws SQLException {
        try (Scenario scenario = Scenario.still(
                engines,
                "generated_late",
                "CREATE TABLE days (id int PRIMARY KEY, n int, day date GENERATED ALWAYS AS ('2000-01-01'::date + n) STORED)")) {
            scenario.source().run("COPY days (id, n) FROM PROGRAM 'printf \"1\\t1000000\\n2\\t2\\n\"'");
            scenario.awaitRead();
            completeWithoutThenWith(scenario, "days", "id = 2");
            assertThat(scenario.clickhouse().rows("SELECT id, toString(day) FROM generated_late.days"))
                    .extracting(Object::toString)
                    .containsExactly("[2,\"2000-01-03\"]");
            assertThat(scenario.clickhouse()
                            .value("SELECT count() FROM _sluice.parked WHERE target = 'generated_late.days'"))
                    .isEqualTo("1");
        }
    }

    /** As if the changes that meet the condition came in a later block, and those before had been completed by then. */
    private static void completeWithoutThenWith(Scenario scenario, String table, String condition) {
        ClickHouse clickhouse = scenario.clickhouse();
        String changes = scenario.table(table).names().changes().quoted();
        String late = "_sluice.late_" + table;
        PartialRowsWatch watch = new PartialRowsWatch(
                scenario.control().systems(), scenario.control().tables());
        clickhouse.execute(
                "CREATE TABLE " + late + " ENGINE = Memory AS SELECT * FROM " + changes + " WHERE " + condition);
        clickhouse.execute("ALTER TABLE " + changes + " DELETE WHERE " + condition + " SETTINGS mutations_sync = 2");
        watch.completeOnce();
        clickhouse.execute("INSERT INTO " + changes + " SELECT * FROM " + late);
        clickhouse.execute("DROP TABLE " + late + " SYNC");
        watch.completeOnce();
    }

    /** A row has the values of its own change, though a large one that they are computed from is not in that. */
    @Test
    void valuesFromUnchangedLargeOnes() throws SQLException {
        try (Scenario scenario = Scenario.live(
                engines,
                "generated_large",
                "CREATE TABLE docs (id int PRIMARY KEY, n int, body text, digest text GENERATED ALWAYS AS"
                        + " (md5(body) || n) STORED, words tsvector GENERATED ALWAYS AS (to_tsvector('simple', body)) STORED)",
                "ALTER TABLE docs ALTER body SET STORAGE EXTERNAL",
                "INSERT INTO docs (id, n, body) SELECT i, 0, repeat('word' || i || ' ', 3000) FROM generate_series(1, 3) i")) {
            Source source = scenario.source();
            source.run(
                    "UPDATE docs SET n = 1 WHERE id = 1",
                    "UPDATE docs SET n = 2 WHERE id = 1",
                    "UPDATE docs SET id = 12, n = 3 WHERE id = 2",
                    "INSERT INTO docs (id, n, body) VALUES (4, 4, repeat('new ', 4000))",
                    "UPDATE docs SET n = 5 WHERE id = 4");
            scenario.assertEqual();
            assertThat(scenario.verify("docs").equal()).isTrue();
            List<String> inSource = source.rows("SELECT md5(body) || n FROM docs WHERE id = 1").getFirst().stream()
                    .map(String::valueOf)
                    .toList();
            assertThat(scenario.clickhouse()
                            .value("SELECT argMax(digest, _version) FROM generated_large.docs_history WHERE id = 1"))
                    .isEqualTo(inSource.getFirst());
        }
    }

    /** Arguments and results of any type go between the databases as texts. */
    @Test
    void valuesOfManyTypes() throws SQLException {
        try (Scenario scenario = Scenario.live(
                engines,
                "generated_types",
                "CREATE TYPE mood AS ENUM ('sad', 'happy')",
                "CREATE TABLE many (id uuid PRIMARY KEY, f float8, b bool, d date, t timestamptz, y bytea, j jsonb, a int[],"
                        + " m mood, c char(4), i interval, \"it's \"\"a\"\" ? {d}\" text,"
                        + " gf float8 GENERATED ALWAYS AS (f) STORED, gb bool GENERATED ALWAYS AS (NOT b) STORED,"
                        + " gd date GENERATED ALWAYS AS (d + 1) STORED, gt timestamptz GENERATED ALWAYS AS (t) STORED,"
                        + " gy bytea GENERATED ALWAYS AS (y || '\\x00') STORED,"
                        + " gj bool GENERATED ALWAYS AS (j ? 'k{d}') STORED, gj2 jsonb GENERATED ALWAYS AS (j -> 'k{d}') STORED,"
                        + " ga int[] GENERATED ALWAYS AS (a || a) STORED, gm mood GENERATED ALWAYS AS (m) STORED,"
                        + " gc char(5) GENERATED ALWAYS AS (c) STORED, gi interval GENERATED ALWAYS AS (i * 2) STORED,"
                        + " \"it's\" text GENERATED ALWAYS AS (\"it's \"\"a\"\" ? {d}\" || '?') STORED,"
                        + " gk text GENERATED ALWAYS AS ('\\ ?' || 'always') STORED)",
                "INSERT INTO many (id) VALUES ('00000000-0000-0000-0000-000000000001')")) {
            scenario.source()
                    .run(
                            "INSERT INTO many VALUES (gen_random_uuid(), 'NaN', true, '2024-02-28',"
                                    + " '2024-02-28 12:34:56.789012+03', '\\x00ff', '{\"k{d}\": [1, null]}', '{1,NULL}', 'happy',"
                                    + " 'ab', '1 mon 2 days', 'ü''\\')",
                            "INSERT INTO many VALUES (gen_random_uuid(), '-Infinity', false, '1999-12-31',"
                                    + " '1970-01-01 00:00:00+00', '', '{}', '{}', 'sad', '', '-1 sec', '')",
                            "INSERT INTO many VALUES (gen_random_uuid(), '1.1e-300', NULL, '2200-01-01',"
                                    + " '2200-01-01 00:00:00+00', '\\x', 'null', '{{1,2},{3,4}}', NULL, 'äöü', '0', 'x')",
                            "UPDATE many SET f = '-0', b = true WHERE f IS NULL");
            scenario.assertEqual();
            assertThat(scenario.verify("many").equal()).isTrue();
        }
    }

    /** Many at once are computed a thousand at a time. */
    @Test
    void manyRowsAtOnce() throws SQLException {
        try (Scenario scenario = Scenario.live(
                engines,
                "generated_many",
                "CREATE TABLE squares (id int PRIMARY KEY, square bigint GENERATED ALWAYS AS (id::bigint * id) STORED)")) {
            scenario.source()
                    .run(
                            "INSERT INTO squares SELECT generate_series(1, 5000)",
                            "UPDATE squares SET id = id + 100000 WHERE id % 2 = 0");
            scenario.assertEqual();
        }
    }

    @Test
    void columnsComeChangeAndGo() throws SQLException {
        try (Scenario scenario = Scenario.live(
                engines,
                "generated_ddl",
                "CREATE TABLE t (id int PRIMARY KEY, n int, twice int GENERATED ALWAYS AS (n * 2) STORED)",
                "INSERT INTO t (id, n) VALUES (1, 1), (2, 2)")) {
            Source source = scenario.source();
            source.run(
                    "UPDATE t SET n = 5 WHERE id = 1",
                    "ALTER TABLE t RENAME n TO m",
                    "UPDATE t SET m = 6 WHERE id = 1");
            scenario.assertEqual();
            source.run(
                    "ALTER TABLE t ADD COLUMN thrice int GENERATED ALWAYS AS (m * 3) STORED",
                    "INSERT INTO t (id, m) VALUES (3, 3)");
            scenario.assertEqual();
            source.run("ALTER TABLE t DROP COLUMN thrice", "UPDATE t SET m = 7 WHERE id = 2");
            scenario.assertEqual();
            // From then on it is an ordinary column, whose values are known without any event.
            source.run(
                    "UPDATE t SET m = 8 WHERE id = 2",
                    "ALTER TABLE t ALTER COLUMN twice DROP EXPRESSION",
                    "UPDATE t SET twice = 5 WHERE id = 1",
                    "INSERT INTO t VALUES (4, 4, 4)");
            scenario.assertEqual();
            assertThat(scenario.verify("t").equal()).isTrue();
        }
    }

    /** Debezium makes one event of a change of such a key; the copy makes two of it. */
    @Test
    void uniqueIndexAsIdentityAndPartitions() throws SQLException {
        try (Scenario scenario = Scenario.live(
                engines,
                "generated_kinds",
                "CREATE TABLE coupons (id int PRIMARY KEY, code text NOT NULL UNIQUE, n int,"
                        + " twice int GENERATED ALWAYS AS (n * 2) STORED)",
                "ALTER TABLE coupons REPLICA IDENTITY USING INDEX coupons_code_key",
                "CREATE TABLE parts (id int PRIMARY KEY, n int, twice int GENERATED ALWAYS AS (n * 2) STORED)"
                        + " PARTITION BY RANGE (id)",
                "CREATE TABLE parts_low PARTITION OF parts FOR VALUES FROM (0) TO (10)",
                "CREATE TABLE parts_high PARTITION OF parts FOR VALUES FROM (10) TO (100)",
                "CREATE TABLE readings (n int, twice int GENERATED ALWAYS AS (n * 2) STORED)",
                "ALTER TABLE readings REPLICA IDENTITY FULL")) {
            assertThat(scenario.control().leftOut())
                    .extracting(LeftOut::what)
                    .containsExactly("column twice of generated_kinds.readings");
            scenario.source()
                    .run(
                            "INSERT INTO coupons VALUES (1, 'A', 1), (2, 'B', 2)",
                            "UPDATE coupons SET code = 'C', n = 3 WHERE id = 1",
                            "UPDATE coupons SET n = 4 WHERE id = 2",
                            "DELETE FROM coupons WHERE id = 2",
                            "INSERT INTO parts VALUES (1, 1), (11, 11)",
                            "UPDATE parts SET id = 12 WHERE id = 1",
                            "INSERT INTO readings VALUES (1), (1)");
            scenario.assertEqual("coupons");
            scenario.assertEqual("parts");
            assertThat(scenario.clickhouse().value("SELECT count() FROM generated_kinds.readings"))
                    .isEqualTo("2");
        }
    }

    /** Parked as any other row with a value that its column doesn't hold; nobody waits for it. */
    @Test
    void valuesThatDoNotFit() throws SQLException {
        try (Scenario scenario = Scenario.live(
                engines,
                "generated_misfits",
                "CREATE TABLE days (id int PRIMARY KEY, n int, day date GENERATED ALWAYS AS ('2000-01-01'::date + n) STORED)",
                "INSERT INTO days (id, n) VALUES (1, 1)")) {
            scenario.source().run("INSERT INTO days (id, n) VALUES (2, 2), (3, 1000000), (4, 4)");
            scenario.await();
            assertThat(scenario.clickhouse().rows("SELECT id, toString(day) FROM generated_misfits.days ORDER BY id"))
                    .extracting(Object::toString)
                    .containsExactly("[1,\"2000-01-02\"]", "[2,\"2000-01-03\"]", "[4,\"2000-01-05\"]");
            assertThat(scenario.clickhouse()
                            .rows("SELECT error FROM _sluice.parked WHERE target = 'generated_misfits.days'"))
                    .extracting(row -> row.get(0).asText())
                    .containsExactly("column day: 4737-11-28 does not fit Nullable(Date32)");
            scenario.source().run("UPDATE days SET n = 3 WHERE id = 3");
            scenario.assertEqual();
        }
    }
}
