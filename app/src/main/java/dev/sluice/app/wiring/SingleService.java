/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.wiring;

import dev.sluice.app.port.LiveRun;
import dev.sluice.app.port.LiveState;
import dev.sluice.app.port.ServiceName;
import dev.sluice.app.port.ServiceRequest;
import dev.sluice.app.port.StatusReport;
import dev.sluice.app.port.Target;
import dev.sluice.core.config.Secret;
import dev.sluice.core.problem.Problem;
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
import dev.sluice.stack.lifecycle.RunningStack;
import dev.sluice.stack.lifecycle.Service;
import dev.sluice.stack.lifecycle.Stack;
import dev.sluice.stack.lifecycle.Workspace;
import dev.sluice.stack.lifecycle.WorkspaceLayout;
import dev.sluice.stack.postgres.PostgresService;
import dev.sluice.stack.postgres.PostgresSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * {@code sluice service}: one engine in this process, in a folder of its own in the workspace, until it is closed. An
 * embedded ClickHouse or Postgres that is run like this is for development: ClickHouse's account {@code default} has no
 * password, as in a fresh installation, and both listen on 127.0.0.1 only.
 */
final class SingleService implements LiveRun {
    private final long begin = System.nanoTime();
    private final ServiceRequest request;
    private final Path root;
    private final ServiceStates states;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean began;
    private volatile String headline = "starting";
    private volatile @Nullable String address;
    private volatile @Nullable Stack stack;

    SingleService(Target target, ServiceRequest request) {
        this.request = request;
        this.root = target.workspace();
        this.states = new ServiceStates(List.of(request.name().toString()));
    }

    private static WorkspaceLayout layout(Path root, ServiceName name) {
        return WorkspaceLayout.of(root, "service-" + name);
    }

    @Override
    public void run() {
        began = true;
        try (Workspace workspace = Workspace.open(layout(root, request.name()))) {
            LogFolder.configure(workspace.layout().logs());
            ClaimedPorts ports = workspace.ports().claim(ports());
            Stack made = new Stack(
                    List.of(service(workspace, ports)), new Announcer(workspace, ports.byName()).andThen(states));
            stack = made;
            try {
                made.start();
                address = "127.0.0.1:" + ports.port(ports().getFirst());
                headline = String.join("; ", ports.notices()) + request.name() + " listens on " + address;
                stop.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                headline = "stopping";
                made.stop();
            }
        } finally {
            ended.countDown();
        }
    }

    private List<PortRequest> ports() {
        List<PortRequest> requests = new ArrayList<>();
        PortRequest own = switch (request.name()) {
            case POSTGRES -> PortRequest.POSTGRES;
            case KAFKA -> PortRequest.KAFKA;
            case CONNECT -> PortRequest.CONNECT;
            case CLICKHOUSE -> PortRequest.CLICKHOUSE;
        };
        requests.add(request.port().isPresent() ? own.preferring(request.port().getAsInt()) : own);
        if (request.name() == ServiceName.KAFKA) {
            requests.add(PortRequest.KAFKA_CONTROLLER);
        }
        return requests;
    }

    private Service service(Workspace workspace, ClaimedPorts ports) {
        WorkspaceLayout layout = workspace.layout();
        int port = ports.port(ports().getFirst());
        Path cache = EngineFetcher.cacheFolder(System.getenv(), Path.of(System.getProperty("user.home")));
        return switch (request.name()) {
            case POSTGRES ->
                new PostgresService(new PostgresSettings(
                        layout.data("postgres"),
                        layout.logs("postgres"),
                        cache,
                        port,
                        workspace.passwords().ensure("postgres"),
                        List.of(DemoPipeline.DATABASE),
                        Map.of()));
            case KAFKA ->
                new KafkaService(
                        new KafkaSettings(layout.data("kafka"), port, ports.port(PortRequest.KAFKA_CONTROLLER)));
            case CONNECT -> new ConnectService(ConnectSettings.external(bootstrap(), port, root));
            case CLICKHOUSE ->
                new ClickHouseService(
                        new ClickHouseService.Settings(
                                layout.data("clickhouse"),
                                layout.logs("clickhouse"),
                                port,
                                "default",
                                new Secret(""),
                                Optional.empty()),
                        EngineFetcher.create());
        };
    }

    /** The Kafka that was named, else the one that runs alone in the same workspace. */
    private String bootstrap() {
        return request.kafkaBootstrap()
                .or(() -> RunningStack.find(layout(root, ServiceName.KAFKA))
                        .flatMap(running -> running.service("kafka"))
                        .map(kafka -> kafka.host() + ":" + kafka.port()))
                .orElseThrow(() -> Problem.user(
                                "no-kafka",
                                "no Kafka was named, and none runs in the workspace " + root,
                                "Start `sluice service kafka` first, or name one with --kafka HOST:PORT.")
                        .asException());
    }

    @Override
    public LiveState state() {
        StatusReport report = new StatusReport(
                "service",
                "starting",
                Instant.now(),
                states.shown(null).stream()
                        .filter(service -> service.name().equals(request.name().toString()))
                        .toList(),
                null,
                List.of(),
                null,
                null,
                List.of());
        return new LiveState(report, (System.nanoTime() - begin) / 1e9, headline, List.of());
    }

    @Override
    public void close() {
        stop.countDown();
        if (!began) {
            return;
        }
        Stack running = stack;
        if (running != null) {
            running.stop();
        }
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
