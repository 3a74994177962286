/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.source.PgIdentifiers;
import dev.sluice.core.target.ParkedChoice;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.capture.ConnectClient;
import dev.sluice.runtime.control.ReplayedEvents;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Keys of many types and values: each row is found again by an update, a change of its key and a deletion. */
@ExtendWith(Engines.Shared.class)
class KeysTest {
    /** Six values each; the first two are loaded, the others come by the stream. */
    private static final Map<String, List<String>> VALUES = values();

    private final Engines engines;

    KeysTest(Engines engines) {
        this.engines = engines;
    }

    private static Map<String, List<String>> values() {
        Map<String, List<String>> values = new LinkedHashMap<>();
        values.put("text", List.of("it's", "line\nbreak\ttab\r", "", "\\N", "Ünïcödé 😀", "\"a\", {b}"));
        values.put("varchar(30)", List.of("back\\slash", " ", "null", "back`tick", "\u0001\u007f", "a,b;c"));
        values.put("char(4)", List.of("a", "b ", "abcd", "é", "'", "\\"));
        values.put(
                "uuid",
                List.of(
                        "00000000-0000-0000-0000-000000000000",
                        "ffffffff-ffff-ffff-ffff-ffffffffffff",
                        "12345678-1234-1234-1234-123456789abc",
                        "00000000-0000-0000-0000-000000000001",
                        "00000001-0000-0000-0000-000000000000",
                        "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"));
        values.put("numeric(12, 3)", List.of("0", "-0.001", "999999999.999", "1.5", "-7", "100.100"));
        values.put("numeric", List.of("0", "1.50", "-1e-20", "123456789012345678901234567890.5", "NaN", "1e30"));
        values.put(
                "timestamp",
                List.of(
                        "2026-01-01",
                        "1969-12-31 23:59:59.999999",
                        "1900-01-01",
                        "2299-12-31 23:59:59.999999",
                        "2026-01-01 00:00:00.000001",
                        "1970-01-01"));
        values.put(
                "timestamptz",
                List.of(
                        "2026-01-01 00:00:00+02",
                        "1969-12-31 23:59:59.5+00",
                        "1970-01-01 00:00+00",
                        "2026-03-29 02:30:00+01",
                        "2026-03-29 02:30:00+02",
                        "2200-01-01 12:00:00+00"));
        values.put("date", List.of("1900-01-01", "2299-12-31", "1970-01-01", "1969-12-31", "2024-02-29", "2026-11-23"));
        values.put("bytea", List.of("\\x", "\\x61", "\\x5c78", "\\x27", "\\x0a", "\\xc3a9"));
        values.put("mood", List.of("sad", "it's", "ok, \"so\"", "Ü", "", "a\\b"));
        values.put("smallint", List.of("0", "-32768", "32767", "1", "-1", "100"));
        values.put(
                "bigint", List.of("0", "-9223372036854775808", "9223372036854775807", "1", "-1", "9007199254740993"));
        values.put("interval", List.of("1 day", "24 hours 1 second", "-1 mon", "1.5 s", "0", "100 years"));
        values.put("inet", List.of("10.0.0.1", "10.0.0.0/8", "::1", "fe80::/10", "10.0.0.1/24", "0.0.0.0"));
        values.put("int[]", List.of("{}", "{1,2}", "{1}", "{{1,2},{3,4}}", "{NULL}", "{2,1}"));
        values.put("jsonb", List.of("{}", "[1, \"a'b\"]", "null", "\"x\"", "1.50", "{\"a\": null}"));
        values.put("money", List.of("0", "1.50", "-1", "1000000", "0.01", "99"));
        return values;
    }

    @Test
    void ofEveryType() throws SQLException {
        List<String> create = new ArrayList<>();
        create.add("CREATE TYPE mood AS ENUM ('sad', 'it''s', 'ok, \"so\"', 'Ü', '', 'a\\b')");
        VALUES.forEach((type, values) -> {
            create.add("CREATE TABLE " + table(type) + " (n int, k " + type + " PRIMARY KEY, v text)");
            insert(create, type, values.subList(0, 2));
        });
        try (Scenario scenario = Scenario.live(engines, "keys", create.toArray(String[]::new))) {
            scenario.assertEqual();
            List<String> changes = new ArrayList<>();
            VALUES.forEach((type, values) -> {
                insert(changes, type, values.subList(2, 5));
                changes.add("UPDATE " + table(type) + " SET v = 'changed' WHERE k IN (" + literal(type, values.get(0))
                        + ", " + literal(type, values.get(2)) + ")");
                changes.add("UPDATE " + table(type) + " SET k = " + literal(type, values.get(5)) + " WHERE k = "
                        + literal(type, values.get(1)));
                changes.add("DELETE FROM " + table(type) + " WHERE k IN (" + literal(type, values.get(0)) + ", "
                        + literal(type, values.get(3)) + ")");
                insert(changes, type, values.subList(3, 4));
            });
            scenario.source().run(changes.toArray(String[]::new));
            scenario.assertEqual();
            for (String type : VALUES.keySet()) {
                String name = table(type).replace("\"", "");
                assertThat(scenario.verify(name).equal()).as(type).isTrue();
                assertThat(scenario.verify(name).sourceRows()).as(type).isEqualTo(4);
            }
        }
    }

