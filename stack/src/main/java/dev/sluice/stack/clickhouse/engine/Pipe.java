/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse.engine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * A pipe of the operating system between the engine, which writes a result into it as into a file, and us. It is what
 * gives backpressure: the engine blocks when 64 KiB are waiting. Java has no API for one, hence pipe(2).
 */
final class Pipe implements AutoCloseable {
    private static final MethodHandle PIPE = bind("pipe", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle CLOSE = bind("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private final InputStream reader;
    private final int writeEnd;
    private boolean writeEndOpen = true;

    private Pipe(InputStream reader, int writeEnd) {
        this.reader = reader;
        this.writeEnd = writeEnd;
    }

    static Pipe open() throws IOException {
        int readEnd;
        int writeEnd;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ends = arena.allocate(JAVA_INT, 2);
            if ((int) PIPE.invokeExact(ends) != 0) {
                throw new IOException("pipe(2) failed: too many open files?");
            }
            readEnd = ends.getAtIndex(JAVA_INT, 0);
            writeEnd = ends.getAtIndex(JAVA_INT, 1);
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        try {
            // Opening the descriptor's own path gives Java's stream one of its own; ours is then one too many.
            InputStream reader = new FileInputStream("/dev/fd/" + readEnd);
            return new Pipe(reader, writeEnd);
        } catch (IOException e) {
            closeDescriptor(writeEnd);
            throw e;
        } finally {
            closeDescriptor(readEnd);
        }
    }

    /** The path under which this process can open the end to write to. */
    String path() {
        return "/dev/fd/" + writeEnd;
    }

    /** Ends when all writers have closed; closing it makes a blocked writer fail. For one thread at a time. */
    InputStream reader() {
        return reader;
    }

    /** Lets the reader see the end; called by whoever knows that the engine will not open {@link #path} any more. */
    synchronized void closeWriteEnd() {
        if (writeEndOpen) {
            writeEndOpen = false;
            closeDescriptor(writeEnd);
        }
    }

    @Override
    public void close() throws IOException {
        closeWriteEnd();
        reader.close();
    }

    private static void closeDescriptor(int descriptor) {
        try {
            int ignored = (int) CLOSE.invokeExact(descriptor);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static MethodHandle bind(String name, FunctionDescriptor signature) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), signature);
    }
}
