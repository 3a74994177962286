/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack;

import dev.sluice.core.config.Secret;
import dev.sluice.stack.connect.ConnectService;
import dev.sluice.stack.connect.ConnectSettings;
import dev.sluice.stack.kafka.KafkaService;
import dev.sluice.stack.kafka.KafkaSettings;
import dev.sluice.stack.lifecycle.Announcer;
import dev.sluice.stack.lifecycle.ClaimedPorts;
import dev.sluice.stack.lifecycle.LogFolder;
import dev.sluice.stack.lifecycle.PortRequest;
import dev.sluice.stack.lifecycle.Service;
import dev.sluice.stack.lifecycle.ServiceState;
import dev.sluice.stack.lifecycle.Stack;
import dev.sluice.stack.lifecycle.Workspace;
import dev.sluice.stack.lifecycle.WorkspaceLayout;
import dev.sluice.stack.postgres.PostgresService;
import dev.sluice.stack.postgres.PostgresSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Postgres, Kafka and Connect in one workspace, wired as the application does it. */
final class TestStack implements AutoCloseable {
    /** Kept between test runs: unpacking takes seconds. */
    static final Path ENGINES = Path.of("target/engines").toAbsolutePath();

    final Workspace workspace;
    final ClaimedPorts ports;
    final Secret password;
    final List<Map.Entry<String, ServiceState>> heard = Collections.synchronizedList(new ArrayList<>());
    final Stack stack;

    TestStack(WorkspaceLayout layout) {
        workspace = Workspace.open(layout);
        ports = workspace
                .ports()
                .claim(List.of(
                        // Not the well-known ports: this machine may use them.
                        PortRequest.POSTGRES.preferring(25432),
                        PortRequest.KAFKA.preferring(29092),
                        PortRequest.KAFKA_CONTROLLER.preferring(29093),
                        PortRequest.CONNECT.preferring(28083)));
        password = workspace.passwords().ensure("postgres");
        stack = new Stack(
                services(layout),
                new Announcer(workspace, ports.byName())
                        .andThen((service, state) -> heard.add(Map.entry(service, state))));
    }

    private List<Service> services(WorkspaceLayout layout) {
        var kafka = new KafkaSettings(
                layout.data("kafka"), ports.port(PortRequest.KAFKA), ports.port(PortRequest.KAFKA_CONTROLLER));
        return List.of(
                new PostgresService(new PostgresSettings(
                        layout.data("postgres"),
                        layout.logs("postgres"),
                        ENGINES,
                        ports.port(PortRequest.POSTGRES),
                        password,
                        List.of("inventory"),
                        Map.of())),
                new KafkaService(kafka),
                new ConnectService(ConnectSettings.embedded(
                        kafka.bootstrap(), ports.port(PortRequest.CONNECT), layout.secrets())));
    }

    @Override
    public void close() {
        try {
            stack.stop();
        } finally {
            workspace.close();
        }
    }

    /** Starts a stack in a process of its own and stays, until it is killed or its input ends. */
    public static void main(String[] arguments) throws Exception {
        WorkspaceLayout layout = new WorkspaceLayout(Path.of(arguments[0]));
        LogFolder.configure(layout.logs());
        try (var stack = new TestStack(layout)) {
            stack.stack.start();
            System.out.println("ready");
            System.in.read();
        }
    }
}
