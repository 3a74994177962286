/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.stack.lifecycle.PortRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A table, a Debezium connector for it and a reader of its topic, on a running {@link TestStack}. */
final class Shop {
    static final String TOPIC = "shop.public.orders";
    private final TestStack stack;

    Shop(TestStack stack) {
        this.stack = stack;
    }

    void sql(String statement) throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + stack.ports.port(PortRequest.POSTGRES) + "/inventory";
        try (Connection connection = DriverManager.getConnection(url, "postgres", stack.password.reveal());
                var execution = connection.createStatement()) {
            execution.execute(statement);
        }
    }

    void createTopic() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
    }

    void putConnector() throws Exception {
        String body = """
                {"connector.class":"io.debezium.connector.postgresql.PostgresConnector",
                 "database.hostname":"127.0.0.1","database.port":"%d","database.dbname":"inventory",
                 "database.user":"postgres","database.password":"%s",
                 "plugin.name":"pgoutput","topic.prefix":"shop","table.include.list":"public.orders",
                 "poll.interval.ms":"20","retriable.restart.connector.wait.ms":"500"}
                """.formatted(
                        stack.ports.port(PortRequest.POSTGRES),
                        stack.workspace.passwords().reference("postgres"));
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + stack.ports.port(PortRequest.CONNECT)
                                        + "/connectors/shop/config"))
                                .header("Content-Type", "application/json")
                                .PUT(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.body()).doesNotContain(stack.password.reveal());
    }

    /** Waits until the topic has an event with {@code text} in it. */
    void awaitEvent(String text) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> events().stream().anyMatch(event -> event.contains(text)));
    }

    private List<String> events() {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap());
        var events = new ArrayList<String>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            var partition = new TopicPartition(TOPIC, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (record.value() != null) {
                        events.add(record.value());
                    }
                });
            }
        }
        return events;
    }

    private String bootstrap() {
        return "127.0.0.1:" + stack.ports.port(PortRequest.KAFKA);
    }
}
