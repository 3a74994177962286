/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.ObjectName;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Wherever the connector stops, it goes on without leaving a change out. */
class ResumingTest {
    private SourceDatabase source;

    @BeforeEach
    void start() throws Exception {
        source = SourceDatabase.start();
        source.execute("CREATE TABLE rows (id int PRIMARY KEY, v text)");
        source.execute("CREATE TABLE others (id int PRIMARY KEY, v text)");
        source.capture(Map.of());
    }

    @AfterEach
    void close() throws Exception {
        source.close();
    }

    /** They are one record of the WAL, so all have one position. */
    @Test
    void betweenRowsOfACopy() throws Exception {
        source.execute("INSERT INTO rows VALUES (0, 'before')");
        source.execute("COPY rows FROM PROGRAM 'printf \"1\\\\ta\\\\n2\\\\tb\\\\n3\\\\tc\\\\n\"'");
        source.execute("INSERT INTO rows VALUES (4, 'after')");
        assertNothingIsLeftOut(".rows", 5);
    }

    /** Nothing else tells equal ones apart, so each has the same number whenever it comes. */
    @Test
    void betweenRowsOfACopyWithoutKey() throws Exception {
        source.execute("CREATE TABLE log (n int, v text)");
        source.execute("ALTER TABLE log REPLICA IDENTITY FULL");
        source.execute("INSERT INTO log VALUES (0, 'before')");
        source.execute("COPY log (n) FROM PROGRAM 'seq 1 3'");
        source.execute(
                "BEGIN; UPDATE log SET n = n + 5 WHERE n > 0; COPY log FROM PROGRAM 'yes 9,equal | head -3' (FORMAT csv);"
                        + " INSERT INTO log VALUES (9, 'equal'); COMMIT");
        source.execute("INSERT INTO log VALUES (10, 'after')");
        List<String> events = assertNothingIsLeftOut(".log", 12);
        assertThat(events).doesNotHaveDuplicates();
        assertThat(events.stream().map(event -> event.replaceAll(".* number ", "")))
                .containsExactly("null", "null", "1", "2", "null", "null", "null", "null", "1", "2", "null", "null");
    }

    @Test
    void numbersBeginAnewWithEachPage() throws Exception {
        source.execute("CREATE TABLE log (n int)");
        source.execute("COPY log FROM PROGRAM 'seq 1 1000'");
        Map<String, Integer> pages = new LinkedHashMap<>();
        for (SourceDatabase.Message message : source.await(".log", 1000)) {
            JsonNode event = message.value();
            int before = pages.merge(event.get("version").asText(), 1, Integer::sum) - 1;
            assertThat(event.path("number").asInt()).isEqualTo(before);
            assertThat(event.has("number")).isEqualTo(before > 0);
        }
        assertThat(pages).hasSizeBetween(2, 10);
    }

    @Test
    void betweenTheHalvesOfAChangeOfKey() throws Exception {
        source.execute("INSERT INTO rows VALUES (1, 'a')");
        source.execute("UPDATE rows SET id = 2");
        source.execute("INSERT INTO rows VALUES (3, 'after')");
        assertNothingIsLeftOut(".rows", 4);
    }

    @Test
    void betweenTablesOfATruncation() throws Exception {
        source.execute("INSERT INTO rows VALUES (1, 'a')");
        source.execute("TRUNCATE rows, others");
        source.execute("INSERT INTO rows VALUES (3, 'after')");
        assertNothingIsLeftOut("s", 4);
    }

    /** Two transactions right behind each other: the second one begins where the first one ends. */
    @Test
    void atTheEndOfATransaction() throws Exception {
        source.execute("INSERT INTO rows VALUES (0, 'before')");
        source.execute("BEGIN; INSERT INTO rows VALUES (1, 'a'); INSERT INTO rows VALUES (2, 'b'); COMMIT");
        source.execute("BEGIN; INSERT INTO rows VALUES (3, 'c'); INSERT INTO rows VALUES (4, 'd'); COMMIT");
        List<SourceRecord> all = source.records(".rows", 5);
        List<String> events = events(all);
        // Of the first row of the second transaction, as the second row bears it.
        Map<String, ?> following = all.get(4).sourceOffset();
        assertThat(following.get("lsn_commit")).as("right behind each other").isEqualTo(following.get("lsn"));
        SourceRecord heartbeat = new SourceRecord(
                Map.of("server", "shop"),
                Map.of(
                        "lsn", following.get("lsn_commit"),
                        "lsn_proc", following.get("lsn_commit"),
                        "lsn_commit", following.get("lsn_commit"),
                        "messageType", "COMMIT"),
                "heartbeats",
                null,
                "");
        source.resume(new ResumePositions(null).resuming(heartbeat).sourceOffset());
        // The slot still has all of them.
        assertThat(events(source.records(".rows", 2))).isEqualTo(events.subList(3, 5));
    }

    /** No commit came before it, so its versions begin with 0; an offset of Debezium's doesn't say so. */
    @Test
    void withinTheFirstTransaction() throws Exception {
        source.execute("BEGIN; INSERT INTO rows VALUES (1, 'a'); INSERT INTO rows VALUES (2, 'b');"
                + " INSERT INTO rows VALUES (3, 'c'); COMMIT");
        assertNothingIsLeftOut(".rows", 3);
    }

