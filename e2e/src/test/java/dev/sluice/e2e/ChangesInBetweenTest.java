/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.source.SourceCatalog;
import dev.sluice.core.source.SourceTable;
import dev.sluice.core.source.TableId;
import dev.sluice.runtime.control.ControlPlane;
import dev.sluice.runtime.control.Systems;
import dev.sluice.runtime.source.CatalogReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Changes of a table that come while it is looked at, or faster than its copy follows. */
@ExtendWith(Engines.Shared.class)
class ChangesInBetweenTest {
    private final Engines engines;

    ChangesInBetweenTest(Engines engines) {
        this.engines = engines;
    }

    /** Rows of before the rewrite look like those of after it, but are not what Postgres has now. */
    @Test
    void rowsBetweenARenameAndARewrite() throws SQLException {
        try (Scenario scenario = Scenario.still(
                engines,
                "in_between",
                "CREATE TABLE kept (k char(3) PRIMARY KEY, at timestamp, v text)",
                "INSERT INTO kept VALUES ('a', '2024-01-01 10:00:00.123456', 'x')")) {
            scenario.assertEqual();
            scenario.source()
                    .run(
                            "ALTER TABLE kept RENAME COLUMN v TO w",
                            "INSERT INTO kept VALUES ('b', '2024-01-01 10:00:00.123456', 'y')",
                            "UPDATE kept SET w = 'z' WHERE k = 'a'");
            scenario.awaitRead();
            scenario.source().run("ALTER TABLE kept ALTER COLUMN k TYPE char(8), ALTER COLUMN at TYPE timestamp(3)");
            scenario.apply();
            scenario.source().run("INSERT INTO kept VALUES ('c', '2024-01-01 10:00:00.123456', 'new')");
            scenario.assertEqual();
        }
    }

    /** An event of the next columns may have a number that is too large for a type that the column has in the copy still. */
    @Test
    void aNumberThatIsTooLargeForTheColumnsOfBefore() throws SQLException {
        try (Scenario scenario = Scenario.still(
                engines,
                "too_large_a_number",
                "CREATE TABLE kept (id int PRIMARY KEY, at timestamp, n numeric(10, 2))",
                "INSERT INTO kept VALUES (1, '2024-01-01 10:00:00', 1.5)")) {
            scenario.assertEqual();
            scenario.source()
                    .run(
                            "ALTER TABLE kept ALTER COLUMN at TYPE double precision USING 1e300,"
                                    + " ALTER COLUMN n TYPE double precision",
                            "INSERT INTO kept VALUES (2, 1e300, 1e300), (3, -1e300, NULL)",
                            "UPDATE kept SET n = -1e25 WHERE id = 1");
            scenario.awaitRead();
            scenario.apply();
            scenario.source().run("INSERT INTO kept VALUES (4, 1e25, 0.5)");
            scenario.assertEqual();
        }
    }

    /** What rewrites a table while the catalog is read is not there at all, or with its columns. */
    @Test
    void aRewriteWhileTheCatalogIsRead() throws Exception {
        String name = "looked_at";
        Source source = Scenario.schema(
                engines,
                name,
                "CREATE TABLE facts (id int PRIMARY KEY)",
                "INSERT INTO facts VALUES (1)",
                "CREATE TABLE parts (id int PRIMARY KEY) PARTITION BY RANGE (id)",
                "CREATE TABLE part PARTITION OF parts FOR VALUES FROM (0) TO (10)");
        ControlPlane control = Scenario.control(engines, name);
        try (Systems systems = control.systems();
                ExecutorService reader = Executors.newSingleThreadExecutor();
                Connection other = source.connect();
                Statement statement = other.createStatement()) {
            SourceTable before = facts(CatalogReader.read(systems.postgres()));
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE part IN ACCESS EXCLUSIVE MODE");
            Future<SourceCatalog> meanwhile = reader.submit(() -> CatalogReader.read(systems.postgres()));
            await().until(() -> source.rows("SELECT FROM pg_locks WHERE NOT granted AND relation = 'part'::regclass")
                            .size()
                    > 0);
            source.run("ALTER TABLE facts ADD COLUMN v float NOT NULL DEFAULT random()");
            other.rollback();
            assertThat(facts(meanwhile.get())).isEqualTo(before);
            SourceTable after = facts(CatalogReader.read(systems.postgres()));
            assertThat(after.columns()).hasSize(2);
            assertThat(after.relation().filenode())
                    .isNotEqualTo(before.relation().filenode());
        }
        source.run("DROP SCHEMA " + name + " CASCADE");
    }

    private static SourceTable facts(SourceCatalog catalog) {
        return catalog.tables().stream()
                .filter(table -> table.id().equals(new TableId("looked_at", "facts")))
                .findFirst()
                .orElseThrow();
    }
}
