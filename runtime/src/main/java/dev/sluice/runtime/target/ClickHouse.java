/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.target;

import static dev.sluice.core.target.ChIdentifiers.literal;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.DataStreamWriter;
import com.clickhouse.client.api.command.CommandSettings;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.core.config.ClickHouseAddress;
import dev.sluice.core.config.Secret;
import dev.sluice.core.problem.Problem;
import dev.sluice.core.problem.ProblemException;
import dev.sluice.core.target.ObjectName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * ClickHouse over HTTP. Safe for use by several threads; close it after use. Errors are
 * {@link dev.sluice.core.problem.ProblemException}s.
 */
public final class ClickHouse implements AutoCloseable {
    private static final int CONNECT_SECONDS = 5;
    private static final int MAX_CONNECTIONS = 20;
    /** Some statements hold the rows that they are about. */
    private static final String MAX_QUERY_BYTES = "1073741824";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ClickHouseAddress address;
    private final Client client;

    private ClickHouse(ClickHouseAddress address, Client client) {
        this.address = address;
        this.client = client;
    }

    /** Makes a client; the server is asked only by the calls. */
    public static ClickHouse open(ClickHouseAddress address) {
        Secret password = address.password();
        Client client = new Client.Builder()
                .addEndpoint(address.url().toString())
                .setUsername(address.user())
                .setPassword(password == null ? "" : password.reveal())
                .setClientName("sluice")
                .setConnectTimeout(CONNECT_SECONDS, ChronoUnit.SECONDS)
                .setSocketTimeout(30, ChronoUnit.MINUTES)
                .setMaxConnections(MAX_CONNECTIONS)
                .setMaxRetries(0)
                .serverSetting("max_query_size", MAX_QUERY_BYTES)
                .build();
        return new ClickHouse(address, client);
    }

    /** Where it is. */
    public ClickHouseAddress address() {
        return address;
    }

    /** Whether it answers. */
    public boolean reachable() {
        return client.ping(2_000);
    }

    /** Whether there is a table or view of this name. */
    public boolean exists(ObjectName name) {
        return value("SELECT count() FROM system.tables WHERE database = " + literal(name.database()) + " AND name = "
                        + literal(name.name()))
                .equals("1");
    }

    /** Whether a database has no table or view, or isn't there. */
    public boolean isEmpty(String database) {
        return value("SELECT count() FROM system.tables WHERE database = " + literal(database))
                .equals("0");
    }

    /** Runs a statement that returns nothing. */
    public void execute(String sql) {
        execute(sql, Map.of());
    }

    /** The same with these settings of the server, for this statement alone. */
    public void execute(String sql, Map<String, String> settings) {
        CommandSettings with = new CommandSettings();
        settings.forEach(with::serverSetting);
        try (var response = await(client.execute(sql, with))) {
            response.getMetrics();
        } catch (ProblemException e) {
            throw e;
        } catch (Exception e) {
            throw ClickHouseErrors.of(e, address);
        }
    }

    /** All rows of a query, each as an array in the order of the columns; 64-bit and larger integers are text. */
    public List<JsonNode> rows(String sql) {
        List<JsonNode> rows = new ArrayList<>();
        eachRow(sql, rows::add);
        return rows;
    }

    /** Streams the rows of a query, each as an array in the order of the columns. */
    public void eachRow(String sql, Consumer<JsonNode> row) {
        QuerySettings settings = new QuerySettings()
                .setFormat(ClickHouseFormat.JSONCompactEachRow)
                .serverSetting("output_format_json_quote_64bit_integers", "1")
                .serverSetting("output_format_json_quote_decimals", "1");
        try (QueryResponse response = await(client.query(sql, settings));
                JsonParser rows = JSON.createParser(response.getInputStream())) {
            // Not readValues(): it takes a row, which is an array, for an array of rows.
            while (rows.nextToken() != null) {
                row.accept(JSON.readTree(rows));
            }
        } catch (ProblemException e) {
            throw e;
        } catch (Exception e) {
            throw ClickHouseErrors.of(e, address);
        }
    }

    /** The only value of a query's only row, as text. */
    public String value(String sql) {
        List<JsonNode> rows = rows(sql);
        if (rows.isEmpty()) {
            throw Problem.ours("clickhouse-error", "no row came back from: " + sql)
                    .asException();
        }
        return rows.getFirst().get(0).asText();
    }

    /** Copies the result of the user's own query to {@code out}; what ClickHouse has against it is the user's to mend. */
    public void copy(String sql, ClickHouseFormat format, OutputStream out) {
        try (QueryResponse response = await(client.query(sql, new QuerySettings().setFormat(format)));
                InputStream in = response.getInputStream()) {
            in.transferTo(out);
        } catch (ProblemException e) {
            throw ClickHouseErrors.ofUser(e);
        } catch (Exception e) {
            throw ClickHouseErrors.ofUser(ClickHouseErrors.of(e, address));
        }
    }

    /**
     * Streams rows in PostgreSQL's COPY text form, which ClickHouse calls TabSeparated, into a table. Not atomic: what
     * was sent before a failure may have arrived.
     */
    public void insertText(String table, List<String> columns, TextWriter writer) {
        DataStreamWriter body = new DataStreamWriter() {
            @Override
            public void onOutput(OutputStream out) throws IOException {
                writer.writeTo(out);
            }

            @Override
            public void onRetry() throws IOException {
                throw new IOException("a stream can't be sent again");
            }
        };
        // Else each block is merged with itself before it is written, a quarter of what it costs; rows that outrank
        // others are told later.
        InsertSettings settings = new InsertSettings();
        settings.serverSetting("optimize_on_insert", "0");
        try (var response = await(client.insert(table, columns, body, ClickHouseFormat.TabSeparated, settings))) {
            response.getMetrics();
        } catch (ProblemException e) {
            throw e;
        } catch (Exception e) {
            throw ClickHouseErrors.of(e, address);
        }
    }

    /** Writes rows to a stream that ends when the call returns. */
    @FunctionalInterface
    public interface TextWriter {
        void writeTo(OutputStream out) throws IOException;
    }

    private <T> T await(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            for (Throwable at = cause; at != null; at = at.getCause()) {
                if (at instanceof ProblemException problem) {
                    throw problem;
                }
            }
            throw ClickHouseErrors.of(cause, address);
        } catch (InterruptedException e) {
            future.cancel(true);
            throw Problem.interrupted(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
