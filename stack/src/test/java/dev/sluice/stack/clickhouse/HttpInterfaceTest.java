/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.stack.clickhouse.RunningClickHouse.Server;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests and responses as https://clickhouse.com/docs/interfaces/http describes them. */
@ExtendWith(RunningClickHouse.class)
class HttpInterfaceTest {
    private final Server server;

    HttpInterfaceTest(Server server) {
        this.server = server;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ping", "/", "/replicas_status"})
    void healthChecksNeedNoPassword(String path) throws Exception {
        HttpResponse<String> response = get(server.url().resolve(path));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("Ok.\n");
    }

    @Test
    void unknownPathIsNotFound() throws Exception {
        assertThat(get(server.url().resolve("/nowhere")).statusCode()).isEqualTo(404);
    }

    @Test
    void queryComesInUrlOrBodyOrBoth() throws Exception {
        assertThat(server.ask("SELECT 1")).isEqualTo("1");
        assertThat(server.ask("", "query=SELECT 2")).isEqualTo("2");
        assertThat(server.ask("3", "query=SELECT")).isEqualTo("3");
        assertThat(server.client()
                        .send(server.request("query=SELECT 4").GET().build(), BodyHandlers.ofString())
                        .body())
                .isEqualTo("4\n");
    }

    @Test
    void getCannotWrite() throws Exception {
        HttpResponse<String> response = server.client()
                .send(
                        server.request("query=CREATE TABLE written_by_get (a Int32) ENGINE = Memory")
                                .GET()
                                .build(),
                        BodyHandlers.ofString());
        assertThat(response.body()).startsWith("Code: 164.").contains("(READONLY)");
        assertThat(response.headers().firstValue("X-ClickHouse-Exception-Code")).hasValue("164");
    }

    @ParameterizedTest
    @CsvSource({
        "SELECT * FROM no_such_table, 404, 60, UNKNOWN_TABLE",
        "SELECT * FROM no_such_database.t, 404, 81, UNKNOWN_DATABASE",
        "SELEC 1, 400, 62, SYNTAX_ERROR",
        "SELECT 1; SELECT 2, 400, 62, SYNTAX_ERROR",
        "SELECT no_such_column, 404, 47, UNKNOWN_IDENTIFIER",
        "SELECT 1 FORMAT NoSuch, 404, 73, UNKNOWN_FORMAT",
        "SELECT throwIf(1), 500, 395, FUNCTION_THROW_IF_VALUE_IS_NON_ZERO",
        "SELECT 1 INTO OUTFILE '/tmp/x', 500, 358, INTO_OUTFILE_NOT_ALLOWED",
        "INSERT INTO no_such_table VALUES (1), 404, 60, UNKNOWN_TABLE",
        "' ', 400, 62, SYNTAX_ERROR",
    })
    void errorsHaveClickHousesCodes(String sql, int status, String code, String name) throws Exception {
        HttpResponse<String> response = server.post(sql);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("X-ClickHouse-Exception-Code")).hasValue(code);
        assertThat(response.body())
                .startsWith("Code: " + code + ". DB::Exception: ")
                .contains("(" + name + ")")
                .contains("(version ")
                .endsWith(")\n");
    }

    @Test
    void responseHeadersDescribeTheResult() throws Exception {
        HttpResponse<String> response =
                server.post("SELECT number FROM numbers(3)", "query_id=my-id", "default_format=JSONEachRow");
        assertThat(response.headers().firstValue("X-ClickHouse-Query-Id")).hasValue("my-id");
        assertThat(response.headers().firstValue("X-ClickHouse-Format")).hasValue("JSONEachRow");
        assertThat(response.headers().firstValue("X-ClickHouse-Timezone")).hasValue("UTC");
        assertThat(response.headers().firstValue("X-ClickHouse-Server-Display-Name"))
                .hasValue("sluice");
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/x-ndjson");
        assertThat(response.headers().firstValue("X-ClickHouse-Summary").orElseThrow())
                .contains("\"read_rows\":\"3\"", "\"result_rows\":\"3\"", "\"elapsed_ns\":\"");
        assertThat(response.body()).isEqualTo("{\"number\":0}\n{\"number\":1}\n{\"number\":2}\n");
    }

    @Test
    void formatClauseBeatsDefaultFormat() throws Exception {
        HttpResponse<String> response = server.post("SELECT 1 AS a FORMAT CSVWithNames", "default_format=JSON");
        assertThat(response.headers().firstValue("X-ClickHouse-Format")).hasValue("CSVWithNames");
        assertThat(response.body()).isEqualTo("\"a\"\n1\n");
    }

    /** The library's own streaming would repeat headers and close documents once a block. */
    @Test
    void largeResultsAreOneDocument() throws Exception {
        String csv = server.ask("SELECT number FROM numbers(200000)", "default_format=CSVWithNames");
        assertThat(csv.lines()).hasSize(200_001);
        assertThat(csv.lines().filter("\"number\""::equals)).hasSize(1);
        String json =
                server.ask("SELECT number, count() AS c FROM numbers(200000) GROUP BY number WITH TOTALS FORMAT JSON");
        assertThat(json.lines().filter(line -> line.contains("\"meta\""))).hasSize(1);
        assertThat(json).contains("\"totals\":", "\"rows\": 200000");
    }

    @Test
    void parametersAreValuesNotText() throws Exception {
        assertThat(server.ask(
                        "SELECT {n:UInt32} + 1, {s:String}, {a:Array(UInt8)}, {d:Nullable(Date)}",
                        "param_n=41",
                        "param_s=it's; DROP TABLE x",
                        "param_a=[1,2]",
                        "param_d=\\N"))
                .isEqualTo("42\tit\\'s; DROP TABLE x\t[1,2]\t\\N");
        assertThat(server.post("SELECT {n:UInt32}").body()).startsWith("Code: 456.");
    }

