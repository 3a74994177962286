/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.process;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.LoggerFactory;

/**
 * What has to be closed when the process ends, however it ends: the last one registered is closed first, each of them
 * once. A failure of one does not keep the others from being closed; it goes to the log.
 *
 * <p>Any thread may call; {@link #closeAll} returns to each caller only after everything is closed.
 */
public final class Closers {
    private final Deque<Entry> entries = new ArrayDeque<>();
    private boolean closed;

    private record Entry(String name, AutoCloseable closeable) {}

    /** Remembers one; closes it right away if the end has already begun. */
    public void add(String name, AutoCloseable closeable) {
        Entry entry = new Entry(name, closeable);
        synchronized (entries) {
            if (!closed) {
                entries.push(entry);
                return;
            }
        }
        close(entry);
    }

    /** Closes all, in reverse order. */
    public synchronized void closeAll() {
        while (true) {
            Entry next;
            synchronized (entries) {
                closed = true;
                next = entries.poll();
            }
            if (next == null) {
                return;
            }
            close(next);
        }
    }

    /** Lets the end of the JVM (Ctrl-C, SIGTERM, exit) close all. */
    public void closeAtExit() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::closeAll, "closers"));
    }

    private static void close(Entry entry) {
        try {
            entry.closeable.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LoggerFactory.getLogger(Closers.class).warn("{} did not close cleanly", entry.name, e);
        }
    }
}
