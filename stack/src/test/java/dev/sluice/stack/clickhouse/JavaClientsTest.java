/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.data_formats.ClickHouseBinaryFormatReader;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.query.GenericRecord;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import dev.sluice.stack.clickhouse.RunningClickHouse.Server;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ClickHouse's own Java clients: client-v2 and the JDBC driver. */
@ExtendWith(RunningClickHouse.class)
class JavaClientsTest {
    private final Server server;

    JavaClientsTest(Server server) {
        this.server = server;
    }

    /** LZ4 in ClickHouse's frames, LZ4 as a content encoding, and none. */
    @ParameterizedTest
    @CsvSource({
        "false, false, false, 300000",
        "true, true, false, 300000",
        // Few rows, since the client's own compressor for this one takes quadratic time.
        "true, true, true, 3000",
    })
    void clientWritesAndReads(boolean compressRequest, boolean compressResponse, boolean httpCompression, int count)
            throws Exception {
        try (Client client = client(compressRequest, compressResponse, httpCompression)) {
            assertThat(client.ping()).isTrue();
            client.execute(
                            "CREATE OR REPLACE TABLE from_client (id UInt64, price Decimal(10, 2), name Nullable(String))"
                                    + " ENGINE = MergeTree ORDER BY id")
                    .get();
            String rows = IntStream.range(0, count)
                    .mapToObj(i -> i + "," + i + ".25," + (i % 2 == 0 ? "\\N" : "name " + i) + "\n")
                    .collect(Collectors.joining());
            try (InsertResponse inserted = client.insert(
                            "from_client",
                            new ByteArrayInputStream(rows.getBytes(StandardCharsets.UTF_8)),
                            ClickHouseFormat.CSV)
                    .get()) {
                assertThat(inserted.getWrittenRows()).isEqualTo(count);
            }
            try (QueryResponse response = client.query("SELECT * FROM from_client ORDER BY id")
                            .get();
                    ClickHouseBinaryFormatReader reader = client.newBinaryFormatReader(response)) {
                int i = 0;
                while (reader.next() != null) {
                    assertThat(reader.getLong("id")).isEqualTo(i);
                    assertThat(reader.getBigDecimal("price")).isEqualByComparingTo(new BigDecimal(i + ".25"));
                    assertThat(reader.getString("name")).isEqualTo(i % 2 == 0 ? null : "name " + i);
                    i++;
                }
                assertThat(i).isEqualTo(count);
            }
            client.execute("DROP TABLE from_client SYNC").get();
        }
    }

    @Test
    void clientSendsParametersAndSettings() throws Exception {
        try (Client client = client(false, true, false)) {
            List<GenericRecord> records = client.queryAll(
                    "SELECT {a:Int32} + 1 AS n, {b:String} AS s, getSetting('max_block_size') AS m",
                    Map.of("a", 41, "b", "it's"),
                    new QuerySettings().serverSetting("max_block_size", "77"));
            assertThat(records).hasSize(1);
            assertThat(records.getFirst().getInteger("n")).isEqualTo(42);
            assertThat(records.getFirst().getString("s")).isEqualTo("it's");
            assertThat(records.getFirst().getString("m")).isEqualTo("77");
        }
    }

    @Test
    void clientSeesErrorCodes() {
        try (Client client = client(false, true, false)) {
            assertThatThrownBy(() -> client.query("SELECT * FROM no_such_table").get())
                    .isInstanceOfSatisfying(
                            ServerException.class, e -> assertThat(e.getCode()).isEqualTo(60));
        }
    }

    @Test
    void clientWithAWrongPasswordIsRefused() {
        try (Client client = new Client.Builder()
                .addEndpoint(server.url().toString())
                .setUsername(RunningClickHouse.USER)
                .setPassword("wrong")
                .build()) {
            assertThatThrownBy(() -> client.query("SELECT 1").get())
                    .isInstanceOfSatisfying(
                            ServerException.class, e -> assertThat(e.getCode()).isEqualTo(516));
        }
    }

    @Test
    void driverWritesAndReads() throws Exception {
        try (Connection connection = connect(RunningClickHouse.PASSWORD);
                java.sql.Statement statement = connection.createStatement()) {
            statement.execute("CREATE OR REPLACE TABLE from_driver (id Int32, day Date, name String)"
                    + " ENGINE = MergeTree ORDER BY id");
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO from_driver VALUES (?, ?, ?)")) {
                for (int i = 0; i < 1000; i++) {
                    insert.setInt(1, i);
                    insert.setDate(2, java.sql.Date.valueOf("2026-11-22"));
                    insert.setString(3, "it's " + i);
                    insert.addBatch();
                }
                assertThat(insert.executeBatch()).hasSize(1000);
            }
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT id, day, name FROM from_driver WHERE id >= ? ORDER BY id")) {
                select.setInt(1, 998);
                try (ResultSet rows = select.executeQuery()) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getInt("id")).isEqualTo(998);
                    assertThat(rows.getDate("day")).isEqualTo(java.sql.Date.valueOf("2026-11-22"));
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getString("name")).isEqualTo("it's 999");
                    assertThat(rows.next()).isFalse();
                }
            }
            try (ResultSet tables = connection.getMetaData().getTables(null, "default", "from_driver", null)) {
                assertThat(tables.next()).isTrue();
            }
            assertThatThrownBy(() -> statement.executeQuery("SELECT * FROM no_such_table"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getMessage()).contains("UNKNOWN_TABLE"));
            statement.execute("DROP TABLE from_driver SYNC");
        }
    }

    @Test
    void driverWithAWrongPasswordIsRefused() {
        assertThatThrownBy(() -> {
                    try (Connection connection = connect("wrong");
                            java.sql.Statement statement = connection.createStatement()) {
                        statement.executeQuery("SELECT 1");
                    }
                })
                .isInstanceOf(SQLException.class)
                .hasStackTraceContaining("516");
    }

    private Connection connect(String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", RunningClickHouse.USER);
        properties.setProperty("password", password);
        return DriverManager.getConnection(
                "jdbc:clickhouse://127.0.0.1:" + server.url().getPort() + "/default", properties);
    }

    private Client client(boolean compressRequest, boolean compressResponse, boolean httpCompression) {
        return new Client.Builder()
                .addEndpoint(server.url().toString())
                .setUsername(RunningClickHouse.USER)
                .setPassword(RunningClickHouse.PASSWORD)
                .compressClientRequest(compressRequest)
                .compressServerResponse(compressResponse)
                .useHttpCompression(httpCompression)
                .build();
    }
}
