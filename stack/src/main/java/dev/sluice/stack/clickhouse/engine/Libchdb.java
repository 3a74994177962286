/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse.engine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * libchdb's C API, one method a function, with C types turned into Java ones and nothing more: who frees what, and
 * which thread may call when, is the business of {@link EngineConnection} and {@link InsertStream}.
 *
 * <p>Source of the signatures: {@code programs/local/chdb.h} of the public repository chdb-io/chdb-core at 26.7.
 */
final class Libchdb {
    private static final FunctionDescriptor STATEMENT = FunctionDescriptor.of(
            ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG);
    private static final FunctionDescriptor POINTER_OF_POINTER = FunctionDescriptor.of(ADDRESS, ADDRESS);
    private static final FunctionDescriptor LONG_OF_POINTER = FunctionDescriptor.of(JAVA_LONG, ADDRESS);
    private static final FunctionDescriptor VOID_OF_POINTER = FunctionDescriptor.ofVoid(ADDRESS);

    private final MethodHandle setSignalHandlersEnabled;
    private final MethodHandle connect;
    private final MethodHandle closeConn;
    private final MethodHandle shutdown;
    private final MethodHandle query;
    private final MethodHandle destroyQueryResult;
    private final MethodHandle resultBuffer;
    private final MethodHandle resultLength;
    private final MethodHandle resultError;
    private final MethodHandle resultRows;
    private final MethodHandle resultBytes;
    private final MethodHandle resultStorageRowsRead;
    private final MethodHandle resultStorageBytesRead;
    private final MethodHandle resultRowsWritten;
    private final MethodHandle resultBytesWritten;
    private final MethodHandle streamInsert;
    private final MethodHandle streamAppend;
    private final MethodHandle streamDone;
    private final MethodHandle streamCancelInsert;
    private final MethodHandle streamInsertError;
    private final MethodHandle destroyInsertStream;

