/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse;

import dev.sluice.core.problem.Problem;
import dev.sluice.core.problem.ProblemException;
import dev.sluice.stack.lifecycle.StartProgress;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Runs a real {@code clickhouse server}.
 *
 * @param program the {@code clickhouse} binary
 */
record ServerBinary(Path program) implements ServerProcess {
    private static final Pattern VERSION = Pattern.compile("version (\\d+)\\.(\\d+)");
    private static final int OLDEST = 2408;
    private static final String LOG = "clickhouse.log";
    private static final String OUTPUT = "clickhouse.out";

    /** The first {@code clickhouse} of a PATH that is new enough; an older one, as some distributions have, is no use. */
    static Optional<ServerBinary> onPath(@Nullable String path) {
        return Arrays.stream((path == null ? "" : path).split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder).resolve("clickhouse"))
                .filter(Files::isExecutable)
                .map(ServerBinary::new)
                .filter(binary -> binary.version() >= OLDEST)
                .findFirst();
    }

    /** A binary that the configuration names. */
    static ServerBinary configured(Path program) {
        ServerBinary binary = new ServerBinary(program);
        if (!Files.isExecutable(program) || binary.version() < OLDEST) {
            throw Problem.user(
                            "clickhouse-binary-unusable",
                            program + " is not a ClickHouse binary of version 24.8 or later.",
                            "Name another one, or none to use the embedded engine.")
                    .asException();
        }
        return binary;
    }

    /** Year and month of the release, as 2408; 0 if the program does not say. */
    private int version() {
        try {
            Process process = new ProcessBuilder(program.toString(), "local", "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor(10, TimeUnit.SECONDS);
            Matcher matcher = VERSION.matcher(text);
            return matcher.find() ? 100 * Integer.parseInt(matcher.group(1)) + Integer.parseInt(matcher.group(2)) : 0;
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    @Override
    public Process launch(ClickHouseService.Settings settings, StartProgress progress) throws IOException {
        progress.report("starting " + program, Double.NaN);
        Path config = settings.data().resolve("server.xml");
        Files.deleteIfExists(config);
        Files.createFile(config, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(config, render(settings));
        ProcessBuilder builder = new ProcessBuilder(program.toString(), "server", "--config-file", config.toString())
                .directory(settings.data().toFile())
                .redirectErrorStream(true)
                .redirectOutput(settings.logs().resolve(OUTPUT).toFile());
        // Without it the server waits for a second process to restart it, which would outlive us.
        builder.environment().put("CLICKHOUSE_WATCHDOG_ENABLE", "0");
        return builder.start();
    }

    @Override
    public ProblemException explain(ClickHouseService.Settings settings, int exitCode) {
        List<Path> logs = List.of(
                settings.logs().resolve("clickhouse.err.log"), settings.logs().resolve(OUTPUT));
        return Problem.user(
                        "clickhouse-server-refused",
                        program + " ended with exit code " + exitCode + " while it started with the data in "
                                + settings.data() + ": " + LogTail.lastError(logs) + ".",
                        "Stop any other server on that folder or on port " + settings.port() + "; look into "
                                + settings.logs().resolve(LOG) + ".")
                .asException();
    }

    /** The server's configuration: {@code server.xml} beside this class, filled in. */
    static String render(ClickHouseService.Settings settings) throws IOException {
        try (InputStream template =
                Objects.requireNonNull(ServerBinary.class.getResourceAsStream("server.xml"), "server.xml")) {
            return new String(template.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@LOGS@", EngineConfig.escaped(settings.logs().toString()))
                    .replace("@DATA@", EngineConfig.escaped(settings.data().toString()))
                    .replace("@PORT@", Integer.toString(settings.port()))
                    .replace("@USER@", element(settings.user()))
                    .replace(
                            "@PASSWORD@",
                            EngineConfig.escaped(settings.password().reveal()));
        }
    }

    private static String element(String user) {
        if (!user.matches("[A-Za-z_][A-Za-z0-9_.-]*")) {
            throw Problem.user(
                            "clickhouse-user-unusable",
                            "'" + user + "' can't be the name of a ClickHouse user here.",
                            "Use letters, digits and underscores.")
                    .asException();
        }
        return user;
    }
}
