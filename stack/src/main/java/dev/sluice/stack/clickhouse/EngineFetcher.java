/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse;

import dev.sluice.core.problem.Problem;
import dev.sluice.stack.lifecycle.Folders;
import dev.sluice.stack.lifecycle.StartProgress;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Gets the ClickHouse engine's library, once for a user: from then on it is in the cache, {@code $SLUICE_CACHE}, else
 * {@code $XDG_CACHE_HOME/sluice}, else {@code ~/.cache/sluice}. Safe to call from several threads and processes at
 * once: one fetches, the others wait for it.
 */
public final class EngineFetcher {
    private static final long SPARE_BYTES = 64L << 20;

    /** File locks exclude other processes only. */
    private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

    private final Path cache;
    private final String os;
    private final String arch;
    private final Npm npm;

    EngineFetcher(Path cache, String os, String arch, Npm npm) {
        this.cache = cache;
        this.os = os;
        this.arch = arch;
        this.npm = npm;
    }

    /** For this platform, with the cache folder that the environment asks for. */
    public static EngineFetcher create() {
        return new EngineFetcher(
                cacheFolder(System.getenv(), Path.of(System.getProperty("user.home"))),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Npm.onPath(System.getenv("PATH")));
    }

    /** The folder that keeps what is fetched or unpacked once for a user. */
    public static Path cacheFolder(Map<String, String> environment, Path home) {
        String own = environment.getOrDefault("SLUICE_CACHE", "");
        if (!own.isEmpty()) {
            return Path.of(own);
        }
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        return xdg.isEmpty()
                ? home.resolve(".cache").resolve("sluice")
                : Path.of(xdg).resolve("sluice");
    }

    /**
     * The library's file, fetched if it is not there yet; takes a minute or so then.
     *
     * @throws dev.sluice.core.problem.ProblemException no npm, no package for this platform, no network, a wrong hash,
     *     or no space; nothing half-done stays in the cache
     */
    public Path fetch(StartProgress progress) {
        EnginePackage wanted = EnginePackage.of(os, arch)
                .orElseThrow(() -> Problem.user(
                                "engine-unsupported-platform",
                                "The embedded ClickHouse engine does not exist for " + os + " on " + arch + ".",
                                "Install a clickhouse binary on the PATH, or set clickhouse.url to a server.")
                        .asException());
        Path folder = cache.resolve("engine").resolve(wanted.version()).resolve(os + "-" + arch);
        Path library = folder.resolve(wanted.library());
        if (Files.exists(library)) {
            return library;
        }
        IN_THIS_PROCESS.lock();
        try {
            Files.createDirectories(folder);
            try (FileChannel lockFile = FileChannel.open(
                            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = waitFor(lockFile, progress)) {
                if (lock.isValid() && !Files.exists(library)) {
                    fetchInto(folder, library, wanted, progress);
                }
            }
            return library;
        } catch (IOException e) {
            throw Problem.system(
                            "engine-cache-unwritable",
                            "The ClickHouse engine could not be stored in " + folder + ": " + e.getMessage() + ".",
                            "Make room there or let SLUICE_CACHE name another folder, then try again.")
                    .causedBy(e);
        } finally {
            IN_THIS_PROCESS.unlock();
        }
    }

    private static FileLock waitFor(FileChannel lockFile, StartProgress progress) throws IOException {
        FileLock lock = lockFile.tryLock();
        if (lock == null) {
            progress.report("waiting for another process that fetches the engine", Double.NaN);
            lock = lockFile.lock();
        }
        return lock;
    }

    private void fetchInto(Path folder, Path library, EnginePackage wanted, StartProgress progress) throws IOException {
        removeLeftovers(folder);
        long needed = 2 * wanted.archiveBytes() + wanted.libraryBytes() + SPARE_BYTES;
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < needed) {
            throw Problem.system(
                            "engine-disk-full",
                            "The ClickHouse engine needs " + (needed >> 20) + " MiB in " + cache + ", which has "
                                    + (free >> 20) + " MiB left.",
                            "Make room there or let SLUICE_CACHE name another folder.")
                    .asException();
        }
        Path work = Files.createTempDirectory(folder, "fetch-");
        try {
            Path archive = npm.pack(wanted, work, progress);
            progress.report("checking the engine", Double.NaN);
            EngineArchive.verify(archive, wanted);
            Path unpacked = work.resolve(wanted.library());
            EngineArchive.unpack(archive, wanted, unpacked, progress);
            Files.move(unpacked, library, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Folders.delete(work);
        }
    }

    /** What a killed fetch left; we hold the lock, so nobody works there. */
    private static void removeLeftovers(Path folder) throws IOException {
        List<Path> leftovers;
        try (Stream<Path> entries = Files.list(folder)) {
            leftovers = entries.filter(
                            entry -> String.valueOf(entry.getFileName()).startsWith("fetch-"))
                    .toList();
        }
        for (Path leftover : leftovers) {
            Folders.delete(leftover);
        }
    }
}