    @Test
    void settingsHoldForOneRequest() throws Exception {
        String normal = server.ask("SELECT getSetting('max_block_size')");
        assertThat(server.ask("SELECT getSetting('max_block_size')", "max_block_size=123"))
                .isEqualTo("123");
        assertThat(server.ask("SELECT getSetting('max_block_size')")).isEqualTo(normal);
        assertThat(server.post("SELECT 1", "no_such_setting=1").statusCode()).isEqualTo(404);
        assertThat(server.post("SELECT 1", "max_threads=many").body()).startsWith("Code: ");
    }

    /** They share connections of the engine. */
    @Test
    void requestsWithoutSessionLeaveNothingForTheNext() throws Exception {
        String normal = server.ask("SELECT getSetting('max_block_size')");
        for (int round = 0; round < 3; round++) {
            server.ask("SET max_block_size = 77");
            server.ask("USE system");
            server.ask("CREATE TEMPORARY TABLE left_behind (a Int32)");
            server.ask("SELECT 1 SETTINGS max_block_size = 78");
            assertThat(server.ask("SELECT getSetting('max_block_size'), currentDatabase()"))
                    .isEqualTo(normal + "\tdefault");
            assertThat(server.post("SELECT a FROM left_behind").statusCode()).isEqualTo(404);
            assertThat(server.post("SELECT throwIf(1)").body()).startsWith("Code: 395.");
            assertThat(server.ask("SELECT getSetting('log_comment')", "query_id=query " + round))
                    .isEqualTo("query " + round);
        }
    }

    @Test
    void databaseHoldsForOneRequest() throws Exception {
        server.ask("CREATE DATABASE IF NOT EXISTS `my db`");
        assertThat(server.ask("SELECT currentDatabase()", "database=my db")).isEqualTo("my db");
        assertThat(server.ask("SELECT currentDatabase()")).isEqualTo("default");
        assertThat(server.post("SELECT 1", "database=nowhere").statusCode()).isEqualTo(404);
    }

    @Test
    void sessionKeepsTemporaryTablesAndNothingElseDoes() throws Exception {
        server.ask("CREATE TEMPORARY TABLE kept (a Int32)", "session_id=s1");
        server.ask("INSERT INTO kept VALUES (7)", "session_id=s1");
        assertThat(server.ask("SELECT a FROM kept", "session_id=s1", "max_block_size=5"))
                .isEqualTo("7");
        assertThat(server.ask("SELECT getSetting('max_block_size')", "session_id=s1"))
                .isNotEqualTo("5");
        assertThat(server.post("SELECT a FROM kept").statusCode()).isEqualTo(404);
        assertThat(server.post("SELECT 1", "session_id=s2", "session_check=1").body())
                .startsWith("Code: 372.");
    }

    @Test
    void wrongPasswordIsRefusedInEveryWay() throws Exception {
        HttpRequest.Builder[] requests = {
            HttpRequest.newBuilder(server.url()),
            HttpRequest.newBuilder(server.url()).header("X-ClickHouse-User", RunningClickHouse.USER),
            HttpRequest.newBuilder(server.url())
                    .header("X-ClickHouse-User", RunningClickHouse.USER)
                    .header("X-ClickHouse-Key", "wrong"),
            HttpRequest.newBuilder(server.url()).header("Authorization", basic(RunningClickHouse.USER, "wrong")),
            HttpRequest.newBuilder(server.url().resolve("/?user=" + RunningClickHouse.USER + "&password=wrong")),
        };
        for (HttpRequest.Builder request : requests) {
            HttpResponse<String> response = server.client()
                    .send(
                            request.POST(HttpRequest.BodyPublishers.ofString("SELECT 1"))
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(403);
            assertThat(response.headers().firstValue("X-ClickHouse-Exception-Code"))
                    .hasValue("516");
            assertThat(response.body()).contains("(AUTHENTICATION_FAILED)");
        }
    }

    @Test
    void basicAuthenticationIsAccepted() throws Exception {
        HttpResponse<String> response = server.client()
                .send(
                        HttpRequest.newBuilder(server.url())
                                .header("Authorization", basic(RunningClickHouse.USER, RunningClickHouse.PASSWORD))
                                .POST(HttpRequest.BodyPublishers.ofString("SELECT 1"))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(response.body()).isEqualTo("1\n");
    }

    @Test
    void errorAfterTheFirstBytesBreaksTheResponse() throws Exception {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> server.post("SELECT throwIf(number = 2000000) FROM numbers(3000000)")))
                .isInstanceOf(java.io.IOException.class);
        assertThat(server.ask("SELECT 1")).isEqualTo("1");
    }

    @Test
    void waitingForTheEndGivesLateErrorsTheirStatus() throws Exception {
        HttpResponse<String> response =
                server.post("SELECT throwIf(number = 2000000) FROM numbers(3000000)", "wait_end_of_query=1");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).startsWith("Code: 395.");
        assertThat(server.ask("SELECT number FROM numbers(100000)", "wait_end_of_query=1")
                        .lines())
                .hasSize(100_000);
    }

    @Test
    void longStatementsFit() throws Exception {
        String list = IntStream.range(0, 30_000).mapToObj(Integer::toString).collect(Collectors.joining(","));
        assertThat(server.ask("SELECT count() FROM numbers(100000) WHERE number IN (" + list + ")"))
                .isEqualTo("30000");
        assertThat(server.post("SELECT '" + "x".repeat(5 << 20) + "'").statusCode())
                .isEqualTo(413);
    }

    private HttpResponse<String> get(URI url) throws Exception {
        return server.client().send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
