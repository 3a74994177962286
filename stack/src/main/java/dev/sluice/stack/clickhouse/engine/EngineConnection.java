/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse.engine;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One session of the engine: its settings, its current database and its temporary tables are its own. Any thread may
 * use it, one statement at a time; a second one waits. Closing waits for the statement under way.
 */
public final class EngineConnection implements AutoCloseable {
    private final Libchdb library;
    private final String version;
    private final ExecutorService threads;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable MemorySegment handle;

    EngineConnection(Libchdb library, MemorySegment handle, String version, ExecutorService threads) {
        this.library = library;
        this.handle = handle;
        this.version = version;
        this.threads = threads;
    }

    /** The bytes of a result and what was done for it. */
    public record Result(byte[] data, QueryStats stats) {}

    /** Takes a result apart as it arrives; what it throws ends the query. */
    @FunctionalInterface
    public interface ResultReader {
        /** Reads {@code bytes} to the end. */
        void read(InputStream bytes) throws IOException;
    }

    /**
     * Runs statements, separated by semicolons, and returns the last one's result whole; for what has a small result.
     *
     * @param format of a result whose statement has no FORMAT clause
     * @param parameters values of {@code {name:Type}} placeholders, in ClickHouse's escaped text form
     */
    public Result run(String sql, String format, Map<String, String> parameters) throws EngineException {
        lock.lock();
        try {
            return checked(library.query(open(), sql, format, parameters));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Runs a statement with a result of any size, which {@code reader} gets while the engine makes it.
     *
     * <p>libchdb's own result streaming formats each block by itself, so that JSON comes as many documents and CSV
     * with many headers. Here the engine writes one formatted stream into a pipe, as clickhouse-client writes to
     * standard output.
     *
     * @param sql makes the statement of the path that the result goes to
     * @throws IOException what the reader threw; the query was then cut off, and is only over when it tries to write
     */
    public QueryStats stream(StreamedStatement sql, String format, Map<String, String> parameters, ResultReader reader)
            throws EngineException, IOException {
        lock.lock();
        try (Pipe pipe = Pipe.open()) {
            MemorySegment connection = open();
            Future<Libchdb.RawResult> result = threads.submit(() -> {
                try {
                    return library.query(connection, sql.into(pipe.path()), format, parameters);
                } finally {
                    pipe.closeWriteEnd();
                }
            });
            try {
                reader.read(pipe.reader());
            } catch (IOException | RuntimeException e) {
                // A writer that blocks on the full pipe fails now. The statement must be over before the lock goes.
                pipe.reader().close();
                await(result);
                throw e;
            }
            return checked(await(result)).stats();
        } finally {
            lock.unlock();
        }
    }

    /** A statement that writes its result to a file. */
    @FunctionalInterface
    public interface StreamedStatement {
        /** The text of the statement with the path in it. */
        String into(String path);
    }

    /**
     * Begins an INSERT whose data follows in pieces. The connection is the stream's until the stream is closed.
     *
     * @param sql an INSERT without FORMAT clause and data
     */
    public InsertStream insert(String sql, String format, Map<String, String> parameters) throws EngineException {
        lock.lock();
        boolean opened = false;
        try {
            MemorySegment stream = library.openInsert(open(), sql, format, parameters);
            String error = library.insertError(stream);
            if (error != null) {
                library.destroyInsert(stream);
                throw EngineException.reported(error, version);
            }
            opened = true;
            return InsertStream.over(library, stream, version, lock::unlock);
        } finally {
            if (!opened) {
                lock.unlock();
            }
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            MemorySegment closing = handle;
            handle = null;
            if (closing != null) {
                library.close(closing);
            }
        } finally {
            lock.unlock();
        }
    }

    private MemorySegment open() {
        MemorySegment connection = handle;
        if (connection == null) {
            throw new IllegalStateException("the connection is closed");
        }
        return connection;
    }

    private Result checked(Libchdb.RawResult result) throws EngineException {
        String error = result.error();
        if (error != null) {
            throw EngineException.reported(error, version);
        }
        return new Result(result.data(), result.stats());
    }

    /** Waits whatever happens: native code uses the connection until the call has returned. */
    private static Libchdb.RawResult await(Future<Libchdb.RawResult> result) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new IllegalStateException(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
