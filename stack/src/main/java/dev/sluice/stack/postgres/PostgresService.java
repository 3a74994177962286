/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.postgres;

import dev.sluice.core.problem.Problem;
import dev.sluice.core.problem.ProblemException;
import dev.sluice.stack.lifecycle.OwnSession;
import dev.sluice.stack.lifecycle.Service;
import dev.sluice.stack.lifecycle.StartFailure;
import dev.sluice.stack.lifecycle.StartProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL as a child process, with fsync on: what it has committed survives the end of any process. If our own
 * process was killed, its server is found by its data folder at the next start and stopped first.
 */
public final class PostgresService implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresService.class);
    /** Recovery after a crash replays at most {@code max_wal_size} of WAL, unless slots hold more. */
    private static final Duration START_LIMIT = Duration.ofMinutes(5);

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(4);

    private final PostgresSettings settings;
    private volatile @Nullable Process postmaster;
    private @Nullable PostgresBinaries binaries;

    public PostgresService(PostgresSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public void start(StartProgress progress) {
        try {
            Path log = ServerLog.opened(settings.logs());
            PostgresBinaries programs = PostgresBinaries.unpackedIn(settings.binaries(), progress);
            binaries = programs;
            LeftoverServer.end(settings.data(), programs);
            progress.report("preparing the data folder", Double.NaN);
            DataFolder.prepare(settings, programs);
            launch(programs, log, progress);
            Databases.ensure(settings);
        } catch (IOException | SQLException | InterruptedException | ProblemException e) {
            stop();
            throw problem(e);
        }
    }

    private void launch(PostgresBinaries programs, Path log, StartProgress progress)
            throws IOException, InterruptedException {
        progress.report("starting the server", Double.NaN);
        long logStart = Files.exists(log) ? Files.size(log) : 0;
        List<String> arguments = new ArrayList<>(List.of("-D", settings.data().toString()));
        arguments.addAll(ServerOptions.of(settings));
        Process server = new ProcessBuilder(OwnSession.of(PostgresCommand.of(programs.program("postgres"), arguments)))
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        postmaster = server;
        awaitReady(server, log, logStart, progress);
    }

    private void awaitReady(Process server, Path log, long logStart, StartProgress progress)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        boolean slow = false;
        while (!isReady(server)) {
            if (server.waitFor(20, TimeUnit.MILLISECONDS)) {
                throw died(log, logStart).asException();
            }
            long waited = System.nanoTime() - begin;
            if (waited > START_LIMIT.toNanos()) {
                throw DataFolder.damaged(settings.data(), "it was not ready after " + START_LIMIT.toMinutes() + " min")
                        .asException();
            }
            if (!slow && waited > TimeUnit.SECONDS.toNanos(2)) {
                slow = true;
                progress.report("recovering from an unclean stop", Double.NaN);
            }
        }
    }

    private boolean isReady(Process server) throws IOException {
        Optional<PostmasterFile> file = PostmasterFile.in(settings.data());
        return file.isPresent()
                && file.get().pid() == server.pid()
                && file.get().ready();
    }

    /** The port's and the disk's troubles are told in lines before the fatal one. */
    private Problem died(Path log, long logStart) throws IOException {
        String reason = ServerLog.lastLine(log, logStart, ServerLog::isError);
        return StartFailure.ofText(ServerLog.since(log, logStart), "PostgreSQL", settings.data(), settings.port())
                .orElseGet(() -> DataFolder.damaged(
                        settings.data(), reason.isBlank() ? "the server ended at once, see " + log : reason));
    }

    @Override
    public void stop() {
        Process server = postmaster;
        PostgresBinaries programs = binaries;
        if (server == null) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            if (server.isAlive() && programs != null) {
                ServerControl.stop(settings.data(), programs, STOP_PATIENCE);
            }
        } catch (IOException e) {
            LOG.warn("pg_ctl could not stop the server", e);
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            server.destroyForcibly();
            postmaster = null;
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean healthy() {
        Process server = postmaster;
        return server != null && server.isAlive() && Databases.answers(settings);
    }

    @Override
    public List<Long> pids() {
        Process server = postmaster;
        return server == null ? List.of() : List.of(server.pid());
    }

    private ProblemException problem(Exception e) {
        return switch (e) {
            case ProblemException known -> known;
            case InterruptedException interrupted -> {
                Thread.currentThread().interrupt();
                yield Problem.system("postgres-failed", "The start of PostgreSQL was interrupted.", "Start again.")
                        .causedBy(interrupted);
            }
            default ->
                StartFailure.of(e, "PostgreSQL", settings.data(), settings.port())
                        .orElseGet(() -> Problem.system(
                                "postgres-failed",
                                "PostgreSQL did not start: " + StartFailure.reason(e) + ".",
                                "Look at " + settings.logs() + ", then start again."))
                        .causedBy(e);
        };
    }
}
