/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.connect;

import dev.sluice.core.problem.Problem;
import dev.sluice.core.problem.ProblemException;
import dev.sluice.stack.kafka.FatalExits;
import dev.sluice.stack.lifecycle.OwnThread;
import dev.sluice.stack.lifecycle.Service;
import dev.sluice.stack.lifecycle.StartFailure;
import dev.sluice.stack.lifecycle.StartProgress;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A distributed Kafka Connect worker in this JVM, with Debezium's Postgres connector and our converter on its class
 * path. It may be started together with Kafka: it prepares itself meanwhile, then waits for it.
 */
public final class ConnectService implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectService.class);
    private static final Duration JOIN_LIMIT = Duration.ofSeconds(60);

    private final ConnectSettings settings;
    private final AtomicReference<@Nullable Problem> fatal = new AtomicReference<>();
    private final AtomicReference<DistributedWorker.@Nullable Prepared> prepared = new AtomicReference<>();
    private volatile DistributedWorker.@Nullable Running running;

    public ConnectService(ConnectSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "connect";
    }

    @Override
    public void start(StartProgress progress) {
        fatal.set(null);
        FatalExits.divert(name(), message -> fatal.compareAndSet(null, failed(message)));
        var worker = new DistributedWorker();
        try {
            progress.report("finding the plugins", Double.NaN);
            OwnThread.run("connect-prepare", () -> prepared.set(worker.prepare(WorkerProperties.of(settings))));
            progress.report("waiting for Kafka", Double.NaN);
            KafkaReachable.await(settings.bootstrap(), JOIN_LIMIT);
            progress.report("joining the group", Double.NaN);
            OwnThread.run("connect-start", () -> {
                running = worker.start(java.util.Objects.requireNonNull(prepared.get()));
                prepared.set(null);
            });
            awaitJoined();
        } catch (Exception e) {
            stop();
            throw problem(e);
        }
    }

    /** The worker answers 503 here until it has read its topics and is in the group. */
    private void awaitJoined() throws InterruptedException {
        long deadline = System.nanoTime() + JOIN_LIMIT.toNanos();
        while (!healthy()) {
            Problem failure = fatal.get();
            if (failure != null) {
                throw failure.asException();
            }
            if (System.nanoTime() > deadline) {
                throw failed("it did not join its group within " + JOIN_LIMIT.toSeconds() + " s")
                        .asException();
            }
            Thread.sleep(20);
        }
    }

    @Override
    public void stop() {
        var worker = running;
        var half = prepared.getAndSet(null);
        try {
            if (worker != null) {
                OwnThread.run("connect-stop", worker::stop);
            } else if (half != null) {
                OwnThread.run("connect-stop", half.rest()::stop);
            }
        } catch (Exception e) {
            // A worker that lost Kafka can't leave its group in order; the group notices by itself.
            LOG.warn("Connect did not stop cleanly", e);
        } finally {
            running = null;
            FatalExits.forget(name());
        }
    }

    @Override
    public boolean healthy() {
        if (running == null || fatal.get() != null) {
            return false;
        }
        try {
            var request = (HttpURLConnection)
                    URI.create(settings.url() + "/health").toURL().openConnection();
            request.setConnectTimeout(500);
            request.setReadTimeout(1000);
            try {
                return request.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                request.disconnect();
            }
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
        return switch (e) {
            case ProblemException known -> known;
            case InterruptedException interrupted -> {
                Thread.currentThread().interrupt();
                yield failed("its start was interrupted").causedBy(interrupted);
            }
            default ->
                StartFailure.of(e, "Kafka Connect", settings.secrets(), settings.port())
                        .orElseGet(() -> failed(StartFailure.reason(e)))
                        .causedBy(e);
        };
    }

    private static Problem failed(String reason) {
        return Problem.system(
                "connect-failed",
                "Kafka Connect could not go on: " + reason + ".",
                "Look at connect.log in the log folder, then start again.");
    }
}