    private static void insert(List<String> statements, String type, List<String> values) {
        for (String value : values) {
            statements.add("INSERT INTO " + table(type) + " VALUES (1, " + literal(type, value) + ", 'new')");
        }
    }

    private static String table(String type) {
        return "\"k " + type.replaceAll("[^a-z0-9]", "") + "\"";
    }

    private static String literal(String type, String value) {
        return PgIdentifiers.literal(value) + "::" + type;
    }

    @Test
    void ofSeveralColumns() throws SQLException {
        try (Scenario scenario = Scenario.live(
                engines,
                "keys_composite",
                "CREATE TABLE k (v text, a text, b bool, c uuid, d timestamptz, PRIMARY KEY (d, b, a, c))",
                "CREATE TABLE flag (b bool PRIMARY KEY, v text)",
                "CREATE TABLE only_key (a int, b text, PRIMARY KEY (b, a))",
                "INSERT INTO k SELECT 'v', i::text, i % 2 = 0, md5((i / 3)::text)::uuid, '2026-01-01'::timestamptz + i % 7"
                        + " * interval '1 hour' FROM generate_series(1, 60) i",
                "INSERT INTO flag VALUES (true, 'yes')",
                "INSERT INTO only_key VALUES (1, 'a'), (1, 'b'), (2, 'a')")) {
            scenario.source()
                    .run(
                            "UPDATE k SET v = 'changed' WHERE b",
                            "UPDATE k SET b = NOT b, c = md5(a)::uuid WHERE a < '3'",
                            "DELETE FROM k WHERE d = '2026-01-01 03:00Z'",
                            "INSERT INTO k SELECT 'again', a, b, c, d + interval '1 microsecond' FROM k WHERE a > '5'",
                            "UPDATE flag SET v = 'no', b = false",
                            "INSERT INTO flag VALUES (true, NULL)",
                            "UPDATE only_key SET a = 3 WHERE a = 2",
                            "DELETE FROM only_key WHERE b = 'b'");
            scenario.assertEqual();
            for (String table : List.of("k", "flag", "only_key")) {
                assertThat(scenario.verify(table).equal()).as(table).isTrue();
            }
        }
    }

    /** Whoever reads its changes anew meanwhile takes a change of key for one of any column. Nothing tells that afterwards. */
    @Test
    void givenUpForAMoment() throws SQLException {
        try (Scenario scenario = Scenario.live(
                engines,
                "keys_given_up",
                "CREATE TABLE t (id int PRIMARY KEY, v text)",
                "INSERT INTO t VALUES (1, 'a'), (2, 'b')")) {
            scenario.assertEqual();
            ConnectClient connect = scenario.control().systems().connect();
            connect.stop(scenario.control().names().connector());
            await().until(() -> !isActive(scenario));
            scenario.source().run("UPDATE t SET id = id + 1000", "ALTER TABLE t DROP CONSTRAINT t_pkey");
            connect.resume(scenario.control().names().connector());
            await().atMost(Duration.ofSeconds(60)).until(() -> events(scenario, "keys_given_up.keys_given_up.t") > 1);
            scenario.source().run("ALTER TABLE t ADD PRIMARY KEY (id)", "INSERT INTO t VALUES (3, 'c')");
            scenario.await();
            assertThat(scenario.clickhouse().rows("SELECT error FROM _sluice.parked WHERE target = 'keys_given_up.t'"))
                    .extracting(row -> row.get(0).asText())
                    .hasSize(2)
                    .containsOnly(
                            "column id: another key in one event, as of a table that has no primary key at the moment");
            TargetTable table = scenario.table("t");
            assertThat(new ReplayedEvents(scenario.control().systems(), table)
                            .replay(ParkedChoice.of(table))
                            .replayed())
                    .hasSize(2);
            scenario.assertEqual();
        }
    }

    private static boolean isActive(Scenario scenario) {
        return scenario.control()
                .systems()
                .postgres()
                .slot(scenario.control().names().slot())
                .orElseThrow()
                .active();
    }

    private static long events(Scenario scenario, String topic) {
        return scenario.control().systems().kafka().ends(List.of(topic)).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
