/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse;

import dev.sluice.core.config.ClickHouseAddress;
import dev.sluice.core.config.Secret;
import dev.sluice.core.problem.Problem;
import dev.sluice.core.problem.ProblemException;
import dev.sluice.stack.lifecycle.Service;
import dev.sluice.stack.lifecycle.StartProgress;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * ClickHouse as a child process on 127.0.0.1: a real {@code clickhouse} binary if one is configured or on the PATH, else
 * the engine from libchdb behind an HTTP server that speaks the same protocol.
 */
public final class ClickHouseService implements Service {
    private static final Duration START_PATIENCE = Duration.ofSeconds(120);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
    private static final int PING_MILLIS = 500;
    private static final int ANSWER_MILLIS = 20_000;
    private static final long POLL_MILLIS = 25;

    private final Settings settings;
    private final EngineFetcher fetcher;
    private final PidFile pidFile;
    private volatile @Nullable Process process;

    /** Nothing happens before {@link #start}. */
    public ClickHouseService(Settings settings, EngineFetcher fetcher) {
        this.settings = settings;
        this.fetcher = fetcher;
        this.pidFile = new PidFile(settings.data().resolve("sluice.pid"));
    }

    /**
     * How to run ClickHouse.
     *
     * @param data the folder of databases and tables; made if it is missing; absolute
     * @param logs the folder of logs; made if it is missing; absolute
     * @param port of the HTTP interface on 127.0.0.1
     * @param user the one account
     * @param binary a {@code clickhouse} binary to use instead of what is found
     */
    public record Settings(Path data, Path logs, int port, String user, Secret password, Optional<Path> binary) {}

    /** The address to connect to. */
    public ClickHouseAddress address() {
        return new ClickHouseAddress(url(), settings.user(), settings.password());
    }

    @Override
    public String name() {
        return "clickhouse";
    }

    @Override
    public void start(StartProgress progress) {
        try {
            createFolders();
            if (pidFile.stopSurvivor()) {
                progress.report("stopped the server that the last run left behind", Double.NaN);
            }
            refuseTakenPort();
            ServerProcess server = choose();
            Process started = server.launch(settings, progress);
            process = started;
            pidFile.remember(started.toHandle());
            awaitPing(server, started);
        } catch (InterruptedException e) {
            stop();
            Thread.currentThread().interrupt();
            throw Problem.system("clickhouse-start-stopped", "The start of ClickHouse was stopped.", "Try again.")
                    .causedBy(e);
        } catch (IOException e) {
            stop();
            throw Problem.system(
                            "clickhouse-start-failed",
                            "ClickHouse could not be started in " + settings.data() + ": " + e.getMessage() + ".",
                            "Check that the folder can be written to and that there is room.")
                    .causedBy(e);
        } catch (ProblemException e) {
            stop();
            throw e;
        }
    }

    private void createFolders() throws IOException {
        Files.createDirectories(settings.data());
        Files.createDirectories(settings.logs());
    }

    /** Another server there would answer our pings in place of ours. */
    private void refuseTakenPort() {
        try (ServerSocket probe = new ServerSocket(settings.port(), 1, InetAddress.getByName("127.0.0.1"))) {
            probe.setReuseAddress(true);
        } catch (IOException e) {
            throw EngineLauncher.portInUse(settings.port()).causedBy(e);
        }
    }

    private ServerProcess choose() {
        Optional<ServerBinary> binary =
                settings.binary().map(ServerBinary::configured).or(() -> ServerBinary.onPath(System.getenv("PATH")));
        return binary.isPresent() ? binary.get() : new EngineLauncher(fetcher);
    }

    private void awaitPing(ServerProcess server, Process started) throws InterruptedException {
        long end = System.nanoTime() + START_PATIENCE.toNanos();
        while (!healthy()) {
            if (!started.isAlive()) {
                throw server.explain(settings, started.exitValue());
            }
            if (System.nanoTime() > end) {
                throw Problem.system(
                                "clickhouse-start-slow",
                                "ClickHouse did not answer within " + START_PATIENCE.toSeconds() + " s.",
                                "Look into " + settings.logs() + ".")
                        .asException();
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    @Override
    public void stop() {
        Process running = process;
        process = null;
        if (running == null) {
            return;
        }
        boolean interrupted = false;
        running.destroy();
        try {
            if (!running.waitFor(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                running.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            running.destroyForcibly();
            interrupted = true;
        }
        try {
            running.getOutputStream().close();
            pidFile.forget();
        } catch (IOException e) {
            // The next start finds that the process is gone.
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean healthy() {
        try {
            return pids().size() == 1 && body(request("ping", PING_MILLIS)).startsWith("Ok.");
        } catch (IOException e) {
            return false;
        }
    }

    /** A ping says that the server lives; what the engine behind it does, only a query can tell. */
    @Override
    public Optional<Problem> silence() {
        return answers(ANSWER_MILLIS)
                ? Optional.empty()
                : Optional.of(Problem.system(
                        "clickhouse-silent",
                        "The process of ClickHouse runs and answers nobody.",
                        "Nothing: it is started again. If that goes on, look into " + settings.logs() + "."));
    }

    boolean answers(int millis) {
        try {
            HttpURLConnection query = request("?query=SELECT%201&log_queries=0", millis);
            query.setRequestProperty("X-ClickHouse-User", settings.user());
            query.setRequestProperty("X-ClickHouse-Key", settings.password().reveal());
            // A refusal is an answer as well: too many queries at once, for example.
            return query.getResponseCode() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    private HttpURLConnection request(String what, int millis) throws IOException {
        HttpURLConnection request =
                (HttpURLConnection) url().resolve(what).toURL().openConnection(Proxy.NO_PROXY);
        request.setConnectTimeout(millis);
        request.setReadTimeout(millis);
        return request;
    }

    private static String body(HttpURLConnection request) throws IOException {
        try (InputStream answer = request.getInputStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public List<Long> pids() {
        Process running = process;
        return running != null && running.isAlive() ? List.of(running.pid()) : List.of();
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + settings.port() + "/");
    }
}
