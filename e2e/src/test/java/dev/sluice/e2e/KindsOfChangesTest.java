/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Changes of types, keys and identities while somebody reads the copy all the time. The reader may meet the moment of the
 * change, and can read on after it. Each test has a table of its own.
 */
@ExtendWith(Engines.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KindsOfChangesTest {
    private final Engines engines;
    private Scenario scenario;

    @SuppressWarnings("NullAway.Init") // open() runs before every test
    KindsOfChangesTest(Engines engines) {
        this.engines = engines;
    }

    @BeforeAll
    void open() throws SQLException {
        scenario = Scenario.live(
                engines,
                "kinds_of_changes",
                "CREATE TYPE mood AS ENUM ('sad', 'glad')",
                "CREATE DOMAIN price AS numeric(10, 2)",
                "CREATE TABLE strict (id int PRIMARY KEY)",
                "CREATE TABLE digits (id int PRIMARY KEY, n numeric(6, 2))",
                "CREATE TABLE converted (id int PRIMARY KEY, a int, b text, c timestamp, d date)",
                "CREATE TABLE other_key (id int PRIMARY KEY, code text NOT NULL, v text)",
                "CREATE TABLE longer_key (id int PRIMARY KEY, code text NOT NULL, v text)",
                "CREATE TABLE keyless (id int PRIMARY KEY, v text)",
                "CREATE TABLE same (id int PRIMARY KEY, code text NOT NULL)",
                "CREATE UNIQUE INDEX same_code ON same (code)",
                "CREATE UNIQUE INDEX same_id ON same (id)",
                "CREATE TABLE identities (id int PRIMARY KEY, code text NOT NULL UNIQUE, v text)",
                "CREATE TABLE moods (id int PRIMARY KEY, m mood)",
                "CREATE TABLE renamed (id int PRIMARY KEY, m mood, v text)",
                "CREATE TABLE computed (id int PRIMARY KEY, m mood, g int GENERATED ALWAYS AS (id * 2) STORED)",
                "CREATE TABLE prices (id int PRIMARY KEY, p price)",
                "CREATE TABLE reborn (id int PRIMARY KEY, v text)",
                "CREATE TABLE parts (id int PRIMARY KEY, v text) PARTITION BY RANGE (id)",
                "CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (100)");
    }

    @AfterAll
    void close() throws SQLException {
        scenario.close();
    }

    /** Runs statements while the copy of a table is being read, and compares. */
    private void whileRead(String table, String... statements) throws SQLException {
        try (PollingReader _ = PollingReader.of(scenario.clickhouse(), "kinds_of_changes", table)) {
            scenario.source().run(statements);
            scenario.assertEqual(table);
        }
    }

    private void given(String table, String... statements) throws SQLException {
        scenario.source().run(statements);
        scenario.assertEqual(table);
    }

    /** Postgres refuses it where there are rows. */
    @Test
    void columnAddedNotNullWithoutDefault() throws SQLException {
        whileRead("strict", "ALTER TABLE strict ADD COLUMN w int NOT NULL", "INSERT INTO strict VALUES (1, 10)");
        assertThat(scenario.history("strict")).containsExactly("c 1 10");
    }

    @Test
    void moreDigits() throws SQLException {
        given("digits", "INSERT INTO digits VALUES (1, 1234.56), (2, NULL)");
        whileRead(
                "digits",
                "ALTER TABLE digits ALTER COLUMN n TYPE numeric(12, 2)",
                "INSERT INTO digits VALUES (3, 1234567890.12)");
        assertThat(scenario.history("digits")).hasSize(3);
        whileRead(
                "digits",
                "ALTER TABLE digits ALTER COLUMN n TYPE numeric(14, 4)",
                "UPDATE digits SET n = 0.1234 WHERE id = 1");
    }

    @Test
    void typesThatPostgresConverts() throws SQLException {
        given(
                "converted",
                "INSERT INTO converted VALUES (1, 7, '11', '2026-01-02 03:04:05', '2026-03-29'), (2, NULL, NULL, NULL,"
                        + " NULL)");
        whileRead(
                "converted",
                "ALTER TABLE converted ALTER COLUMN a TYPE text",
                "UPDATE converted SET a = 'seven' WHERE id = 2",
                "ALTER TABLE converted ALTER COLUMN b TYPE bigint USING b::bigint * 1000000000000",
                "INSERT INTO converted VALUES (3, 'x', 12, '2026-01-01 00:00', '2026-01-01')",
                "ALTER TABLE converted ALTER COLUMN c TYPE timestamptz USING c AT TIME ZONE 'UTC'",
                "ALTER TABLE converted ALTER COLUMN d TYPE timestamp",
                "DELETE FROM converted WHERE id = 1");
    }

    @Test
    void primaryKeyOnAnotherColumn() throws SQLException {
        given("other_key", "INSERT INTO other_key VALUES (1, 'one', 'a'), (2, 'two', 'b')");
        whileRead(
                "other_key",
                "UPDATE other_key SET v = 'c' WHERE id = 1",
                "ALTER TABLE other_key DROP CONSTRAINT other_key_pkey, ADD PRIMARY KEY (code)",
                "INSERT INTO other_key VALUES (1, 'uno', 'same id')",
                "UPDATE other_key SET id = 5 WHERE code = 'two'",
                "DELETE FROM other_key WHERE code = 'one'");
    }

    @Test
    void primaryKeyOfMoreColumnsAndOfFewer() throws SQLException {
        given("longer_key", "INSERT INTO longer_key VALUES (1, 'one', 'a'), (2, 'two', 'b')");
        whileRead(
                "longer_key",
                "ALTER TABLE longer_key DROP CONSTRAINT longer_key_pkey, ADD PRIMARY KEY (id, code)",
                "INSERT INTO longer_key VALUES (1, 'uno', 'c')",
                "UPDATE longer_key SET v = 'd' WHERE id = 1 AND code = 'one'");
        whileRead(
                "longer_key",
                "DELETE FROM longer_key WHERE code = 'uno'",
                "ALTER TABLE longer_key DROP CONSTRAINT longer_key_pkey, ADD PRIMARY KEY (id)",
                "UPDATE longer_key SET code = 'eins' WHERE id = 1");
    }

    @Test
    void keyGivenUpForFullRows() throws SQLException {
        given("keyless", "INSERT INTO keyless VALUES (1, 'a'), (2, 'b')");
        whileRead(
                "keyless",
                "ALTER TABLE keyless REPLICA IDENTITY FULL",
                "ALTER TABLE keyless DROP CONSTRAINT keyless_pkey",
                "INSERT INTO keyless VALUES (1, 'a'), (1, 'a')",
                "DELETE FROM keyless WHERE id = 2");
        assertThat(scenario.clickhouse().value("SELECT count() FROM kinds_of_changes.keyless"))
                .isEqualTo("3");
        whileRead(
                "keyless",
                "DELETE FROM keyless",
                "ALTER TABLE keyless ALTER COLUMN id SET NOT NULL, ADD PRIMARY KEY (id)",
                "ALTER TABLE keyless REPLICA IDENTITY DEFAULT",
                "INSERT INTO keyless VALUES (1, 'one again')");
    }

    @Test
    void replicaIdentity() throws SQLException {
        given(
                "identities",
                "INSERT INTO identities VALUES (1, 'one', repeat('large', 2000)), (2, 'two', 'b'), (3, 'three', 'c')");
        whileRead(
                "identities",
                "ALTER TABLE identities REPLICA IDENTITY FULL",
                "UPDATE identities SET code = 'uno' WHERE id = 1",
                "DELETE FROM identities WHERE id = 3");
        whileRead(
                "identities",
                "ALTER TABLE identities REPLICA IDENTITY USING INDEX identities_code_key",
                "UPDATE identities SET code = 'ein' WHERE id = 1",
                "UPDATE identities SET id = 20 WHERE code = 'two'");
        whileRead(
                "identities",
                "ALTER TABLE identities REPLICA IDENTITY DEFAULT",
                "UPDATE identities SET code = 'deux' WHERE id = 20",
                "UPDATE identities SET id = 10 WHERE id = 1");
    }

    /** The key stays what it is, but Debezium takes another index for it, and tells a change of key in one event. */
    @Test
    void replicaIdentityOfTheSameColumns() throws SQLException {
        given("same", "INSERT INTO same VALUES (1, 'one'), (2, 'two'), (3, 'three')");
        whileRead(
                "same",
                "ALTER TABLE same REPLICA IDENTITY USING INDEX same_id",
                "ALTER TABLE same DROP CONSTRAINT same_pkey",
                "UPDATE same SET id = 100 WHERE id = 1");
        given("same", "UPDATE same SET id = 200 WHERE id = 2");
    }

    @Test
    void enumValueAddedAndUsedInTheNextTransaction() throws SQLException {
        given("moods", "INSERT INTO moods VALUES (1, 'sad')");
        whileRead(
                "moods",
                "ALTER TYPE mood ADD VALUE 'so so' BEFORE 'glad'",
                "INSERT INTO moods VALUES (2, 'so so'), (3, 'glad')",
                "UPDATE moods SET m = 'so so' WHERE id = 1");
    }

    /** The row is read after the column has its other name. */
    @Test
    void enumValueAddedAndUsedBeforeAColumnIsRenamed() throws SQLException {
        given("renamed", "INSERT INTO renamed VALUES (1, 'sad', 'x')");
        whileRead(
                "renamed",
                "ALTER TYPE mood ADD VALUE 'worse'",
                "BEGIN; UPDATE renamed SET m = 'worse'; ALTER TABLE renamed RENAME v TO w; COMMIT");
        assertThat(scenario.history("renamed")).containsExactly("c 1 sad x", "u 1 worse x");
    }

    @Test
    void enumValueAddedBesideAGeneratedColumn() throws SQLException {
        given("computed", "INSERT INTO computed VALUES (1, 'sad')");
        whileRead(
                "computed",
                "ALTER TYPE mood ADD VALUE 'better'",
                "INSERT INTO computed VALUES (2, 'better'), (3, 'sad')",
                "UPDATE computed SET m = 'better' WHERE id = 1");
        assertThat(scenario.history("computed")).hasSize(4);
    }

    /** Its base type is for ever: Postgres has no statement that changes it. */
    @Test
    void domainWithAnotherConstraint() throws SQLException {
        given("prices", "INSERT INTO prices VALUES (1, 9.99), (2, NULL)");
        whileRead(
                "prices",
                "ALTER DOMAIN price ADD CONSTRAINT positive CHECK (VALUE > 0)",
                "INSERT INTO prices VALUES (3, 12345678.90)",
                "ALTER DOMAIN price DROP CONSTRAINT positive",
                "UPDATE prices SET p = -1 WHERE id = 1");
        assertThat(scenario.history("prices")).hasSize(4);
    }

    @Test
    void tableDroppedAndCreatedUnderTheSameName() throws SQLException {
        given("reborn", "INSERT INTO reborn VALUES (1, 'a'), (2, 'b')");
        whileRead(
                "reborn",
                "UPDATE reborn SET v = 'c'",
                "DROP TABLE reborn",
                "CREATE TABLE reborn (v text PRIMARY KEY, id bigint)",
                "INSERT INTO reborn VALUES ('x', 1)");
        given("reborn", "UPDATE reborn SET id = 2");
    }

    @Test
    void partitionAdded() throws SQLException {
        given("parts", "INSERT INTO parts VALUES (1, 'a')");
        whileRead(
                "parts",
                "CREATE TABLE parts_2 PARTITION OF parts FOR VALUES FROM (100) TO (200)",
                "INSERT INTO parts VALUES (150, 'b'), (2, 'c')");
        assertThat(scenario.history("parts")).hasSize(3);
    }
}
