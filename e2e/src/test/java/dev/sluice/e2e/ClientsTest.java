/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.query.GenericRecord;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.core.config.ClickHouseAddress;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A user's {@code SELECT *} on a live table reads the source's columns and rows, whatever the client. */
@ExtendWith(Engines.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientsTest {
    private static final String SELECT = "SELECT * FROM inventory.orders ORDER BY id";
    private static final List<String> COLUMNS =
            List.of("id", "order_date", "purchaser", "quantity", "product_id", "created_at");
    private static final String CLIENT = "@clickhouse/client@1.23.1";

    private final Engines engines;
    private Scenario scenario;
    private List<List<String>> expected;

    @SuppressWarnings("NullAway.Init") // open() runs before every test
    ClientsTest(Engines engines) {
        this.engines = engines;
    }

    @BeforeAll
    void open() throws Exception {
        scenario = Scenario.live(engines, "inventory", """
                CREATE TABLE orders (id SERIAL PRIMARY KEY, order_date DATE NOT NULL, purchaser INTEGER NOT NULL,
                  quantity INTEGER NOT NULL, product_id INTEGER NOT NULL, created_at TIMESTAMP DEFAULT now())""", """
                INSERT INTO orders (order_date, purchaser, quantity, product_id, created_at)
                SELECT date '2026-01-01' + i, 1000 + i, i % 7, 100 + i, timestamp '2026-01-01 12:00:00.123456' + i * interval '1 minute'
                FROM generate_series(1, 50) i""");
        scenario.source()
                .run(
                        "UPDATE orders SET quantity = 99 WHERE id % 3 = 0",
                        "DELETE FROM orders WHERE id % 10 = 0", "UPDATE orders SET created_at = NULL WHERE id = 2");
        scenario.assertEqual();
        expected = scenario
                .source()
                .rows("SELECT id, order_date, purchaser, quantity, product_id,"
                        + " to_char(created_at, 'YYYY-MM-DD HH24:MI:SS.US') FROM orders ORDER BY id")
                .stream()
                .map(row -> row.stream().map(String::valueOf).toList())
                .toList();
        assertThat(expected).hasSize(45);
    }

    @AfterAll
    void close() throws Exception {
        scenario.close();
    }

    @Test
    void clientV2() throws Exception {
        try (Client client = new Client.Builder()
                .addEndpoint(address().url().toString())
                .setUsername(address().user())
                .setPassword(password())
                .build()) {
            List<GenericRecord> records = client.queryAll(SELECT);
            assertThat(records.getFirst().getSchema().getColumns().stream().map(column -> column.getColumnName()))
                    .isEqualTo(COLUMNS);
            assertThat(records.stream()
                            .map(row -> COLUMNS.stream()
                                    .map(column -> text(row.getObject(column)))
                                    .toList()))
                    .isEqualTo(expected);
        }
    }

    @Test
    void jdbcDriver() throws Exception {
        Properties properties = new Properties();
        properties.setProperty("user", address().user());
        properties.setProperty("password", password());
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:clickhouse://127.0.0.1:" + address().url().getPort() + "/default", properties);
                var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SELECT)) {
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                columns.add(row.getMetaData().getColumnName(i));
            }
            assertThat(columns).isEqualTo(COLUMNS);
            List<List<String>> rows = new ArrayList<>();
            while (row.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= columns.size(); i++) {
                    values.add(text(row.getObject(i)));
                }
                rows.add(values);
            }
            assertThat(rows).isEqualTo(expected);
        }
    }

    /** Installed below {@code target}, from npm's cache if it is there. */
    @Test
    void nodeClient() throws Exception {
        Path folder = Files.createDirectories(Path.of("target", "node-client").toAbsolutePath());
        if (!Files.exists(folder.resolve("node_modules/@clickhouse/client"))) {
            Files.writeString(folder.resolve("package.json"), "{\"private\":true}");
            assertThat(Program.run(
                                    folder,
                                    Map.of(),
                                    List.of("npm", "install", "--no-audit", "--no-fund", "--prefer-offline", CLIENT))
                            .exitCode())
                    .isZero();
        }
        try (InputStream script = Objects.requireNonNull(getClass().getResourceAsStream("orders.mjs"))) {
            Files.copy(script, folder.resolve("orders.mjs"), StandardCopyOption.REPLACE_EXISTING);
        }
        Program.Result result = Program.run(
                folder,
                Map.of(
                        "CH_URL",
                        address().url().toString(),
                        "CH_USER",
                        address().user(),
                        "CH_PASSWORD",
                        password()),
                List.of("node", "orders.mjs", SELECT));
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertRows(result.out());
    }

    @Test
    void curl() throws Exception {
        Program.Result result = Program.run(
                Path.of("."),
                Map.of(),
                List.of(
                        "curl",
                        "-sS",
                        "-H",
                        "X-ClickHouse-User: " + address().user(),
                        "-H",
                        "X-ClickHouse-Key: " + password(),
                        "--data-binary",
                        SELECT + " FORMAT JSONCompactEachRowWithNames",
                        address().url().toString()));
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertRows(result.out());
    }

    /** Lines of JSON arrays, the first with the names. */
    private void assertRows(String lines) throws Exception {
        List<List<String>> rows = new ArrayList<>();
        for (String line : lines.lines().toList()) {
            List<String> values = new ArrayList<>();
            JsonMapper.builder().build().readTree(line).forEach(value -> values.add(value.asText()));
            rows.add(values);
        }
        assertThat(rows.getFirst()).isEqualTo(COLUMNS);
        assertThat(rows.subList(1, rows.size())).isEqualTo(expected);
    }

    /** The drivers have objects of their own for dates and times. */
    private static String text(@org.jspecify.annotations.Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case java.time.ZonedDateTime time -> micros(time.toLocalDateTime());
            case java.time.LocalDateTime time -> micros(time);
            case java.sql.Timestamp time -> micros(time.toLocalDateTime());
            default -> value.toString();
        };
    }

    private static String micros(java.time.LocalDateTime time) {
        return java.time.format.DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS")
                .format(time);
    }

    private ClickHouseAddress address() {
        return engines.endpoints().clickhouse();
    }

    private String password() {
        return Objects.requireNonNull(address().password()).reveal();
    }
}
