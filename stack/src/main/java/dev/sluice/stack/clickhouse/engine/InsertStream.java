/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The data of one INSERT, in pieces cut anywhere. For the thread that opened it. Closing without {@link #finish} cancels:
 * blocks that the engine had already written stay, as with any ClickHouse server.
 */
public final class InsertStream implements AutoCloseable {
    private static final int CHUNK = 1 << 16;

    private final Libchdb library;
    private final MemorySegment stream;
    private final String version;
    private final Runnable onClose;
    private final MemorySegment chunk;
    private boolean closed;

    private InsertStream(Libchdb library, MemorySegment stream, String version, Runnable onClose, MemorySegment chunk) {
        this.library = library;
        this.stream = stream;
        this.version = version;
        this.onClose = onClose;
        this.chunk = chunk;
    }

    /** Takes over an open native stream; {@code onClose} runs once it is destroyed. */
    static InsertStream over(Libchdb library, MemorySegment stream, String version, Runnable onClose) {
        return new InsertStream(
                library, stream, version, onClose, Arena.ofAuto().allocate(CHUNK));
    }

    /**
     * Hands data to the parser; blocks while the engine is behind.
     *
     * @return false if the insert has failed; {@link #finish} then says why
     */
    public boolean append(byte[] data, int offset, int length) {
        int end = offset + length;
        for (int from = offset; from < end; from += CHUNK) {
            int size = Math.min(CHUNK, end - from);
            MemorySegment.copy(data, from, chunk, ValueLayout.JAVA_BYTE, 0, size);
            if (!library.append(stream, chunk, size)) {
                return false;
            }
        }
        return true;
    }

    /** Ends the data, and waits until the rows are in the table. */
    public QueryStats finish() throws EngineException {
        Libchdb.RawResult result = library.finishInsert(stream);
        String error = result.error();
        if (error != null) {
            throw EngineException.reported(error, version);
        }
        return result.stats();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            library.destroyInsert(stream);
        } finally {
            onClose.run();
        }
    }
}