    private Libchdb(SymbolLookup library) {
        setSignalHandlersEnabled =
                bind(library, "chdb_set_signal_handlers_enabled", FunctionDescriptor.ofVoid(JAVA_INT));
        connect = bind(library, "chdb_connect", FunctionDescriptor.of(ADDRESS, JAVA_INT, ADDRESS));
        closeConn = bind(library, "chdb_close_conn", VOID_OF_POINTER);
        shutdown = bind(library, "chdb_shutdown", FunctionDescriptor.of(JAVA_INT));
        query = bind(library, "chdb_query_with_params_n", STATEMENT);
        destroyQueryResult = bind(library, "chdb_destroy_query_result", VOID_OF_POINTER);
        resultBuffer = bind(library, "chdb_result_buffer", POINTER_OF_POINTER);
        resultLength = bind(library, "chdb_result_length", LONG_OF_POINTER);
        resultError = bind(library, "chdb_result_error", POINTER_OF_POINTER);
        resultRows = bind(library, "chdb_result_rows_read", LONG_OF_POINTER);
        resultBytes = bind(library, "chdb_result_bytes_read", LONG_OF_POINTER);
        resultStorageRowsRead = bind(library, "chdb_result_storage_rows_read", LONG_OF_POINTER);
        resultStorageBytesRead = bind(library, "chdb_result_storage_bytes_read", LONG_OF_POINTER);
        resultRowsWritten = bind(library, "chdb_result_rows_written", LONG_OF_POINTER);
        resultBytesWritten = bind(library, "chdb_result_bytes_written", LONG_OF_POINTER);
        streamInsert = bind(library, "chdb_stream_insert_with_params_n", STATEMENT);
        streamAppend =
                bind(library, "chdb_stream_append", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG));
        streamDone = bind(library, "chdb_stream_done", POINTER_OF_POINTER);
        streamCancelInsert = bind(library, "chdb_stream_cancel_insert", VOID_OF_POINTER);
        streamInsertError = bind(library, "chdb_stream_insert_error", POINTER_OF_POINTER);
        destroyInsertStream = bind(library, "chdb_destroy_insert_stream", VOID_OF_POINTER);
    }

    /**
     * Loads the library for the rest of the process, without its signal handlers: they would replace the JVM's own.
     *
     * @throws IllegalArgumentException if it is not a library for this platform
     */
    static Libchdb load(Path file) {
        Libchdb loaded = new Libchdb(SymbolLookup.libraryLookup(file, Arena.global()));
        try {
            loaded.setSignalHandlersEnabled.invokeExact(0);
        } catch (Throwable e) {
            throw broken(e);
        }
        return loaded;
    }

    private static MethodHandle bind(SymbolLookup library, String name, FunctionDescriptor signature) {
        MemorySegment symbol = library.find(name)
                .orElseThrow(() -> new IllegalArgumentException("the ClickHouse library has no function " + name));
        return Linker.nativeLinker().downcallHandle(symbol, signature);
    }

    /** A new {@code chdb_connection *}, or null if the engine refused. */
    @Nullable
    MemorySegment connect(List<String> arguments) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment argv = arena.allocate(ADDRESS, arguments.size() + 1L);
            argv.setAtIndex(ADDRESS, 0, arena.allocateFrom("clickhouse"));
            for (int i = 0; i < arguments.size(); i++) {
                argv.setAtIndex(ADDRESS, i + 1L, arena.allocateFrom(arguments.get(i)));
            }
            MemorySegment connection = (MemorySegment) connect.invokeExact(arguments.size() + 1, argv);
            return isNull(connection) ? null : connection.reinterpret(ADDRESS.byteSize());
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    void close(MemorySegment connection) {
        invoke(closeConn, connection);
    }

    /** Joins the engine's threads; all connections must be closed. */
    void shutdown() {
        try {
            int ignored = (int) shutdown.invokeExact();
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** Runs statements and reads the result out of native memory, which is freed before this returns. */
    RawResult query(MemorySegment connection, String sql, String format, Map<String, String> parameters) {
        return consume(statement(query, connection, sql, format, parameters));
    }

    /** Opens an insert stream; the caller must destroy it, whatever {@link #insertError} says. */
    MemorySegment openInsert(MemorySegment connection, String sql, String format, Map<String, String> parameters) {
        return statement(streamInsert, connection, sql, format, parameters);
    }

    /** Copies the chunk; blocks while the engine is behind. False if the stream has failed or was ended. */
    boolean append(MemorySegment stream, MemorySegment data, long length) {
        try {
            return (int) streamAppend.invokeExact(stream, data, length) == 0;
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    RawResult finishInsert(MemorySegment stream) {
        return consume(pointer(streamDone, stream));
    }

    void cancelInsert(MemorySegment stream) {
        invoke(streamCancelInsert, stream);
    }

    @Nullable
    String insertError(MemorySegment stream) {
        return text(pointer(streamInsertError, stream));
    }

    void destroyInsert(MemorySegment stream) {
        invoke(destroyInsertStream, stream);
    }

    private static MemorySegment statement(
            MethodHandle function,
            MemorySegment connection,
            String sql,
            String format,
            Map<String, String> parameters) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment sqlBytes = bytes(arena, sql);
            MemorySegment formatBytes = bytes(arena, format);
            int count = parameters.size();
            MemorySegment names = arena.allocate(MemoryLayout.sequenceLayout(count, ADDRESS));
            MemorySegment nameLengths = arena.allocate(MemoryLayout.sequenceLayout(count, JAVA_LONG));
            MemorySegment values = arena.allocate(MemoryLayout.sequenceLayout(count, ADDRESS));
            MemorySegment valueLengths = arena.allocate(MemoryLayout.sequenceLayout(count, JAVA_LONG));
            int i = 0;
            for (Map.Entry<String, String> parameter : parameters.entrySet()) {
                MemorySegment name = bytes(arena, parameter.getKey());
                MemorySegment value = bytes(arena, parameter.getValue());
                names.setAtIndex(ADDRESS, i, name);
                nameLengths.setAtIndex(JAVA_LONG, i, name.byteSize());
                values.setAtIndex(ADDRESS, i, value);
                valueLengths.setAtIndex(JAVA_LONG, i, value.byteSize());
                i++;
            }
            MemorySegment handle = connection.get(ADDRESS, 0);
            return (MemorySegment) function.invokeExact(
                    handle,
                    sqlBytes,
                    sqlBytes.byteSize(),
                    formatBytes,
                    formatBytes.byteSize(),
                    names,
                    nameLengths,
                    values,
                    valueLengths,
                    (long) count);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    private RawResult consume(MemorySegment result) {
        if (isNull(result)) {
            throw new IllegalStateException("libchdb returned no result");
        }
        try {
            String error = text(pointer(resultError, result));
            long length = number(resultLength, result);
            byte[] data = length == 0
                    ? new byte[0]
                    : pointer(resultBuffer, result).reinterpret(length).toArray(JAVA_BYTE);
            QueryStats stats = new QueryStats(
                    number(resultStorageRowsRead, result),
                    number(resultStorageBytesRead, result),
                    number(resultRowsWritten, result),
                    number(resultBytesWritten, result),
                    number(resultRows, result),
                    number(resultBytes, result));
            return new RawResult(error, data, stats);
        } finally {
            invoke(destroyQueryResult, result);
        }
    }

    /** What a native result held, copied. */
    record RawResult(@Nullable String error, byte[] data, QueryStats stats) {}

    private static MemorySegment bytes(Arena arena, String text) {
        return arena.allocateFrom(JAVA_BYTE, text.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String text(MemorySegment pointer) {
        return isNull(pointer) ? null : pointer.reinterpret(Long.MAX_VALUE).getString(0);
    }

    private static boolean isNull(MemorySegment pointer) {
        return pointer.address() == 0;
    }

    private static MemorySegment pointer(MethodHandle function, MemorySegment argument) {
        try {
            return (MemorySegment) function.invokeExact(argument);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    private static long number(MethodHandle function, MemorySegment argument) {
        try {
            return (long) function.invokeExact(argument);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    private static void invoke(MethodHandle function, MemorySegment argument) {
        try {
            function.invokeExact(argument);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** A downcall itself throws nothing; what arrives here is a wrong binding or an error of the JVM. */
    private static RuntimeException broken(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
    }
}
