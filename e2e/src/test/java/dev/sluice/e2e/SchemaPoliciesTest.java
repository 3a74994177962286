/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.config.ChangeKind;
import dev.sluice.core.config.ChangePolicies;
import dev.sluice.core.config.ChangePolicy;
import dev.sluice.core.plan.SchemaChange;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * With the policy {@code ask}, every kind of change waits while the pipeline runs, until somebody applies by hand; nothing that
 * happens meanwhile is lost, and the other tables go on. Each test has a table of its own.
 */
@ExtendWith(Engines.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchemaPoliciesTest {
    private static final List<String> TABLES =
            List.of("grown", "shrunk", "renamed", "retyped", "rekeyed", "rewritten", "dropped", "early", "bystander");

    private final Engines engines;
    private Scenario scenario;

    @SuppressWarnings("NullAway.Init") // open() runs before every test
    SchemaPoliciesTest(Engines engines) {
        this.engines = engines;
    }

    @BeforeAll
    void open() throws SQLException {
        Map<ChangeKind, ChangePolicy> policies = new EnumMap<>(ChangeKind.class);
        for (ChangeKind kind : ChangeKind.values()) {
            policies.put(kind, ChangePolicy.ASK);
        }
        String[] ddl = TABLES.stream()
                .map(table ->
                        "CREATE TABLE " + table + " (id int PRIMARY KEY, v varchar(20), n int NOT NULL DEFAULT 1)")
                .toArray(String[]::new);
        scenario = Scenario.live(engines, Scenario.schema(engines, "asking", ddl), new ChangePolicies(policies));
    }

    @AfterAll
    void close() throws SQLException {
        scenario.close();
    }

    private void run(String... statements) throws SQLException {
        scenario.source().run(statements);
    }

    private long parked(String table) {
        return Long.parseLong(scenario.clickhouse()
                .value("SELECT count() FROM _sluice.parked WHERE target = 'asking." + table + "'"));
    }

    private String count(String view) {
        return scenario.clickhouse().value("SELECT count() FROM asking." + view);
    }

    /** Waits until the pipeline has said that it waits, and for what. */
    private void waits(String... sentences) {
        await().untilAsserted(() -> assertThat(scenario.control().waiting())
                .extracting(SchemaChange::waiting)
                .map(sentence -> sentence.replaceAll(", and that waits for `sluice apply` ", " "))
                .contains(sentences));
    }

    /** Whoever reads the table meanwhile sees it as it was. */
    private void goesOnOnceApplied(String table, String count) throws SQLException {
        scenario.awaitRead();
        run("INSERT INTO bystander (id, v) SELECT coalesce(max(id), 0) + 1, 'goes on' FROM bystander");
        scenario.assertEqual("bystander");
        assertThat(count(table)).isEqualTo(count);
        try (PollingReader _ = PollingReader.of(scenario.clickhouse(), "asking", table)) {
            assertThat(scenario.apply().isEmpty()).isFalse();
            scenario.assertEqual();
        }
        assertThat(parked(table)).isZero();
        assertThat(scenario.control().waiting()).isEmpty();
        await().untilAsserted(() ->
                assertThat(Scenario.steps(scenario.control().plan())).isEmpty());
        run("INSERT INTO bystander (id, v) SELECT max(id) + 1, 'and on' FROM bystander");
        scenario.assertEqual();
    }

    @Test
    void addedColumn() throws SQLException {
        run("INSERT INTO grown VALUES (1, 'a', 1), (2, 'b', 2)");
        scenario.assertEqual();
        run("ALTER TABLE grown ADD COLUMN w text DEFAULT 'old'");
        waits("Column w of asking.grown was added (changes.added_column: ask).");
        run("INSERT INTO grown VALUES (3, 'c', 3, 'new')", "DELETE FROM grown WHERE id = 2");
        scenario.awaitRead();
        assertThat(parked("grown")).isEqualTo(2);
        goesOnOnceApplied("grown", "2");
        assertThat(scenario.history("grown")).containsExactly("c 1 a 1 old", "c 2 b 2 old", "c 3 c 3 new", "d 2 - - -");
    }

    @Test
    void droppedColumn() throws SQLException {
        run("INSERT INTO shrunk VALUES (1, 'a', 1), (2, 'b', 2)");
        scenario.assertEqual();
        run("ALTER TABLE shrunk DROP COLUMN v", "UPDATE shrunk SET n = 5 WHERE id = 1");
        waits("Column v of asking.shrunk was dropped (changes.dropped_column: ask).");
        assertThat(scenario.clickhouse().value("SELECT v FROM asking.shrunk WHERE id = 1"))
                .isEqualTo("a");
        goesOnOnceApplied("shrunk", "2");
    }

    @Test
    void renamedColumn() throws SQLException {
        run("INSERT INTO renamed VALUES (1, 'a', 1)");
        scenario.assertEqual();
        run("ALTER TABLE renamed RENAME COLUMN v TO w", "INSERT INTO renamed VALUES (2, 'b', 2)");
        waits("Column v of asking.renamed was renamed to w (changes.renamed_column: ask).");
        goesOnOnceApplied("renamed", "1");
    }

    @Test
    void retypedColumn() throws SQLException {
        run("INSERT INTO retyped VALUES (1, 'a', 1), (2, 'b', 2)");
        scenario.assertEqual();
        run("ALTER TABLE retyped ALTER COLUMN v TYPE text", "UPDATE retyped SET v = repeat('long', 9) WHERE id = 2");
        waits("Column v of asking.retyped was character varying(20) and is text (changes.retyped_column: ask).");
        goesOnOnceApplied("retyped", "2");
    }

    /** An event of the new key looks like one of the old key, so none is read. */
    @Test
    void changedKey() throws SQLException {
        run("INSERT INTO rekeyed VALUES (1, 'a', 1), (2, 'b', 2)");
        scenario.assertEqual();
        run("ALTER TABLE rekeyed DROP CONSTRAINT rekeyed_pkey, ALTER COLUMN v SET NOT NULL, ADD PRIMARY KEY (v)");
        waits("The key of asking.rekeyed was [id] and is [v] (changes.changed_key: ask).");
        await().untilAsserted(() -> assertThat(
                        scenario.clickhouse().rows("SELECT name FROM system.tables WHERE name = 'read.asking.rekeyed'"))
                .isEmpty());
        run("INSERT INTO rekeyed VALUES (1, 'c', 3)", "DELETE FROM rekeyed WHERE v = 'a'");
        assertThat(count("rekeyed")).isEqualTo("2");
        scenario.apply();
        scenario.assertEqual();
        assertThat(count("rekeyed")).isEqualTo("2");
        assertThat(scenario.control().waiting()).isEmpty();
    }

    @Test
    void reload() throws SQLException {
        run("INSERT INTO rewritten VALUES (1, 'a', 1), (2, 'b', 2)");
        scenario.assertEqual();
        run("ALTER TABLE rewritten ADD COLUMN r double precision DEFAULT random()");
        waits("The copy of asking.rewritten has to be loaded anew (changes.reload: ask).");
        run("UPDATE rewritten SET n = n + 1 WHERE id = 1");
        goesOnOnceApplied("rewritten", "2");
    }

    @Test
    void newTable() throws SQLException {
        run("CREATE TABLE newcomer (id int PRIMARY KEY, v text)", "INSERT INTO newcomer VALUES (1, 'first')");
        waits("Table asking.newcomer is new (changes.new_table: ask).");
        assertThat(scenario.clickhouse().rows("SELECT name FROM system.tables WHERE name LIKE '%newcomer%'"))
                .isEmpty();
        run("INSERT INTO newcomer VALUES (2, 'second')");
        scenario.apply();
        run("INSERT INTO newcomer VALUES (3, 'third')");
        scenario.assertEqual();
        assertThat(scenario.control().waiting()).isEmpty();
    }

    @Test
    void droppedTable() throws SQLException {
        run("INSERT INTO dropped VALUES (1, 'a', 1)");
        scenario.assertEqual();
        run("INSERT INTO dropped VALUES (2, 'b', 2)", "DROP TABLE dropped");
        waits("Of the copy asking.dropped, its table is gone from the source (changes.dropped_table: ask).");
        await().untilAsserted(() -> assertThat(count("dropped")).isEqualTo("2"));
        scenario.apply();
        assertThat(scenario.clickhouse()
                        .rows("SELECT name FROM system.tables WHERE name LIKE '%asking.dropped%' OR database"
                                + " = 'asking' AND startsWith(name, 'dropped')"))
                .isEmpty();
        scenario.assertEqual();
    }

    /** To the source it is one table, to readers one that goes and one that comes. */
    @Test
    void renamedTable() throws SQLException {
        run("INSERT INTO early VALUES (1, 'a', 1)");
        scenario.assertEqual();
        run("ALTER TABLE early RENAME TO late", "INSERT INTO late VALUES (2, 'b', 2)");
        waits(
                "Table asking.late is new (changes.new_table: ask).",
                "Of the copy asking.early, its table has another name now: that of asking.late (changes.dropped_table:"
                        + " ask).");
        run("INSERT INTO bystander (id, v) SELECT coalesce(max(id), 0) + 1, 'goes on' FROM bystander");
        scenario.assertEqual("bystander");
        scenario.apply();
        run("INSERT INTO late VALUES (3, 'c', 3)");
        scenario.assertEqual();
    }
}
