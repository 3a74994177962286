/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse.engine;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The ClickHouse engine inside this process, on one data folder. A process can have one, once: libchdb keeps global
 * state. All methods may be called by any thread.
 *
 * <p>A connection costs less than a millisecond, so each request gets one of its own and settings can't leak.
 */
public final class Engine implements AutoCloseable {
    /** ClickHouse recurses deeply in its parser and analyser; a server's threads have 8 MiB as well. */
    private static final long STACK_BYTES = 8L << 20;

    private final Libchdb library;
    private final String path;
    private final ExecutorService threads;
    private final EngineConnection anchor;
    private final String version;
    private final String timezone;

    private Engine(
            Libchdb library,
            String path,
            ExecutorService threads,
            EngineConnection anchor,
            String version,
            String timezone) {
        this.library = library;
        this.path = path;
        this.threads = threads;
        this.anchor = anchor;
        this.version = version;
        this.timezone = timezone;
    }

    /**
     * Loads the library and starts the engine; it goes on with the data of the last run.
     *
     * @return empty if the engine refused, having said why on standard error and in its log
     */
    public static Optional<Engine> start(Path library, Path data, Path configFile) {
        Libchdb chdb = Libchdb.load(library);
        String path = "--path=" + data;
        MemorySegment handle = chdb.connect(List.of(path, "--config-file=" + configFile));
        if (handle == null) {
            return Optional.empty();
        }
        // Threads are kept for a while: the engine sets up a lot for each thread that enters it.
        ExecutorService threads = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                Thread.ofPlatform().name("engine-", 0).stackSize(STACK_BYTES).factory());
        String version = text(chdb, handle, "SELECT version()");
        String timezone = text(chdb, handle, "SELECT timezone()");
        EngineConnection anchor = new EngineConnection(chdb, handle, version, threads);
        return Optional.of(new Engine(chdb, path, threads, anchor, version, timezone));
    }

    private static String text(Libchdb chdb, MemorySegment handle, String sql) {
        return new String(chdb.query(handle, sql, "TSVRaw", Map.of()).data(), StandardCharsets.UTF_8).strip();
    }

    /** A new session with default settings; the caller closes it. */
    public EngineConnection connect() {
        MemorySegment handle = library.connect(List.of(path));
        if (handle == null) {
            throw new IllegalStateException("the engine accepts no more connections");
        }
        return new EngineConnection(library, handle, version, threads);
    }

    /** Threads with a stack that is large enough for the engine. */
    public ExecutorService threads() {
        return threads;
    }

    /** ClickHouse's version, for example {@code 26.7.2.1}. */
    public String version() {
        return version;
    }

    /** The name of the server's time zone. */
    public String timezone() {
        return timezone;
    }

    /**
     * Stops background work, writes out what is in memory and releases the data folder. Connections must be closed by
     * then, else the engine stays.
     */
    @Override
    public void close() {
        anchor.close();
        library.shutdown();
        threads.shutdown();
    }
}
