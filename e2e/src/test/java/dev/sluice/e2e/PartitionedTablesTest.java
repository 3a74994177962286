/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A partitioned table is one table, whatever happens to its partitions while rows keep coming. */
@ExtendWith(Engines.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PartitionedTablesTest {
    private final Engines engines;
    private Scenario scenario;

    PartitionedTablesTest(Engines engines) {
        this.engines = engines;
    }

    @BeforeAll
    void start() throws SQLException {
        Source source = Scenario.schema(engines, "parts");
        for (String table : new String[] {"plain", "attached", "detached", "created", "emptied", "widened", "again"}) {
            source.run(
                    "CREATE TABLE " + table + " (id int, part int, v text, PRIMARY KEY (id, part))"
                            + " PARTITION BY RANGE (part)",
                    "CREATE TABLE " + table + "_0 PARTITION OF " + table + " FOR VALUES FROM (0) TO (10)",
                    "CREATE TABLE " + table + "_1 PARTITION OF " + table + " FOR VALUES FROM (10) TO (20)"
                            + " PARTITION BY RANGE (part)",
                    "CREATE TABLE " + table + "_10 PARTITION OF " + table + "_1 FOR VALUES FROM (10) TO (15)",
                    "CREATE TABLE " + table + "_rest PARTITION OF " + table + " DEFAULT",
                    "INSERT INTO " + table + " SELECT i, i % 15, 'loaded' FROM generate_series(1, 60) i");
        }
        scenario = Scenario.live(engines, source);
    }

    @AfterAll
    void stop() throws SQLException {
        scenario.close();
    }

    private void run(String... statements) throws SQLException {
        scenario.source().run(statements);
    }

    @Test
    void rowsOfAllPartitions() throws SQLException {
        run(
                "INSERT INTO plain VALUES (101, 1, 'a'), (102, 11, 'b'), (103, 99, 'c')",
                "UPDATE plain SET v = v || '!' WHERE id % 3 = 0",
                // From one partition to another: a deletion and an insertion.
                "UPDATE plain SET part = 12 WHERE part = 2",
                "UPDATE plain_0 SET v = 'by the partition' WHERE id = 3",
                "DELETE FROM plain WHERE id % 7 = 0",
                "INSERT INTO plain_10 VALUES (104, 12, 'd')");
        scenario.assertEqual();
        assertThat(scenario.verify("plain").equal()).isTrue();
        assertThat(scenario.control().tables())
                .extracting(table -> table.source().name())
                .doesNotContain("plain_0", "plain_1", "plain_10", "plain_rest");
    }

    @Test
    void attachedPartitionBringsItsRows() throws SQLException {
        run(
                "CREATE TABLE attached_2 (LIKE attached INCLUDING ALL)",
                "INSERT INTO attached_2 SELECT i, 20, 'before' FROM generate_series(1, 30) i",
                "INSERT INTO attached VALUES (201, 1, 'old partition')",
                "ALTER TABLE attached ATTACH PARTITION attached_2 FOR VALUES FROM (20) TO (30)",
                "INSERT INTO attached VALUES (202, 20, 'new partition')",
                "UPDATE attached SET v = 'changed' WHERE part = 20 AND id < 5",
                "DELETE FROM attached WHERE part = 20 AND id = 7");
        scenario.assertEqual();
        // All in one transaction: the rows were written before the table was a partition, and no event tells them.
        scenario.source()
                .transaction(
                        "CREATE TABLE attached_3 (LIKE attached INCLUDING ALL)",
                        "INSERT INTO attached_3 SELECT i, 30, 'in one transaction' FROM generate_series(1, 30) i",
                        "ALTER TABLE attached ATTACH PARTITION attached_3 FOR VALUES FROM (30) TO (40)");
        scenario.assertEqual();
        assertThat(scenario.verify("attached").equal()).isTrue();
    }

    @Test
    void detachedPartitionTakesItsRowsAlong() throws SQLException {
        run(
                "INSERT INTO detached VALUES (201, 11, 'goes'), (202, 1, 'stays')",
                "ALTER TABLE detached DETACH PARTITION detached_1",
                "UPDATE detached SET v = 'changed' WHERE id < 10",
                "INSERT INTO detached_10 VALUES (203, 12, 'not in it any more')",
                // Now in the partition for all others.
                "INSERT INTO detached VALUES (204, 11, 'other partition')");
        scenario.assertEqual();
        run("DROP TABLE detached_0", "INSERT INTO detached VALUES (205, 99, 'after')");
        scenario.assertEqual();
        assertThat(scenario.verify("detached").equal()).isTrue();
    }

    @Test
    void detachedAndAttachedAgainIsAnother() throws SQLException {
        scenario.source()
                .transaction(
                        "ALTER TABLE again DETACH PARTITION again_0",
                        "INSERT INTO again_0 VALUES (301, 3, 'while it was detached')",
                        "DELETE FROM again_0 WHERE id = 1",
                        "ALTER TABLE again ATTACH PARTITION again_0 FOR VALUES FROM (0) TO (10)");
        scenario.assertEqual();
    }

    /** All of them are told by events, so the history goes on. */
    @Test
    void partitionThatIsCreatedNeedsNoLoad() throws SQLException {
        run("INSERT INTO created VALUES (201, 1, 'before')");
        scenario.await();
        String loaded = loaded("created");
        scenario.source()
                .transaction(
                        "CREATE TABLE created_2 PARTITION OF created FOR VALUES FROM (20) TO (30)",
                        "INSERT INTO created SELECT i, 20, 'at once' FROM generate_series(301, 330) i");
        run(
                "CREATE TABLE created_3 (LIKE created INCLUDING ALL)",
                "ALTER TABLE created ATTACH PARTITION created_3 FOR VALUES FROM (30) TO (40)");
        scenario.assertEqual();
        // Rows of an attached partition could be from before, unless it was seen empty.
        await().untilAsserted(() -> assertThat(scenario.clickhouse()
                        .value("SELECT length(partitions.id) FROM _sluice.shapes FINAL WHERE target = 'parts.created'"))
                .isEqualTo("5"));
        run("INSERT INTO created VALUES (401, 30, 'later')", "ALTER TABLE created ADD COLUMN n int DEFAULT 5");
        scenario.assertEqual();
        assertThat(loaded("created")).isEqualTo(loaded);
        assertThat(scenario.history("created")).contains("c 201 1 before 5", "c 301 20 at once 5");
    }

    @Test
    void truncatedTogetherAndAlone() throws SQLException {
        run("TRUNCATE emptied", "INSERT INTO emptied VALUES (1, 1, 'new'), (2, 12, 'new'), (3, 99, 'new')");
        scenario.assertEqual();
        // Postgres publishes no truncation of a partition alone.
        run("TRUNCATE emptied_0", "INSERT INTO emptied VALUES (4, 4, 'newer')");
        scenario.assertEqual();
        assertThat(scenario.verify("emptied").equal()).isTrue();
    }

    @Test
    void typeThatRewritesTheRows() throws SQLException {
        run("ALTER TABLE widened ADD COLUMN n int", "UPDATE widened SET n = id");
        scenario.assertEqual();
        run(
                "ALTER TABLE widened ALTER COLUMN n TYPE bigint USING n * 3000000000",
                "INSERT INTO widened VALUES (201, 12, 'x', 9000000000)");
        scenario.assertEqual();
    }

    private String loaded(String table) {
        return scenario.clickhouse().value("SELECT max(at) FROM _sluice.loads WHERE target = 'parts." + table + "'");
    }
}
