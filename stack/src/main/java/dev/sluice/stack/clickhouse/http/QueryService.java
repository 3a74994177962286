/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse.http;

import dev.sluice.stack.clickhouse.engine.Engine;
import dev.sluice.stack.clickhouse.engine.EngineException;
import dev.sluice.stack.clickhouse.engine.QueryStats;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests as a ClickHouse server does. Each call of {@link #serve} blocks until the response has ended. */
final class QueryService {
    private static final Logger LOG = LoggerFactory.getLogger(QueryService.class);

    private final Engine engine;
    private final Account account;
    private final RunningQueries running;
    private final Sessions sessions;
    private final Semaphore places;

    QueryService(Engine engine, Account account, RunningQueries running, Sessions sessions, Semaphore places) {
        this.engine = engine;
        this.account = account;
        this.running = running;
        this.sessions = sessions;
        this.places = places;
    }

    void serve(Exchange exchange) {
        QueryParameters parameters = QueryParameters.of(exchange.request());
        try {
            switch (parameters.path()) {
                case "/ping", "/replicas_status" -> text(exchange, HttpResponseStatus.OK, "Ok.\n");
                case "/", "" -> query(exchange, parameters);
                default ->
                    text(
                            exchange,
                            HttpResponseStatus.NOT_FOUND,
                            "There is no handle " + parameters.path()
                                    + "\n\nUse / or /ping for health checks.\n"
                                    + "Send queries from your program with POST method or GET /?query=...\n");
            }
        } catch (IOException e) {
            LOG.debug("request {} was not answered", parameters.queryId(), e);
            exchange.abort();
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.error("request {} failed", parameters.queryId(), e);
            exchange.abort();
        }
    }

    private void query(Exchange exchange, QueryParameters parameters) throws IOException {
        if (parameters.readOnly() && parameters.query().isBlank()) {
            text(exchange, HttpResponseStatus.OK, "Ok.\n");
        } else if (!account.admits(exchange.request())) {
            fail(exchange, parameters, authenticationFailed(Account.claimedUser(exchange.request())));
        } else if (!places.tryAcquire()) {
            fail(
                    exchange,
                    parameters,
                    new EngineException(
                            202, "TOO_MANY_SIMULTANEOUS_QUERIES", "Too many simultaneous queries", engine.version()));
        } else {
            try {
                run(exchange, parameters);
            } finally {
                places.release();
            }
        }
    }

    private void run(Exchange exchange, QueryParameters parameters) throws IOException {
        long started = System.nanoTime();
        QueryResponse response = new QueryResponse(exchange, parameters, commonHeaders(parameters), started);
        String clientComment = parameters.settings().getOrDefault("log_comment", "");
        try (RunningQueries.Running query = running.begin(parameters.queryId(), clientComment)) {
            exchange.onClientGone(query::kill);
            InputStream body = Codecs.decoded(exchange, parameters, engine.version());
            StatementText text = StatementText.read(parameters.query(), body, engine.version());
            OutputStream out = response.open(QueryRun.format(text.statement(), parameters));
            QueryRun statement = new QueryRun(engine, sessions, parameters, query.comment());
            if (parameters.waitForEnd()) {
                runToItsEnd(statement, text, response, out);
            } else {
                response.summarize(statement.run(text, out));
            }
            out.close();
        } catch (EngineException e) {
            if (exchange.headSent()) {
                response.breakOff(e);
            } else {
                fail(exchange, parameters, e);
            }
        }
    }

    /** Sends nothing before all of the result is there: an error then still has its status, whenever it happens. */
    private static void runToItsEnd(QueryRun statement, StatementText text, QueryResponse response, OutputStream out)
            throws EngineException, IOException {
        Path result = Files.createTempFile("sluice-result-", "");
        try {
            QueryStats stats;
            try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(result))) {
                stats = statement.run(text, file);
            }
            response.summarize(stats);
            Files.copy(result, out);
        } finally {
            Files.delete(result);
        }
    }

    private EngineException authenticationFailed(String user) {
        return new EngineException(
                516,
                "AUTHENTICATION_FAILED",
                user + ": Authentication failed: password is incorrect, or there is no user with such name.",
                engine.version());
    }

    private void fail(Exchange exchange, QueryParameters parameters, EngineException e) throws IOException {
        HttpHeaders headers = commonHeaders(parameters);
        headers.set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=UTF-8");
        headers.set("X-ClickHouse-Exception-Code", e.code());
        send(exchange, HttpStatus.of(e.code()), headers, e.text() + "\n");
    }

    private void text(Exchange exchange, HttpResponseStatus status, String body) throws IOException {
        HttpHeaders headers = new DefaultHttpHeaders();
        headers.set(HttpHeaderNames.CONTENT_TYPE, "text/html; charset=UTF-8");
        headers.set("X-ClickHouse-Server-Display-Name", EngineServer.DISPLAY_NAME);
        send(exchange, status, headers, body);
    }

    private static void send(Exchange exchange, HttpResponseStatus status, HttpHeaders headers, String body)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendHead(status, headers);
        exchange.send(bytes, 0, bytes.length);
        exchange.finish();
    }

    private HttpHeaders commonHeaders(QueryParameters parameters) {
        HttpHeaders headers = new DefaultHttpHeaders();
        headers.set("X-ClickHouse-Server-Display-Name", EngineServer.DISPLAY_NAME);
        headers.set("X-ClickHouse-Query-Id", header(parameters.queryId()));
        headers.set("X-ClickHouse-Timezone", parameters.settings().getOrDefault("session_timezone", engine.timezone()));
        return headers;
    }

    /** An id may be any text, a header's value may not. */
    private static String header(String value) {
        return value.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
