/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.wiring;

import dev.sluice.core.config.ClickHouseAddress;
import dev.sluice.core.config.ConnectAddress;
import dev.sluice.core.config.Endpoints;
import dev.sluice.core.config.KafkaAddress;
import dev.sluice.core.config.PipelineConfig;
import dev.sluice.core.config.PostgresAddress;
import dev.sluice.core.config.Secret;
import dev.sluice.core.problem.Problem;
import dev.sluice.stack.clickhouse.ClickHouseService;
import dev.sluice.stack.clickhouse.EngineFetcher;
import dev.sluice.stack.connect.ConnectService;
import dev.sluice.stack.connect.ConnectSettings;
import dev.sluice.stack.kafka.KafkaService;
import dev.sluice.stack.kafka.KafkaSettings;
import dev.sluice.stack.lifecycle.Passwords;
import dev.sluice.stack.lifecycle.PortRequest;
import dev.sluice.stack.lifecycle.RunningStack;
import dev.sluice.stack.lifecycle.Service;
import dev.sluice.stack.lifecycle.WorkspaceLayout;
import dev.sluice.stack.postgres.PostgresService;
import dev.sluice.stack.postgres.PostgresSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Which of a pipeline's four systems are embedded, and what they are given: the one place that knows both a
 * configuration and the settings of the services.
 */
final class EmbeddedServices {
    private final PipelineConfig config;
    private final WorkspaceLayout layout;
    private final Passwords passwords;
    private final Path cache;

    EmbeddedServices(PipelineConfig config, WorkspaceLayout layout, Path cache) {
        this.config = config;
        this.layout = layout;
        this.passwords = Passwords.of(layout);
        this.cache = cache;
    }

    /** The names of the embedded services, in the order of the flow. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        if (config.source().isEmpty()) {
            names.add("postgres");
        }
        if (config.kafka().isEmpty()) {
            names.add("kafka");
        }
        if (config.connect().isEmpty()) {
            names.add("connect");
        }
        if (config.clickhouse().isEmpty()) {
            names.add("clickhouse");
        }
        return names;
    }

    /** The ports that they need. */
    List<PortRequest> ports() {
        List<PortRequest> requests = new ArrayList<>();
        for (String name : names()) {
            switch (name) {
                case "postgres" -> requests.add(PortRequest.POSTGRES);
                case "kafka" -> {
                    requests.add(PortRequest.KAFKA);
                    requests.add(PortRequest.KAFKA_CONTROLLER);
                }
                case "connect" -> requests.add(PortRequest.CONNECT);
                default -> requests.add(PortRequest.CLICKHOUSE);
            }
        }
        return requests;
    }

    /** The services, not started, with these ports. */
    List<Service> services(ToIntFunction<PortRequest> port) {
        List<Service> services = new ArrayList<>();
        for (String name : names()) {
            services.add(
                    switch (name) {
                        case "postgres" -> postgres(port.applyAsInt(PortRequest.POSTGRES));
                        case "kafka" ->
                            new KafkaService(new KafkaSettings(
                                    layout.data("kafka"),
                                    port.applyAsInt(PortRequest.KAFKA),
                                    port.applyAsInt(PortRequest.KAFKA_CONTROLLER)));
                        case "connect" -> connect(port);
                        default -> clickhouse(port.applyAsInt(PortRequest.CLICKHOUSE));
                    });
        }
        return services;
    }

    private Service postgres(int port) {
        return new PostgresService(new PostgresSettings(
                layout.data("postgres"),
                layout.logs("postgres"),
                cache,
                port,
                passwords.ensure("postgres"),
                List.of(DemoPipeline.DATABASE),
                Map.of()));
    }

    private Service connect(ToIntFunction<PortRequest> port) {
        int own = port.applyAsInt(PortRequest.CONNECT);
        return new ConnectService(
                config.kafka().isPresent()
                        ? ConnectSettings.external(config.kafka().get().bootstrap(), own, layout.secrets())
                        : ConnectSettings.embedded(
                                "127.0.0.1:" + port.applyAsInt(PortRequest.KAFKA), own, layout.secrets()));
    }

    private Service clickhouse(int port) {
        return new ClickHouseService(
                new ClickHouseService.Settings(
                        layout.data("clickhouse"),
                        layout.logs("clickhouse"),
                        port,
                        "default",
                        clickhousePassword(),
                        Optional.empty()),
                EngineFetcher.create());
    }

    /** A copy of somebody's production data needs a password also on loopback; the demo's invented shop does not. */
    private Secret clickhousePassword() {
        return config.source().isEmpty() ? new Secret("") : passwords.ensure("clickhouse");
    }

    /** Where everything is, given where the embedded ones are. */
    Endpoints endpoints(Map<String, Integer> ports) {
        PostgresAddress postgres = config.source()
                .map(PipelineConfig.SourceConfig::address)
                .orElseGet(() -> new PostgresAddress(
                        "127.0.0.1",
                        port(ports, "postgres"),
                        DemoPipeline.DATABASE,
                        PostgresSettings.USER,
                        passwords.ensure("postgres")));
        // The connector reads the password through this file wherever Sluice gives it a reference to it.
        Secret password = postgres.password();
        if (password != null) {
            passwords.put("source", password);
        }
        return new Endpoints(
                postgres,
                new KafkaAddress(config.kafka()
                        .map(PipelineConfig.KafkaConfig::bootstrap)
                        .orElseGet(() -> "127.0.0.1:" + port(ports, "kafka"))),
                new ConnectAddress(config.connect()
                        .map(PipelineConfig.ConnectConfig::url)
                        .orElseGet(() -> URI.create("http://127.0.0.1:" + port(ports, "connect")))),
                config.clickhouse()
                        .map(external -> new ClickHouseAddress(
                                external.url(),
                                external.user(),
                                external.password().orElse(null)))
                        .orElseGet(() -> new ClickHouseAddress(
                                URI.create("http://127.0.0.1:" + port(ports, "clickhouse")),
                                "default",
                                clickhousePassword())));
    }

    /** What the connector's configuration says instead of the source's password. */
    String passwordReference() {
        return config.source()
                .flatMap(PipelineConfig.SourceConfig::connectorPassword)
                .orElseGet(() -> passwords.reference("source"));
    }

    /** The ports that a running stack announces. */
    static Map<String, Integer> portsOf(RunningStack stack) {
        Map<String, Integer> ports = new java.util.HashMap<>();
        stack.services().forEach(service -> ports.put(service.name(), service.port()));
        return ports;
    }

    private static int port(Map<String, Integer> ports, String service) {
        Integer port = ports.get(service);
        if (port == null) {
            throw Problem.system(
                            "service-not-running",
                            "the embedded " + service + " of this workspace is not running",
                            "Wait until `sluice status` shows it, or start `sluice run` again.")
                    .asException();
        }
        return port;
    }
}
