/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.config.PipelineConfig.TableRule;
import dev.sluice.core.plan.LeftOut;
import dev.sluice.core.problem.ProblemException;
import dev.sluice.core.source.PgIdentifiers;
import dev.sluice.runtime.control.Systems;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every kind of table that Postgres has, through the load and the stream; partitioned ones and those without key apart. */
@ExtendWith(Engines.Shared.class)
class KindsOfTablesTest {
    private final Engines engines;

    KindsOfTablesTest(Engines engines) {
        this.engines = engines;
    }

    /** Debezium takes another unique index for the key, if there is one. */
    @Test
    void uniqueIndexAsReplicaIdentity() throws SQLException {
        try (Scenario scenario = Scenario.live(
                engines,
                "identity",
                "CREATE TABLE alone (v text, code int NOT NULL, shop text NOT NULL)",
                "CREATE UNIQUE INDEX alone_key ON alone (shop, code) INCLUDE (v)",
                "ALTER TABLE alone REPLICA IDENTITY USING INDEX alone_key",
                "INSERT INTO alone SELECT 'v' || i, i, 'shop' FROM generate_series(1, 20) i",
                "CREATE TABLE beside (id int PRIMARY KEY, code int NOT NULL UNIQUE, v text)",
                "ALTER TABLE beside REPLICA IDENTITY USING INDEX beside_code_key",
                "INSERT INTO beside SELECT i, 100 + i, 'v' FROM generate_series(1, 20) i",
                "CREATE TABLE a_null (a int UNIQUE, code int NOT NULL UNIQUE, v text)",
                "ALTER TABLE a_null ALTER COLUMN v SET STORAGE EXTERNAL",
                "ALTER TABLE a_null REPLICA IDENTITY USING INDEX a_null_code_key",
                "INSERT INTO a_null SELECT nullif(i % 20, i), i, repeat('large', 3000) FROM generate_series(1, 20) i",
                "CREATE TABLE full_with_key (id int PRIMARY KEY, v text, w text)",
                "ALTER TABLE full_with_key REPLICA IDENTITY FULL",
                "INSERT INTO full_with_key SELECT i, 'v', NULL FROM generate_series(1, 20) i")) {
            assertThat(scenario.table("alone").key()).containsExactly("shop", "code");
            assertThat(scenario.table("beside").key()).containsExactly("code");
            scenario.assertEqual();
            scenario.source()
                    .run(
                            "UPDATE alone SET v = 'other' WHERE code = 1",
                            "UPDATE alone SET code = 100 WHERE code = 2",
                            "UPDATE alone SET code = -code, v = NULL WHERE code BETWEEN 3 AND 6",
                            "DELETE FROM alone WHERE code = 7",
                            "UPDATE beside SET id = id + 1000 WHERE id < 5",
                            "UPDATE beside SET code = code + 1000 WHERE id IN (5, 6)",
                            "UPDATE beside SET id = 2007, code = 2007 WHERE id = 7",
                            "DELETE FROM beside WHERE id IN (8, 1001, 2007, 5)",
                            "UPDATE a_null SET code = code + 100 WHERE code < 5",
                            "UPDATE a_null SET a = a + 100 WHERE code > 15",
                            "DELETE FROM a_null WHERE code IN (101, 7)",
                            "INSERT INTO a_null VALUES (NULL, 1, 'again')",
                            "UPDATE full_with_key SET id = id + 100, w = 'moved' WHERE id < 4",
                            "UPDATE full_with_key SET w = 'w' WHERE id IN (5, 6)",
                            "DELETE FROM full_with_key WHERE id IN (102, 7)");
            scenario.assertEqual();
            for (String table : List.of("alone", "beside", "a_null", "full_with_key")) {
                assertThat(scenario.verify(table).equal()).as(table).isTrue();
            }
            assertThat(scenario.history("a_null"))
                    .filteredOn(change -> change.contains(" 2 ") || change.contains(" 102 "))
                    .extracting(change -> change.substring(0, 1))
                    .containsExactly("r", "d", "c", "u");
            // Another identity, and so another key: the table is loaded anew.
            scenario.source()
                    .run("ALTER TABLE beside REPLICA IDENTITY DEFAULT", "UPDATE beside SET v = 'by id' WHERE id = 9");
            scenario.assertEqual();
            scenario.source().run("UPDATE beside SET code = 0 WHERE id = 9", "DELETE FROM beside WHERE id = 10");
            scenario.assertEqual();
        }
    }

