/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.capture.ConnectorDefaults;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** A real Postgres with the real Debezium connector behind it, and our converters behind that. */
final class SourceDatabase implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final EmbeddedPostgres postgres;
    private final Connection connection;
    private final EventConverter keys = new EventConverter();
    private final EventConverter values = new EventConverter();
    private @Nullable DebeziumCapture capture;

    /** One record as Kafka would hold it, parsed. */
    record Message(String topic, @Nullable JsonNode key, JsonNode value) {}

    private SourceDatabase(EmbeddedPostgres postgres, Connection connection) {
        this.postgres = postgres;
        this.connection = connection;
        keys.configure(Map.of(), true);
        values.configure(Map.of(), false);
    }

    static SourceDatabase start() throws IOException, SQLException {
        EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setServerConfig("wal_level", "logical")
                .start();
        Connection connection = postgres.getPostgresDatabase().getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
        }
        return new SourceDatabase(postgres, connection);
    }

    /** Publishes all tables there are and will be, and streams with {@link ConnectorDefaults} from here on. */
    SourceDatabase capture(Map<String, String> overrides) throws SQLException {
        execute("CREATE PUBLICATION sluice FOR ALL TABLES");
        execute("SELECT pg_create_logical_replication_slot('sluice', 'pgoutput')");
        return stream(overrides);
    }

    /** Streams from the slot's position. */
    SourceDatabase stream(Map<String, String> overrides) {
        return stream(overrides, null);
    }

    /** Ends the stream and begins one that finds this offset stored; null for none. */
    SourceDatabase resume(@Nullable Map<String, ?> stored) {
        return resume(stored, Map.of());
    }

    /** The same with other settings. */
    SourceDatabase resume(@Nullable Map<String, ?> stored, Map<String, String> overrides) {
        Optional.ofNullable(capture).orElseThrow().close();
        return stream(overrides, stored);
    }

    private SourceDatabase stream(Map<String, String> overrides, @Nullable Map<String, ?> stored) {
        Map<String, String> config = ConnectorDefaults.settings();
        config.put("name", "shop");
        config.put("topic.prefix", "shop");
        config.put("slot.name", "sluice");
        config.put("publication.name", "sluice");
        config.put("database.hostname", "localhost");
        config.put("database.port", Integer.toString(postgres.getPort()));
        config.put("database.user", "postgres");
        config.put("database.password", "postgres");
        config.put("database.dbname", "postgres");
        config.putAll(overrides);
        capture = new DebeziumCapture(config, stored).start();
        return this;
    }

    /** A session of its own. */
    Connection connect() throws SQLException {
        return postgres.getPostgresDatabase().getConnection();
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of a query's rows, as text. */
    List<@Nullable String> texts(String query) throws SQLException {
        List<@Nullable String> texts = new ArrayList<>();
        rows(query).forEach(row -> texts.add(row.get(0)));
        return texts;
    }

    /** A query's rows, as text. */
    List<List<@Nullable String>> rows(String query) throws SQLException {
        List<List<@Nullable String>> all = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                List<@Nullable String> row = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(rows.getString(i));
                }
                all.add(row);
            }
        }
        return all;
    }

    /** The next {@code count} messages whose topic ends so, in order. */
    List<Message> await(String topicEnd, int count) throws IOException, InterruptedException {
        List<Message> messages = new ArrayList<>();
        for (SourceRecord record : records(topicEnd, count)) {
            messages.add(message(record));
        }
        return messages;
    }

    /** The same as Connect gets them. */
    List<SourceRecord> records(String topicEnd, int count) throws InterruptedException {
        List<SourceRecord> records = new ArrayList<>();
        Instant end = Instant.now().plus(PATIENCE);
        while (records.size() < count) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("only " + records.size() + " of " + count + " records came: " + records);
            }
            for (SourceRecord record :
                    Optional.ofNullable(capture).orElseThrow().poll()) {
                if (record.topic().endsWith(topicEnd)) {
                    records.add(record);
                }
            }
        }
        return records;
    }

    /** A record's value as Kafka would hold it, parsed. */
    JsonNode value(SourceRecord record) throws IOException {
        return message(record).value();
    }

    private Message message(SourceRecord record) throws IOException {
        byte[] key = keys.fromConnectData(record.topic(), record.keySchema(), record.key());
        byte[] value = values.fromConnectData(record.topic(), record.valueSchema(), record.value());
        return new Message(record.topic(), key == null ? null : JSON.readTree(key), JSON.readTree(value));
    }

    @Override
    public void close() throws IOException, SQLException {
        if (capture != null) {
            capture.close();
        }
        connection.close();
        postgres.close();
    }
}