    /** A heartbeat after BEGIN names the transaction's first change, and the end of the one that was committed before. */
    @Test
    void atTheBeginningOfATransaction() throws Exception {
        source.execute("INSERT INTO others VALUES (0, 'before')");
        try (Connection second = source.connect();
                Statement statement = second.createStatement()) {
            statement.execute("BEGIN");
            statement.execute("INSERT INTO rows VALUES (1, 'a')");
            source.execute("INSERT INTO others VALUES (1, 'between')");
            statement.execute("INSERT INTO rows VALUES (2, 'b')");
            statement.execute("INSERT INTO rows VALUES (3, 'c')");
            statement.execute("COMMIT");
        }
        List<SourceRecord> all = source.records("s", 5);
        List<String> events = events(all);
        // Of the transaction's second row, as the third bears it.
        Map<String, ?> inside = all.get(4).sourceOffset();
        assertThat(inside.get("lsn_commit")).as("right behind the commit").isEqualTo(inside.get("lsn"));
        ResumePositions positions = new ResumePositions(null);
        positions.resuming(all.get(2));
        SourceRecord heartbeat = new SourceRecord(
                Map.of("server", "shop"),
                Map.of(
                        "lsn", all.get(3).sourceOffset().get("lsn"),
                        "lsn_proc", inside.get("lsn_commit"),
                        "lsn_commit", inside.get("lsn_commit"),
                        "messageType", "BEGIN"),
                "heartbeats",
                null,
                "");
        source.resume(positions.resuming(heartbeat).sourceOffset());
        List<String> again = new ArrayList<>();
        while (!again.contains(events.get(4))) {
            again.addAll(events(source.records("s", 1)));
        }
        assertThat(again).containsAll(events.subList(2, 5));
        assertThat(events).containsAll(again);
    }

    /** Debezium handles commits that came before once more on its way to what is stored, and sends heartbeats meanwhile. */
    @Test
    void nothingStoredGoesBackOnTheWay() throws Exception {
        try (Connection second = source.connect();
                Statement statement = second.createStatement()) {
            statement.execute("BEGIN");
            statement.execute("INSERT INTO rows VALUES (1, 'a')");
            for (int i = 0; i < 300; i++) {
                source.execute("INSERT INTO others VALUES (" + i + ", 'between')");
            }
            statement.execute("INSERT INTO rows VALUES (2, 'b')");
            statement.execute("COMMIT");
        }
        // Of the first row, as the second bears it.
        Map<String, ?> stored = source.records(".rows", 2).get(1).sourceOffset();
        source.resume(stored, Map.of("heartbeat.interval.ms", "1"));
        List<SourceRecord> records = new ArrayList<>();
        while (records.stream().noneMatch(record -> record.topic().endsWith(".rows"))) {
            records.addAll(source.records("", 1));
        }
        assertThat(records).hasSizeGreaterThan(1);
        assertThat(records)
                .extracting(SourceRecord::sourceOffset)
                .allSatisfy(offset -> assertThat((Long) offset.get("lsn_commit"))
                        .isGreaterThanOrEqualTo((Long) stored.get("lsn_commit")));
    }

    /** Debezium would try again for ever, and nobody would be told why nothing comes any more. */
    @Test
    void aValueThatDebeziumCantParseEndsTheTask() throws Exception {
        source.execute("CREATE TABLE spans (id int PRIMARY KEY, v interval)");
        source.execute("INSERT INTO spans SELECT 1, interval '1200000000 hours' * 2");
        assertThatThrownBy(() -> source.records(".spans", 1))
                .isInstanceOf(ConnectException.class)
                .isNotInstanceOf(RetriableException.class)
                .hasStackTraceContaining("Error while processing event at offset");
    }

    /** They are on until the first record comes. */
    @Test
    void debeziumsMetersOfEventsAreOff() throws Exception {
        source.execute("INSERT INTO rows SELECT i, 'a' FROM generate_series(1, 100) i");
        source.records(".rows", 100);
        source.execute("INSERT INTO rows SELECT i, 'a' FROM generate_series(101, 1000) i");
        source.records(".rows", 900);
        Object seen = ManagementFactory.getPlatformMBeanServer()
                .getAttribute(
                        new ObjectName("debezium.postgres:type=connector-metrics,context=streaming,server=shop"),
                        "TotalNumberOfEventsSeen");
        assertThat((Long) seen).isLessThanOrEqualTo(100);
    }

    /** Stops after each record, with the offset that is stored then, and compares what comes with what had not come. */
    private List<String> assertNothingIsLeftOut(String topicEnd, int count) throws Exception {
        List<SourceRecord> all = source.records(topicEnd, count);
        List<String> events = events(all);
        for (int stop = 0; stop < count - 1; stop++) {
            source.resume(all.get(stop).sourceOffset());
            List<String> again = new ArrayList<>();
            while (!again.contains(events.get(count - 1))) {
                again.addAll(events(source.records(topicEnd, 1)));
            }
            assertThat(again)
                    .as("after %s was stored", all.get(stop).sourceOffset())
                    .containsAll(events.subList(stop + 1, count));
            // What comes once more is the same, so it changes nothing.
            assertThat(events).containsAll(again);
        }
        return events;
    }

    private List<String> events(List<SourceRecord> records) throws Exception {
        List<String> events = new ArrayList<>();
        for (SourceRecord record : records) {
            JsonNode value = source.value(record);
            events.add(record.topic() + " " + value.get("op") + " " + value.get("version") + " " + value.get("before")
                    + " " + value.get("after") + " number " + value.get("number"));
        }
        return events;
    }
}
