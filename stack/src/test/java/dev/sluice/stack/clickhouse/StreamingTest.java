/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.stack.clickhouse.RunningClickHouse.Server;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Inserts and results that are larger than the server's heap of 96 MB, broken connections, many queries at once. */
@ExtendWith(RunningClickHouse.class)
class StreamingTest {
    private static final long ROWS = 5_000_000;
    private final Server server;

    StreamingTest(Server server) {
        this.server = server;
    }

    @Test
    void millionsOfRowsGoInAndOut() throws Exception {
        server.ask("CREATE OR REPLACE TABLE large (id UInt64, text String) ENGINE = MergeTree ORDER BY id");
        HttpResponse<String> inserted = server.client()
                .send(
                        server.request("query=INSERT INTO large FORMAT TabSeparated")
                                .POST(BodyPublishers.ofInputStream(() -> new Rows(ROWS)))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(inserted.body()).isEmpty();
        assertThat(inserted.headers().firstValue("X-ClickHouse-Summary").orElseThrow())
                .contains("\"written_rows\":\"" + ROWS + "\"");
        assertThat(server.ask("SELECT count(), sum(id), uniqExact(text) FROM large"))
                .isEqualTo(ROWS + "\t" + ROWS * (ROWS - 1) / 2 + "\t" + ROWS);

        HttpResponse<InputStream> selected = server.client()
                .send(
                        server.request("query=SELECT id, text FROM large ORDER BY id")
                                .GET()
                                .build(),
                        BodyHandlers.ofInputStream());
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(selected.body(), StandardCharsets.UTF_8))) {
            long expected = 0;
            String line;
            while ((line = lines.readLine()) != null) {
                assertThat(line).isEqualTo(row(expected++));
            }
            assertThat(expected).isEqualTo(ROWS);
        }
        server.ask("DROP TABLE large SYNC");
    }

    @Test
    void gzipInBothDirections() throws Exception {
        server.ask("CREATE OR REPLACE TABLE zipped (id UInt64, text String) ENGINE = MergeTree ORDER BY id");
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            new Rows(100_000).transferTo(out);
        }
        HttpResponse<String> inserted = server.client()
                .send(
                        server.request("query=INSERT INTO zipped FORMAT TabSeparated")
                                .header("Content-Encoding", "gzip")
                                .POST(BodyPublishers.ofByteArray(packed.toByteArray()))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(inserted.body()).isEmpty();
        HttpResponse<InputStream> selected = server.client()
                .send(
                        server.request("query=SELECT * FROM zipped ORDER BY id", "enable_http_compression=1")
                                .header("Accept-Encoding", "gzip")
                                .GET()
                                .build(),
                        BodyHandlers.ofInputStream());
        assertThat(selected.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(new GZIPInputStream(selected.body())).hasSameContentAs(new Rows(100_000));
        HttpResponse<String> plain = server.client()
                .send(
                        server.request("query=SELECT 1")
                                .header("Accept-Encoding", "gzip")
                                .GET()
                                .build(),
                        BodyHandlers.ofString());
        assertThat(plain.body()).isEqualTo("1\n");
        server.ask("DROP TABLE zipped SYNC");
    }

    @Test
    void aBadRowFailsTheInsertWithItsReason() throws Exception {
        server.ask("CREATE OR REPLACE TABLE strict (id UInt64, text String) ENGINE = MergeTree ORDER BY id");
        HttpResponse<String> response = server.client()
                .send(
                        server.request("query=INSERT INTO strict FORMAT TabSeparated")
                                .POST(BodyPublishers.ofInputStream(() -> new SequenceInputStream(
                                        new ByteArrayInputStream(
                                                "1\tx\nnot a number\ty\n".getBytes(StandardCharsets.UTF_8)),
                                        new Rows(500_000))))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).startsWith("Code: 27.");
        assertThat(server.ask("SELECT 1")).isEqualTo("1");
    }

    @Test
    void queryEndsWhenItsClientGoesAway() throws Exception {
        abandon("SELECT sum(sipHash64(number)) FROM numbers(1000000000000)", "gone-aggregating");
        abandon("SELECT number FROM numbers(1000000000000)", "gone-streaming");
        abandon(
                "CREATE TABLE never ENGINE = Memory AS SELECT sum(sipHash64(number)) FROM numbers(1000000000000)",
                "gone-writing");
    }

    @Test
    void insertEndsWhenItsClientGoesAway() throws Exception {
        server.ask("CREATE OR REPLACE TABLE half (id UInt64, text String) ENGINE = MergeTree ORDER BY id");
        try (Socket socket = post("INSERT INTO half FORMAT TabSeparated", "gone-inserting", 1L << 40)) {
            OutputStream out = socket.getOutputStream();
            out.write("1\tx\n2\ty\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
            awaitRunning("gone-inserting", 1);
        }
        awaitRunning("gone-inserting", 0);
        assertThat(server.ask("SELECT count() FROM half")).isEqualTo("0");
    }

    @Test
    void killQueryTakesTheIdThatTheClientGave() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<HttpResponse<String>> killed = threads.submit(
                    () -> server.post("SELECT sum(sipHash64(number)) FROM numbers(1000000000000)", "query_id=kill-me"));
            awaitRunning("kill-me", 1);
            assertThat(server.post("SELECT 1", "query_id=kill-me").body()).startsWith("Code: 216.");
            server.ask("KILL QUERY WHERE query_id = 'kill-me'");
            assertThat(killed.get().body()).startsWith("Code: 394.");
        }
    }

    @Test
    void manyQueriesRunAtOnce() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String sql = "SELECT " + i + ", sum(number) FROM numbers(" + (100_000 + i) + ")";
                answers.add(threads.submit(() -> server.ask(sql)));
            }
            for (int i = 0; i < 40; i++) {
                long n = 100_000 + i;
                assertThat(answers.get(i).get()).isEqualTo(i + "\t" + n * (n - 1) / 2);
            }
        }
    }

    /** Nothing may stay behind in the process, however often queries succeed, fail and break off. */
    @Test
    void nothingLeaksDescriptors() throws Exception {
        server.ask("SELECT 1");
        int before = descriptors();
        for (int i = 0; i < 100; i++) {
            server.ask("SELECT number FROM numbers(1000)");
            server.post("SELECT * FROM no_such_table");
            server.post("INSERT INTO no_such_table FORMAT CSV\n1");
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> descriptors() <= before + 10);
    }

    private int descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(server.pid()), "fd"))) {
            return (int) open.count();
        }
    }

    private void abandon(String sql, String id) throws Exception {
        try (Socket socket = post("", id, sql.length())) {
            socket.getOutputStream().write(sql.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            awaitRunning(id, 1);
        }
        awaitRunning(id, 0);
    }

    private void awaitRunning(String id, int count) {
        String sql = "SELECT count() FROM system.processes WHERE Settings['log_comment'] = '" + id + "'";
        await().atMost(Duration.ofSeconds(60)).until(() -> server.ask(sql).equals(Integer.toString(count)));
    }

    /** The head of a POST whose body the caller sends or not. */
    private Socket post(String query, String id, long length) throws IOException {
        Socket socket = new Socket("127.0.0.1", server.url().getPort());
        String credentials = Base64.getEncoder()
                .encodeToString(
                        (RunningClickHouse.USER + ":" + RunningClickHouse.PASSWORD).getBytes(StandardCharsets.UTF_8));
        String head = "POST /?query_id=" + id + "&query=" + query.replace(' ', '+') + " HTTP/1.1\r\n"
                + "Host: localhost\r\nAuthorization: Basic " + credentials + "\r\nContent-Length: " + length
                + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String row(long id) {
        return id + "\tthe text of row " + id;
    }

    /** Rows as tab-separated text, made while they are read. */
    private static final class Rows extends InputStream {
        private final long rows;
        private long next;
        private byte[] line = new byte[0];
        private int at;

        Rows(long rows) {
            this.rows = rows;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int done = 0;
            while (done < length) {
                if (at == line.length) {
                    if (next == rows) {
                        break;
                    }
                    line = (row(next++) + "\n").getBytes(StandardCharsets.UTF_8);
                    at = 0;
                }
                int count = Math.min(length - done, line.length - at);
                System.arraycopy(line, at, target, offset + done, count);
                at += count;
                done += count;
            }
            return done == 0 && length > 0 ? -1 : done;
        }
    }
}
