/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.kafka;

import dev.sluice.core.problem.Problem;
import dev.sluice.core.problem.ProblemException;
import dev.sluice.stack.lifecycle.OwnThread;
import dev.sluice.stack.lifecycle.Service;
import dev.sluice.stack.lifecycle.StartFailure;
import dev.sluice.stack.lifecycle.StartProgress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Kafka broker and its KRaft controller in this JVM; unclean shutdowns are recovered at the next start. */
public final class KafkaService implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaService.class);

    private final KafkaSettings settings;
    private final AtomicReference<@Nullable Problem> fatal = new AtomicReference<>();
    private volatile @Nullable KafkaRaftServer server;

    public KafkaService(KafkaSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public void start(StartProgress progress) {
        fatal.set(null);
        FatalExits.divert(name(), message -> fatal.compareAndSet(null, failed(message)));
        progress.report("starting the broker", Double.NaN);
        try {
            OwnThread.run("kafka-start", this::startServer);
        } catch (Exception e) {
            stop();
            throw problem(e);
        }
        Problem failure = fatal.get();
        if (failure != null) {
            stop();
            throw failure.asException();
        }
    }

    private void startServer() throws Exception {
        KafkaStorage.prepare(settings.data());
        var config = new KafkaConfig(BrokerConfig.of(settings), false);
        var starting = new KafkaRaftServer(config, Time.SYSTEM);
        server = starting;
        starting.startup();
    }

    @Override
    public void stop() {
        KafkaRaftServer running = server;
        if (running == null) {
            return;
        }
        try {
            OwnThread.run("kafka-stop", () -> {
                running.shutdown();
                running.awaitShutdown();
            });
        } catch (Exception e) {
            // A half-started or failed broker throws here; its files are recovered at the next start.
            LOG.warn("Kafka did not stop cleanly", e);
        } finally {
            server = null;
            FatalExits.forget(name());
        }
    }

    @Override
    public boolean healthy() {
        if (server == null || fatal.get() != null) {
            return false;
        }
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public List<Long> pids() {
        return List.of();
    }

    @Override
    public Optional<Problem> fatal() {
        return Optional.ofNullable(fatal.get());
    }

    private ProblemException problem(Exception e) {
        return StartFailure.of(e, "Kafka", settings.data(), settings.port())
                .map(known -> known.causedBy(e))
                .orElseGet(() -> failed(StartFailure.reason(e)).causedBy(e));
    }

    private Problem failed(String reason) {
        return Problem.system(
                "kafka-failed",
                "Kafka could not go on: " + reason + ".",
                "Look at kafka.log in the log folder; if the data in " + settings.data()
                        + " is damaged, move that folder away to begin anew.");
    }
}