    @Test
    void tablesThatInherit() throws SQLException {
        try (Scenario scenario = Scenario.live(
                engines,
                "inherited",
                "CREATE TABLE cities (id int PRIMARY KEY, name text)",
                "CREATE TABLE capitals (state text, PRIMARY KEY (id)) INHERITS (cities)",
                "INSERT INTO cities VALUES (1, 'a'), (2, 'b')",
                "INSERT INTO capitals VALUES (1, 'c', 'x'), (3, 'd', 'y')")) {
            scenario.source()
                    .run(
                            "UPDATE cities SET name = name || '!'",
                            "INSERT INTO capitals VALUES (4, 'e', 'z')",
                            "DELETE FROM cities WHERE id = 3",
                            "DELETE FROM ONLY cities WHERE id = 2");
            scenario.await();
            for (String table : List.of("cities", "capitals")) {
                assertThat(WholeTable.in(scenario.clickhouse(), "inherited", table))
                        .isEqualTo(WholeTable.only(scenario.source(), table));
                assertThat(scenario.verify(table).equal()).isTrue();
            }
        }
    }

    @Test
    void identityColumnsAndSerials() throws SQLException {
        try (Scenario scenario = Scenario.live(
                engines,
                "numbered",
                "CREATE TABLE always (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v text)",
                "CREATE TABLE by_default (id int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, n serial, v text)",
                "INSERT INTO always (v) VALUES ('a'), ('b')",
                "INSERT INTO by_default (v) VALUES ('a'), ('b')")) {
            scenario.source()
                    .run(
                            "INSERT INTO always (v) VALUES ('c'), ('d')",
                            "INSERT INTO by_default (v) VALUES ('c'), ('d')",
                            "UPDATE always SET v = 'x' WHERE id = 3",
                            "DELETE FROM by_default WHERE id = 1");
            scenario.assertEqual();
        }
    }

    @Test
    void whatHasNoChangesIsLeftOutOrRefused() throws SQLException {
        try (Scenario scenario = Scenario.live(
                engines,
                "misfits",
                "CREATE TABLE plain (id int PRIMARY KEY)",
                "CREATE UNLOGGED TABLE scratch (id int PRIMARY KEY)",
                "CREATE VIEW seen AS SELECT * FROM plain",
                "CREATE TABLE mixed (id int PRIMARY KEY, v text) PARTITION BY RANGE (id)",
                "CREATE UNLOGGED TABLE mixed_1 PARTITION OF mixed FOR VALUES FROM (1) TO (2)")) {
            scenario.assertEqual();
            assertThat(scenario.control().leftOut())
                    .extracting(LeftOut::toString)
                    .containsExactly(
                            "misfits.mixed has an unlogged partition, whose changes are not in the write-ahead log:"
                                    + " misfits.mixed_1.",
                            "misfits.scratch is unlogged, so its changes are not in the write-ahead log.");
            scenario.source().run("CREATE TABLE keyless (n int)");
            assertThat(problem("misfits", "misfits.scratch")).isEqualTo("not-replicable");
            assertThat(problem("misfits", "misfits.seen")).isEqualTo("not-replicable");
            assertThat(problem("misfits", "misfits.mixed_1")).isEqualTo("not-replicable");
            assertThat(problem("misfits", "misfits.keyless")).isEqualTo("table-without-key");
            assertThat(problem("misfits", "misfits.nothing")).isEqualTo("no-such-table");
            scenario.source().run("DROP TABLE keyless");
        }
    }

    private String problem(String name, String match) {
        try (Systems systems = Systems.open(engines.endpoints())) {
            var control = Scenario.control(engines, name, systems, List.of(rule(match)));
            var thrown = org.assertj.core.api.Assertions.catchThrowableOfType(ProblemException.class, control::tables);
            return thrown == null ? "" : thrown.problem().code();
        }
    }

    private static TableRule rule(String match) {
        return new TableRule(match, List.of(), Optional.empty());
    }

