/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import dev.sluice.core.config.ClickHouseAddress;
import dev.sluice.core.config.ConnectAddress;
import dev.sluice.core.config.Endpoints;
import dev.sluice.core.config.KafkaAddress;
import dev.sluice.core.config.PostgresAddress;
import dev.sluice.core.config.Secret;
import dev.sluice.core.target.ObjectKind;
import dev.sluice.core.target.ObjectName;
import dev.sluice.core.target.SharedObjects;
import dev.sluice.core.target.TargetNames;
import dev.sluice.core.target.TargetObject;
import dev.sluice.runtime.target.ClickHouse;
import dev.sluice.stack.clickhouse.ClickHouseService;
import dev.sluice.stack.clickhouse.EngineFetcher;
import dev.sluice.stack.connect.ConnectService;
import dev.sluice.stack.connect.ConnectSettings;
import dev.sluice.stack.kafka.KafkaService;
import dev.sluice.stack.kafka.KafkaSettings;
import dev.sluice.stack.lifecycle.Announcer;
import dev.sluice.stack.lifecycle.ClaimedPorts;
import dev.sluice.stack.lifecycle.LogFolder;
import dev.sluice.stack.lifecycle.PortRequest;
import dev.sluice.stack.lifecycle.Service;
import dev.sluice.stack.lifecycle.Stack;
import dev.sluice.stack.lifecycle.Workspace;
import dev.sluice.stack.lifecycle.WorkspaceLayout;
import dev.sluice.stack.postgres.PostgresService;
import dev.sluice.stack.postgres.PostgresSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** All four engines in a workspace of their own, for all scenarios of a run; the first that asks for them starts them. */
final class Engines implements AutoCloseable {
    static final String DATABASE = "inventory";
    /** What the engines were unpacked to, for all processes of this user. */
    static final Path CACHE = EngineFetcher.cacheFolder(System.getenv(), Path.of(System.getProperty("user.home")));

    private final Workspace workspace;
    private final ClaimedPorts ports;
    private final Stack stack;

    private Engines(Workspace workspace, ClaimedPorts ports, Stack stack) {
        this.workspace = workspace;
        this.ports = ports;
        this.stack = stack;
    }

    /** Hands the engines to the constructors of test classes. */
    static final class Shared implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Engines.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .getOrComputeIfAbsent(Engines.class, unused -> start(), Engines.class);
        }
    }

    private static Engines start() {
        WorkspaceLayout layout = new WorkspaceLayout(Folders.fresh("engines"));
        Workspace workspace = Workspace.open(layout);
        LogFolder.configure(layout.logs());
        // Not the well-known ports: this machine may use them.
        ClaimedPorts ports = workspace
                .ports()
                .claim(List.of(
                        PortRequest.POSTGRES.preferring(26432),
                        PortRequest.KAFKA.preferring(26092),
                        PortRequest.KAFKA_CONTROLLER.preferring(26093),
                        PortRequest.CONNECT.preferring(26083),
                        PortRequest.CLICKHOUSE.preferring(26123)));
        Stack stack = new Stack(services(workspace, ports, layout), new Announcer(workspace, ports.byName()));
        Engines engines = new Engines(workspace, ports, stack);
        try {
            stack.start();
            engines.keepSharedTables();
        } catch (RuntimeException e) {
            workspace.close();
            throw e;
        }
        return engines;
    }

    /**
     * Makes what all pipelines share, and lets it outlive them: a pipeline that ends may be the last one, just when that of
     * another test begins.
     */
    void keepSharedTables() {
        TargetObject keeper = new TargetObject(
                ObjectKind.STORAGE,
                new ObjectName(TargetNames.OWN, "kept_by_tests"),
                "tests",
                "keeps the shared tables",
                "CREATE TABLE `_sluice`.`kept_by_tests` (x UInt8) ENGINE = Memory");
        try (ClickHouse clickhouse = ClickHouse.open(endpoints().clickhouse())) {
            SharedObjects.of(List.of()).forEach(object -> clickhouse.execute(object.create()));
            clickhouse.execute(keeper.create());
        }
    }

    /** Takes all of that away, as if there had been no pipeline yet. To be done by a test that is alone. */
    void dropSharedTables() {
        try (ClickHouse clickhouse = ClickHouse.open(endpoints().clickhouse())) {
            clickhouse.execute("DROP DATABASE IF EXISTS _sluice");
        }
    }

    private static List<Service> services(Workspace workspace, ClaimedPorts ports, WorkspaceLayout layout) {
        KafkaSettings kafka = new KafkaSettings(
                layout.data("kafka"), ports.port(PortRequest.KAFKA), ports.port(PortRequest.KAFKA_CONTROLLER));
        return List.of(
                new PostgresService(new PostgresSettings(
                        layout.data("postgres"),
                        layout.logs("postgres"),
                        CACHE,
                        ports.port(PortRequest.POSTGRES),
                        workspace.passwords().ensure("postgres"),
                        List.of(DATABASE),
                        // Postgres allows no prepared transactions by default.
                        Map.of("max_prepared_transactions", "4"))),
                new KafkaService(kafka),
                new ConnectService(
                        ConnectSettings.embedded(kafka.bootstrap(), ports.port(PortRequest.CONNECT), layout.secrets())),
                new ClickHouseService(
                        new ClickHouseService.Settings(
                                layout.data("clickhouse"),
                                layout.logs("clickhouse"),
                                ports.port(PortRequest.CLICKHOUSE),
                                "default",
                                workspace.passwords().ensure("clickhouse"),
                                Optional.empty()),
                        EngineFetcher.create()));
    }

    Endpoints endpoints() {
        return new Endpoints(
                postgres(),
                new KafkaAddress("127.0.0.1:" + ports.port(PortRequest.KAFKA)),
                new ConnectAddress(URI.create("http://127.0.0.1:" + ports.port(PortRequest.CONNECT))),
                new ClickHouseAddress(
                        URI.create("http://127.0.0.1:" + ports.port(PortRequest.CLICKHOUSE)),
                        "default",
                        password("clickhouse")));
    }

    PostgresAddress postgres() {
        return new PostgresAddress(
                "127.0.0.1", ports.port(PortRequest.POSTGRES), DATABASE, PostgresSettings.USER, password("postgres"));
    }

    /** What the connector's configuration says instead of the source's password. */
    String passwordReference() {
        return workspace.passwords().reference("postgres");
    }

    /** The processes of one engine; none if it runs in this one. */
    List<Long> pids(String service) {
        return stack.pids().getOrDefault(service, List.of());
    }

    private Secret password(String name) {
        return workspace.passwords().ensure(name);
    }

    @Override
    public void close() throws IOException {
        try {
            stack.stop();
        } finally {
            workspace.close();
        }
        Folders.delete(workspace.layout().folder());
    }
}
