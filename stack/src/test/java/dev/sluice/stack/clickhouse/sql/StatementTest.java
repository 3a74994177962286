/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.stack.clickhouse.sql.Statement.Empty;
import dev.sluice.stack.clickhouse.sql.Statement.InsertData;
import dev.sluice.stack.clickhouse.sql.Statement.InsertFromInput;
import dev.sluice.stack.clickhouse.sql.Statement.IntoOutfile;
import dev.sluice.stack.clickhouse.sql.Statement.Other;
import dev.sluice.stack.clickhouse.sql.Statement.Select;
import dev.sluice.stack.clickhouse.sql.Statement.Several;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatementTest {
    @Test
    void insertEndsWhereItsDataBegins() {
        insert("INSERT INTO t FORMAT CSV\n1,2", "INSERT INTO t ", "CSV", "1,2");
        insert("INSERT INTO t FORMAT CSV 1,2", "INSERT INTO t ", "CSV", "1,2");
        insert("INSERT INTO t FORMAT CSV\n\n1", "INSERT INTO t ", "CSV", "\n1");
        insert("INSERT INTO t FORMAT CSV\r\n1", "INSERT INTO t ", "CSV", "1");
        insert("INSERT INTO t FORMAT `CSV`\n1", "INSERT INTO t ", "CSV", "1");
        insert("insert into t (a, b) values (1, 'FORMAT')", "insert into t (a, b) ", "Values", " (1, 'FORMAT')");
        insert(
                "INSERT INTO t SETTINGS a = 1, b = 'x' FORMAT TSV\nx",
                "INSERT INTO t SETTINGS a = 1, b = 'x' ",
                "TSV",
                "x");
        insert(
                "-- FORMAT CSV\nINSERT /* VALUES */ INTO t FORMAT TSV\n1",
                "-- FORMAT CSV\nINSERT /* VALUES */ INTO t ",
                "TSV",
                "1");
        insert(
                "INSERT INTO t FORMAT JSONEachRow\n{\"a\": \"; SELECT (\"}",
                "INSERT INTO t ",
                "JSONEachRow",
                "{\"a\": \"; SELECT (\"}");
    }

    @Test
    void tablesMayBeCalledLikeKeywords() {
        insert("INSERT INTO values VALUES (1)", "INSERT INTO values ", "Values", " (1)");
        insert("INSERT INTO TABLE db.format FORMAT CSV\n1", "INSERT INTO TABLE db.format ", "CSV", "1");
        insert("INSERT INTO `select` (`values`) FORMAT CSV\n1", "INSERT INTO `select` (`values`) ", "CSV", "1");
        insert(
                "INSERT INTO FUNCTION file('x', 'CSV') VALUES (1)",
                "INSERT INTO FUNCTION file('x', 'CSV') ",
                "Values",
                " (1)");
    }

    @Test
    void insertSelectIsRunWhole() {
        String sql = "INSERT INTO t (a) SELECT format FROM (SELECT 1 AS format)";
        assertThat(parse(sql + ";")).isEqualTo(new Other(sql, Optional.empty(), false));
    }

    @Test
    void inputFunctionHasItsDataAfterTheStatement() {
        assertThat(parse("INSERT INTO t SELECT a + 1 FROM input('a Int32') WHERE a > 0 FORMAT CSV\n1"))
                .isEqualTo(new InsertFromInput(
                        "INSERT INTO t SELECT a + 1 FROM ", "'a Int32'", " WHERE a > 0 ", "CSV", 72));
    }

    @Test
    void selectIsCutBeforeItsFormat() {
        assertThat(parse("SELECT 1")).isEqualTo(new Select("SELECT 1", Optional.empty(), ""));
        assertThat(parse("SELECT 1 FORMAT JSON;  "))
                .isEqualTo(new Select("SELECT 1 ", Optional.of("JSON"), "FORMAT JSON"));
        assertThat(parse("SELECT 1 FORMAT JSON SETTINGS a = 1"))
                .isEqualTo(new Select("SELECT 1 ", Optional.of("JSON"), "FORMAT JSON SETTINGS a = 1"));
        assertThat(parse("SELECT 1 -- FORMAT JSON\n")).isEqualTo(new Select("SELECT 1", Optional.empty(), ""));
        assertThat(parse("SELECT format, ' FORMAT JSON' FROM t"))
                .isEqualTo(new Select("SELECT format, ' FORMAT JSON' FROM t", Optional.empty(), ""));
        assertThat(parse("WITH 1 AS a SELECT a")).isInstanceOf(Select.class);
        assertThat(parse("(SELECT 1) UNION ALL (SELECT 2)")).isInstanceOf(Select.class);
        assertThat(parse("FROM numbers(1) SELECT number")).isInstanceOf(Select.class);
        assertThat(parse("WITH 1 AS a INSERT INTO t SELECT a")).isInstanceOf(Other.class);
    }

    @Test
    void restIsRunAsItStands() {
        assertThat(parse("SHOW TABLES FORMAT CSV"))
                .isEqualTo(new Other("SHOW TABLES FORMAT CSV", Optional.of("CSV"), false));
        assertThat(parse("KILL QUERY WHERE query_id = 'x'"))
                .isEqualTo(new Other("KILL QUERY WHERE query_id = 'x'", Optional.empty(), true));
        assertThat(parse("CREATE TABLE t (a String DEFAULT ';') ENGINE = Memory"))
                .isInstanceOf(Other.class);
    }

    @Test
    void whatHttpRefuses() {
        assertThat(parse("  -- nothing\n;")).isEqualTo(new Empty());
        assertThat(parse("SELECT 1; SELECT 2")).isEqualTo(new Several());
        assertThat(parse("SELECT 1 INTO OUTFILE 'x'")).isEqualTo(new IntoOutfile());
    }

    @Test
    void quotesAndHeredocsHideWhatIsInThem() {
        assertThat(parse("SELECT 'a\\'; FORMAT x', 'b''; ', `c;`, \"d;\", $tag$ ; ' $tag$, $$;$$"))
                .isInstanceOf(Select.class);
        assertThat(parse("SELECT 'never closed ; ")).isInstanceOf(Select.class);
    }

    private static void insert(String text, String head, String format, String data) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(Statement.of(bytes, bytes.length)).isInstanceOfSatisfying(InsertData.class, insert -> {
            assertThat(insert.head()).isEqualTo(head);
            assertThat(insert.format()).isEqualTo(format);
            assertThat(new String(bytes, insert.dataStart(), bytes.length - insert.dataStart(), StandardCharsets.UTF_8))
                    .isEqualTo(data);
        });
    }

    private static Statement parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Statement.of(bytes, bytes.length);
    }
}