    @Test
    void fiveHundredColumns() throws SQLException {
        String columns = IntStream.range(0, 500)
                .mapToObj(i -> "c" + i + (i % 3 == 0 ? " int" : i % 3 == 1 ? " text" : " timestamptz"))
                .collect(Collectors.joining(", "));
        try (Scenario scenario = Scenario.live(
                engines,
                "wide",
                "CREATE TABLE wide (id int PRIMARY KEY, " + columns + ")",
                "INSERT INTO wide (id, c0, c1, c499) VALUES (1, 1, 'a', 'b'), (2, NULL, NULL, NULL)")) {
            scenario.source()
                    .run(
                            "INSERT INTO wide (id, c498, c2) VALUES (3, 3, '2026-01-01')",
                            "UPDATE wide SET c499 = 'last', c7 = 'middle' WHERE id = 2",
                            "DELETE FROM wide WHERE id = 1");
            scenario.assertEqual();
            assertThat(scenario.verify("wide").equal()).isTrue();
        }
    }

    @Test
    void sameNameInTwoSchemas() throws SQLException {
        Source other = Scenario.schema(engines, "twins_b", "CREATE TABLE t (id int PRIMARY KEY, v text)");
        Source source = Scenario.schema(engines, "twins", "CREATE TABLE t (id int PRIMARY KEY, n int)");
        try (Scenario scenario = Scenario.live(engines, source, rule("twins.*"), rule("twins_b.t"))) {
            source.run("INSERT INTO t VALUES (1, 1), (2, 2)", "DELETE FROM t WHERE id = 1");
            other.run("INSERT INTO t VALUES (1, 'one'), (3, 'three')", "UPDATE t SET v = 'x' WHERE id = 3");
            scenario.assertEqual();
            assertThat(scenario.control().tables()).hasSize(2);
        }
        other.run("DROP SCHEMA twins_b CASCADE");
    }

    @Test
    void namesOfAnyKind() throws SQLException {
        List<String> tables = List.of(
                "it's",
                "quo\"te",
                "back\\slash",
                "tick`comma,",
                "dot.ted",
                "spa ce (1)",
                "Ünï 😀",
                "select",
                "x[y]*z",
                "$1",
                "_op",
                "%s{}");
        List<String> columns = List.of(
                "it's",
                "double\"quote",
                "back\\slash",
                "back`tick",
                "with.dot",
                "with,comma",
                "with space",
                "ünïcödé 😀",
                "select",
                "after",
                "op",
                "source",
                "version",
                "missing",
                "_op",
                "_version",
                "_sign",
                "_offset",
                "__lsn",
                "{brace}",
                "%s");
        String definitions = columns.stream()
                .map(column -> PgIdentifiers.quote(column) + " text")
                .collect(Collectors.joining(", "));
        String values = columns.stream()
                .map(column -> PgIdentifiers.literal("value of " + column))
                .collect(Collectors.joining(", "));
        String[] create = tables.stream()
                .flatMap(table -> {
                    String name = PgIdentifiers.quote(table);
                    return java.util.stream.Stream.of(
                            "CREATE TABLE " + name + " (\"the key\" int, " + definitions
                                    + ", PRIMARY KEY (\"the key\", \"it's\"))",
                            "INSERT INTO " + name + " VALUES (1, " + values + "), (2, " + values + ")");
                })
                .toArray(String[]::new);
        try (Scenario scenario = Scenario.live(engines, "names", create)) {
            for (String table : tables) {
                String name = PgIdentifiers.quote(table);
                scenario.source()
                        .run(
                                "INSERT INTO " + name + " VALUES (3, " + values + ")",
                                "UPDATE " + name + " SET \"_op\" = 'other', \"with.dot\" = NULL WHERE \"the key\" = 2",
                                "UPDATE " + name + " SET \"it's\" = 'moved' WHERE \"the key\" = 3",
                                "DELETE FROM " + name + " WHERE \"the key\" = 1");
            }
            scenario.assertEqual();
            assertThat(scenario.control().tables()).hasSize(tables.size());
            for (String table : tables) {
                assertThat(scenario.verify(table).equal()).as(table).isTrue();
            }
        }
    }
}
