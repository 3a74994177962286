/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.capture.SchemaFingerprint;
import java.io.IOException;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What each kind of change looks like, from the real connector. Each test has a table of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChangeEventsTest {
    private static final String COLUMNS =
            " (id int PRIMARY KEY, n int NOT NULL DEFAULT 7, t text NOT NULL DEFAULT 'new', big text, opt int DEFAULT 5)";

    private SourceDatabase source;

    @BeforeAll
    void stream() throws IOException, SQLException {
        source = SourceDatabase.start();
        source.capture(Map.of("heartbeat.interval.ms", "500", "column.exclude.list", "public\\.narrowed\\.secret"));
    }

    @AfterAll
    void stop() throws IOException, SQLException {
        source.close();
    }

    @Test
    void anInsertCarriesEveryColumnAndItsSource() throws Exception {
        source.execute("CREATE TABLE inserted" + COLUMNS);
        source.execute("INSERT INTO inserted VALUES (1, 2, 'x', NULL, NULL)");

        SourceDatabase.Message message = one("inserted");

        assertThat(message.topic()).isEqualTo("shop.public.inserted");
        assertThat(message.key()).hasToString("{\"id\":1}");
        JsonNode event = message.value();
        assertThat(event.get("op").asText()).isEqualTo("c");
        assertThat(event.get("ts_ms").isIntegralNumber()).isTrue();
        assertThat(event.get("before").isNull()).isTrue();
        assertThat(event.get("after")).hasToString("{\"id\":1,\"n\":2,\"t\":\"x\",\"big\":null,\"opt\":null}");
        assertThat(event.has("missing")).isFalse();
        assertThat(event.get("schema_id").asText()).isEqualTo(fingerprint("inserted"));
        JsonNode origin = event.get("source");
        assertThat(origin.get("connector").asText()).isEqualTo("postgresql");
        assertThat(origin.get("schema").asText()).isEqualTo("public");
        assertThat(origin.get("table").asText()).isEqualTo("inserted");
        assertThat(origin.get("db").asText()).isEqualTo("postgres");
        assertThat(origin.get("txId").isIntegralNumber()).isTrue();
        assertThat(origin.get("lsn").isIntegralNumber()).isTrue();
        assertThat(origin.get("sequence").asText()).matches("\\[\"\\d+\",\"\\d+\"]");
        assertThat(origin.has("xmin")).isTrue();
    }

    @Test
    void aLargeValueThatAnUpdateLeavesAloneIsMissing() throws Exception {
        source.execute(
                "CREATE TABLE toasted (id int PRIMARY KEY, n int, t text, b bytea, j jsonb, a int[], d numeric[],"
                        + " x xml, h numeric, m text[])");
        for (String column : List.of("t", "b", "j", "a", "d", "x", "h", "m")) {
            source.execute("ALTER TABLE toasted ALTER " + column + " SET STORAGE EXTERNAL");
        }
        source.execute("INSERT INTO toasted SELECT 1, 1, repeat('t', 9000), decode(repeat('ab', 9000), 'hex'),"
                + " to_jsonb(repeat('j', 9000)), array_agg(i), array_agg(i::numeric), ('<a>' || repeat('x', 9000)"
                + " || '</a>')::xml, repeat('1', 20000)::numeric, array_agg(i::text) FROM generate_series(1, 3000) i");
        source.execute("UPDATE toasted SET n = 2");
        source.execute("UPDATE toasted SET t = '__debezium_unavailable_value', n = NULL");

        List<SourceDatabase.Message> messages = source.await(".toasted", 3);

        assertThat(messages.get(0).value().has("missing")).isFalse();
        JsonNode second = messages.get(1).value();
        assertThat(second.get("missing")).hasToString("[\"t\",\"b\",\"j\",\"a\",\"d\",\"x\",\"h\",\"m\"]");
        assertThat(second.get("after")).hasToString("{\"id\":1,\"n\":2}");
        JsonNode third = messages.get(2).value();
        assertThat(third.get("missing")).hasToString("[\"b\",\"j\",\"a\",\"d\",\"x\",\"h\",\"m\"]");
        assertThat(third.get("after")).hasToString("{\"id\":1,\"n\":null,\"t\":\"__debezium_unavailable_value\"}");
    }

    @Test
    void aDeleteShowsTheKeyAloneAndNoInventedValues() throws Exception {
        source.execute("CREATE TABLE deleted" + COLUMNS);
        source.execute("INSERT INTO deleted VALUES (0)");
        source.execute("DELETE FROM deleted");

        JsonNode event = source.await(".deleted", 2).get(1).value();

        assertThat(event.get("op").asText()).isEqualTo("d");
        assertThat(event.get("before")).hasToString("{\"id\":0}");
        assertThat(event.get("after").isNull()).isTrue();
    }

    @Test
    void aDeleteUnderFullIdentityShowsTheWholeRow() throws Exception {
        source.execute("CREATE TABLE whole" + COLUMNS);
        source.execute("ALTER TABLE whole REPLICA IDENTITY FULL");
        source.execute("INSERT INTO whole VALUES (0, 0, '', repeat('x', 9000), NULL)");
        source.execute("UPDATE whole SET n = 1");
        source.execute("DELETE FROM whole");

        List<SourceDatabase.Message> messages = source.await(".whole", 3);

        String big = "x".repeat(9000);
        assertThat(messages.get(1).value().get("before"))
                .hasToString("{\"id\":0,\"n\":0,\"t\":\"\",\"big\":\"" + big + "\"}");
        assertThat(messages.get(1).value().get("after").get("big").asText()).isEqualTo(big);
        assertThat(messages.get(2).value().get("before"))
                .hasToString("{\"id\":0,\"n\":1,\"t\":\"\",\"big\":\"" + big + "\"}");
    }

    @Test
    void aTableWithoutKeyHasNoKeyAndItsWholeRowInDeletes() throws Exception {
        source.execute("CREATE TABLE keyless (a int, b text)");
        source.execute("ALTER TABLE keyless REPLICA IDENTITY FULL");
        source.execute("INSERT INTO keyless VALUES (0, NULL)");
        source.execute("DELETE FROM keyless");

        SourceDatabase.Message deleted = source.await(".keyless", 2).get(1);

        assertThat(deleted.key()).isNull();
        assertThat(deleted.value().get("before")).hasToString("{\"a\":0}");
    }

    @Test
    void aChangeOfPrimaryKeyIsADeleteAndACreate() throws Exception {
        source.execute("CREATE TABLE rekeyed" + COLUMNS);
        source.execute("INSERT INTO rekeyed VALUES (1)");
        source.execute("UPDATE rekeyed SET id = 2");

        List<SourceDatabase.Message> messages = source.await(".rekeyed", 3);

        assertThat(messages.get(1).value().get("op").asText()).isEqualTo("d");
        assertThat(messages.get(1).key()).hasToString("{\"id\":1}");
        assertThat(messages.get(1).value().get("before")).hasToString("{\"id\":1}");
        assertThat(messages.get(2).value().get("op").asText()).isEqualTo("c");
        assertThat(messages.get(2).key()).hasToString("{\"id\":2}");
        assertThat(messages.get(2).value().get("after").get("n").asInt()).isEqualTo(7);
    }

    @Test
    void aTruncateIsAnEventWithoutRows() throws Exception {
        source.execute("CREATE TABLE emptied" + COLUMNS);
        source.execute("INSERT INTO emptied VALUES (1)");
        source.execute("TRUNCATE emptied");

        SourceDatabase.Message message = source.await(".emptied", 2).get(1);

        assertThat(message.key()).isNull();
        assertThat(message.value().get("op").asText()).isEqualTo("t");
        assertThat(message.value().get("before").isNull()).isTrue();
        assertThat(message.value().get("after").isNull()).isTrue();
        assertThat(message.value().get("schema_id").asText()).isEqualTo(fingerprint("emptied"));
    }

    @Test
    void keysAreTheTextsOfTheirColumns() throws Exception {
        source.execute("CREATE TABLE keyed (u numeric(10,2), b bytea, at timestamptz, \"Ä.\"\"k\" text,"
                + " PRIMARY KEY (u, b, at, \"Ä.\"\"k\"))");
        source.execute("INSERT INTO keyed VALUES (1.5, '\\x00ff', '2025-07-21 10:11:12.5+02', E'\\n')");

        SourceDatabase.Message message = one("keyed");

        String row = "{\"u\":\"1.50\",\"b\":\"\\\\x00ff\",\"at\":\"2025-07-21 08:11:12.5+00\",\"Ä.\\\"k\":\"\\n\"}";
        assertThat(message.key()).hasToString(row);
        assertThat(message.value().get("after")).hasToString(row);
    }

    @Test
    void heartbeatsAndLogicalMessagesArePlainJson() throws Exception {
        source.execute("SELECT pg_logical_emit_message(true, 'prefix', 'content')");

        JsonNode message = source.await("shop.message", 1).get(0).value();

        assertThat(message.get("op").asText()).isEqualTo("m");
        assertThat(message.get("message").get("prefix").asText()).isEqualTo("prefix");
        assertThat(message.get("message").get("content").binaryValue()).isEqualTo("content".getBytes("UTF-8"));
        JsonNode heartbeat = source.await("__debezium-heartbeat.shop", 1).get(0).value();
        assertThat(heartbeat.get("ts_ms").isIntegralNumber()).isTrue();
    }

    @Test
    void theSequenceIncreasesWithEveryEvent() throws Exception {
        source.execute("CREATE TABLE counted" + COLUMNS);
        source.execute("BEGIN; INSERT INTO counted SELECT generate_series(1, 20); UPDATE counted SET n = 8; COMMIT");
        source.execute("DELETE FROM counted WHERE id < 11");

        List<BigInteger> versions = source.await(".counted", 50).stream()
                .map(message -> version(message.value()))
                .toList();

        assertThat(versions).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void theCatalogGivesTheSameFingerprintForEveryType() throws Exception {
        source.execute("CREATE SCHEMA types");
        source.execute("CREATE TYPE types.\"Mood\" AS ENUM ('a')");
        source.execute("CREATE DOMAIN amount AS numeric(8,3)");
        source.execute("CREATE DOMAIN fee AS amount");
        source.execute("CREATE DOMAIN free AS numeric");
        source.execute("CREATE EXTENSION IF NOT EXISTS citext");
        source.execute("CREATE TABLE typed (gone int, id serial PRIMARY KEY, s smallserial, b bigserial, v varchar(50),"
                + " c char(3), n numeric, n2 numeric(10,2), nn numeric(3,-2), nb numeric(1000,1000), ts timestamp(3),"
                + " m types.\"Mood\", am types.\"Mood\"[], d amount, f fee, fr free, an numeric(10,2)[], au numeric[],"
                + " ct citext, i2 int, g int GENERATED ALWAYS AS (i2 * 2) STORED, \"Q q\" bit(3), vb varbit(9),"
                + " iv interval day to second, co pg_class, ad amount[])");
        source.execute("ALTER TABLE typed DROP gone");
        source.execute("INSERT INTO typed (v) VALUES ('x')");

        JsonNode event = one("typed").value();

        assertThat(event.get("after").has("g")).isFalse();
        assertThat(event.get("schema_id").asText()).isEqualTo(fingerprint("typed"));
    }

    @Test
    void defaultsOfEveryKindDoNoHarm() throws Exception {
        source.execute("CREATE TYPE colour AS ENUM ('red')");
        source.execute("CREATE TABLE defaulted (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
                + " a timestamp DEFAULT now(), b timestamp NOT NULL DEFAULT '2025-07-21 10:11:12', c date DEFAULT 'infinity',"
                + " d numeric(10,2) NOT NULL DEFAULT 1.5, e boolean NOT NULL DEFAULT true, f text[] NOT NULL DEFAULT '{}',"
                + " g jsonb NOT NULL DEFAULT '{}', h colour NOT NULL DEFAULT 'red', i bytea NOT NULL DEFAULT '\\x00',"
                + " j interval NOT NULL DEFAULT '1 day', k uuid DEFAULT gen_random_uuid(), l smallint NOT NULL DEFAULT 3,"
                + " m real NOT NULL DEFAULT 1.5, n float8 NOT NULL DEFAULT 'NaN', o timestamptz DEFAULT '-infinity',"
                + " p time NOT NULL DEFAULT '24:00', q bit(3) NOT NULL DEFAULT B'001', r oid DEFAULT 4294967295,"
                + " s int4range DEFAULT '[1,2)', t point DEFAULT '(1,2)', u money DEFAULT 1, v timetz DEFAULT '10:00+02',"
                + " w numeric DEFAULT 'NaN', x varchar(3) DEFAULT 'a')");
        source.execute("INSERT INTO defaulted DEFAULT VALUES");
        source.execute("DELETE FROM defaulted");

        List<SourceDatabase.Message> messages = source.await(".defaulted", 2);

        JsonNode after = messages.get(0).value().get("after");
        assertThat(after.get("b").asText()).isEqualTo("2025-07-21 10:11:12");
        assertThat(after.get("c").asText()).isEqualTo("infinity");
        assertThat(after.get("p").asText()).isEqualTo("24:00:00");
        assertThat(after.get("q").asText()).isEqualTo("001");
        assertThat(after.get("v").asText()).isEqualTo("10:00:00+02");
        assertThat(messages.get(1).value().get("before")).hasToString("{\"id\":1}");
    }

    @Test
    void eventsFromBeforeAnAlterationKeepTheirFingerprint() throws Exception {
        source.execute("CREATE TABLE altered (id int PRIMARY KEY, a int, b varchar(5))");
        String before = fingerprint("altered");
        source.execute("BEGIN; INSERT INTO altered VALUES (1, 2, 'x'); ALTER TABLE altered ALTER a TYPE bigint,"
                + " ALTER b TYPE text, ADD c int DEFAULT 3; INSERT INTO altered VALUES (2, 3000000000, 'y'); COMMIT");

        List<SourceDatabase.Message> messages = source.await(".altered", 2);

        assertThat(messages.get(0).value().get("schema_id").asText()).isEqualTo(before);
        assertThat(messages.get(0).value().get("after")).hasToString("{\"id\":1,\"a\":2,\"b\":\"x\"}");
        assertThat(messages.get(1).value().get("schema_id").asText()).isEqualTo(fingerprint("altered"));
        assertThat(messages.get(1).value().get("after")).hasToString("{\"id\":2,\"a\":3000000000,\"b\":\"y\",\"c\":3}");
    }

    /** Rows that were written before their table changed are read by the types that they were written by. */
    @Test
    void aValueFromBeforeAnAlterationStaysAsItWasWritten() throws Exception {
        assertRead("widened", "timestamp", "2025-07-21 10:11:12.5", "timestamptz");
        assertRead("cut", "text", "07", "int USING v::int");
        assertRead("hexed", "text", "abcd", "bytea USING v::bytea");
        assertRead("rounded", "numeric", "1.50", "float8");
        assertRead("without_zone", "timestamptz", "2025-07-21 10:11:12.5+00", "timestamp");
        assertRead("with_time", "date", "2025-07-21", "timestamp");
        assertRead("measured", "text", "four", "int USING length(v)");
        assertRead("spanned", "jsonb", "[1, null, {\"a\": 6}]", "interval USING interval '1 day'");
        assertRead("placed", "text", "nowhere", "point USING point(1, 2)");
        retype("flagged", "boolean", "true", "int USING v::int");
        assertThat(one("flagged").value().get("after").get("v").asBoolean()).isTrue();
    }

    private void assertRead(String table, String from, String value, String to) throws Exception {
        retype(table, from, "'" + value + "'", to);
        JsonNode event = one(table).value();
        assertThat(event.get("after").get("v").asText()).as(table).isEqualTo(value);
        assertThat(event.has("altered")).as(table).isFalse();
    }

    /** Changes a column's type in the transaction that wrote the value, so that Debezium sees the later type only. */
    private void retype(String table, String from, String value, String to) throws SQLException {
        source.execute("CREATE TABLE " + table + " (id int PRIMARY KEY, v " + from + ")");
        source.execute("BEGIN; INSERT INTO " + table + " VALUES (1, " + value + "); ALTER TABLE " + table
                + " ALTER v TYPE " + to + "; COMMIT");
    }

    /** Debezium asks the catalog about a label that it doesn't know, and takes the columns that the table has now. */
    @Test
    void aRowWithANewLabelIsReadByTheColumnsThatItWasWrittenBy() throws Exception {
        source.execute("CREATE TYPE hue AS ENUM ('a')");
        source.execute("CREATE TABLE labelled (id int PRIMARY KEY, m hue, v text, a int)");
        source.execute("INSERT INTO labelled VALUES (1, 'a', 'x', 7)");
        one("labelled");
        String before = fingerprint("labelled");
        source.execute("ALTER TYPE hue ADD VALUE 'b'");
        source.execute("BEGIN; UPDATE labelled SET m = 'b'; ALTER TABLE labelled RENAME v TO w;"
                + " ALTER TABLE labelled DROP a, ADD c text, ADD d int DEFAULT 5; COMMIT");

        JsonNode event = one("labelled").value();

        assertThat(event.get("after")).hasToString("{\"id\":1,\"m\":\"b\",\"v\":\"x\",\"a\":7}");
        assertThat(event.get("schema_id").asText()).isEqualTo(before);
    }

    /** A domain over an enum has no labels of its own, so all of its are new to Debezium. Names of types mean nothing. */
    @Test
    void aNewLabelBringsNoGeneratedColumns() throws Exception {
        source.execute("CREATE SCHEMA labels");
        source.execute("CREATE TYPE labels.text AS ENUM ('a')");
        source.execute("CREATE TYPE labels.path AS ENUM ('a')");
        source.execute("CREATE DOMAIN labels.chosen AS labels.path");
        source.execute(
                "CREATE TABLE labels.computed (id int PRIMARY KEY, t labels.text, p labels.path, d labels.chosen,"
                        + " n pg_catalog.text, a labels.path[], g int GENERATED ALWAYS AS (id * 2) STORED)");
        source.execute("INSERT INTO labels.computed VALUES (1, 'a', 'a', NULL, 'x', '{a}')");
        one("computed");
        source.execute("ALTER TYPE labels.text ADD VALUE 'b'");
        source.execute("ALTER TYPE labels.path ADD VALUE 'b'");
        assertComputed(
                "2, 'b', 'a', NULL, 'x', '{b}'",
                "{\"id\":2,\"t\":\"b\",\"p\":\"a\",\"d\":null,\"n\":\"x\",\"a\":\"{b}\"}");
        assertComputed(
                "3, 'a', 'b', NULL, 'x', '{a}'",
                "{\"id\":3,\"t\":\"a\",\"p\":\"b\",\"d\":null,\"n\":\"x\",\"a\":\"{a}\"}");
        assertComputed(
                "4, 'a', 'a', 'a', 'x', '{a}'",
                "{\"id\":4,\"t\":\"a\",\"p\":\"a\",\"d\":\"a\",\"n\":\"x\",\"a\":\"{a}\"}");
    }

    private void assertComputed(String values, String after) throws Exception {
        source.execute("INSERT INTO labels.computed VALUES (" + values + ")");
        JsonNode event = one("computed").value();
        assertThat(event.get("after")).hasToString(after);
        assertThat(event.get("schema_id").asText()).isEqualTo(fingerprint("labels.computed"));
    }

    @Test
    void excludedColumnsAreNotInTheFingerprint() throws Exception {
        source.execute("CREATE TABLE narrowed (id int PRIMARY KEY, secret text, v text)");
        source.execute("INSERT INTO narrowed VALUES (1, 's', 'v')");

        JsonNode event = one("narrowed").value();

        assertThat(event.get("after")).hasToString("{\"id\":1,\"v\":\"v\"}");
        assertThat(event.get("schema_id").asText())
                .isEqualTo(SchemaFingerprint.of(
                        List.of(new SchemaFingerprint.Column("id", "23"), new SchemaFingerprint.Column("v", "25"))));
    }

    private SourceDatabase.Message one(String table) throws IOException, InterruptedException {
        return source.await("." + table, 1).get(0);
    }

    /** The fingerprint as the control plane computes it. */
    private String fingerprint(String table) throws SQLException {
        List<SchemaFingerprint.Column> columns = new ArrayList<>();
        String query = SchemaFingerprint.COLUMNS_SQL.replace("$1", "'" + table + "'::regclass");
        for (List<@Nullable String> row : source.rows(query)) {
            columns.add(new SchemaFingerprint.Column(
                    Objects.requireNonNull(row.get(1)), Objects.requireNonNull(row.get(2))));
        }
        return SchemaFingerprint.of(columns);
    }

    /** Commit order as design.md defines it: the two positions of the sequence, as one number. */
    private static BigInteger version(JsonNode event) {
        String[] parts = event.get("source")
                .get("sequence")
                .asText()
                .replaceAll("[\\[\\]\"]", "")
                .split(",", -1);
        return new BigInteger(parts[0]).shiftLeft(64).add(new BigInteger(parts[1]));
    }
}
