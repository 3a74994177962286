/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse;

import dev.sluice.core.problem.Problem;
import dev.sluice.core.problem.ProblemException;
import dev.sluice.stack.lifecycle.OwnSession;
import dev.sluice.stack.lifecycle.StartProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Runs {@link EngineMain} in a JVM like this one. */
record EngineLauncher(EngineFetcher fetcher) implements ServerProcess {
    private static final String OUTPUT = "engine.out";

    @Override
    public Process launch(ClickHouseService.Settings settings, StartProgress progress) throws IOException {
        Path library = fetcher.fetch(progress);
        progress.report("starting the engine", Double.NaN);
        ProcessBuilder builder = new ProcessBuilder(OwnSession.of(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-XX:MaxDirectMemorySize=64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-UsePerfData",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EngineMain.class.getName())))
                .redirectErrorStream(true)
                .redirectOutput(settings.logs().resolve(OUTPUT).toFile());
        // The engine takes its time zone from here; a server in another zone would print other texts for the same
        // times.
        builder.environment().put("TZ", "UTC");
        Process process = builder.start();
        // Its standard input stays open as long as we live: its end tells the engine that we are gone.
        new EngineSettings(
                        library,
                        settings.data(),
                        settings.logs(),
                        settings.port(),
                        settings.user(),
                        settings.password())
                .write(process.getOutputStream());
        return process;
    }

    @Override
    public ProblemException explain(ClickHouseService.Settings settings, int exitCode) {
        Path data = settings.data();
        Path log = settings.logs().resolve(OUTPUT);
        return EngineExit.of(exitCode)
                .map(exit -> switch (exit) {
                    case DATA_IN_USE ->
                        Problem.user(
                                "clickhouse-data-in-use",
                                "Another ClickHouse engine works in " + data + ".",
                                "Stop that one, or use another workspace folder.");
                    case ENGINE_REFUSED ->
                        Problem.user(
                                "clickhouse-data-unreadable",
                                "The ClickHouse engine can't start with the data in " + data + ": "
                                        + LogTail.lastError(
                                                List.of(log, settings.logs().resolve("engine.err.log")))
                                        + ".",
                                "Restore " + data + " from a backup, or move it away to begin with empty tables.");
                    case PORT_IN_USE -> portInUse(settings.port());
                    case STOPPED ->
                        Problem.system(
                                "clickhouse-stopped",
                                "The ClickHouse engine was stopped while it started.",
                                "Try again.");
                })
                .orElseGet(() -> Problem.system(
                        "clickhouse-crashed",
                        "The ClickHouse engine ended with exit code " + exitCode + " while it started with the data in "
                                + data + ": " + LogTail.lastError(List.of(log)) + ".",
                        "Look into " + log + "; if it happens again, move " + data
                                + " away to begin with empty tables."))
                .asException();
    }

    static Problem portInUse(int port) {
        return Problem.user(
                "clickhouse-port-in-use",
                "Port " + port + " on 127.0.0.1 is in use, and ClickHouse was to listen there.",
                "Stop the program that uses it, or choose another port.");
    }
}
