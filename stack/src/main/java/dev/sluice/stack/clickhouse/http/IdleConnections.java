/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse.http;

import dev.sluice.stack.clickhouse.engine.EngineConnection;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Connections that no request uses, in which no statement has left anything. Opening one and setting it up costs the engine as
 * much as a small query does. For any thread.
 */
final class IdleConnections implements AutoCloseable {
    private static final int MOST = 8;

    /** The one used last comes first. */
    private final Deque<Idle> idle = new ArrayDeque<>();

    private boolean closed;

    private record Idle(Map<String, String> settings, EngineConnection connection) {}

    /** One that was set to exactly these settings, or nothing. */
    synchronized @Nullable EngineConnection take(Map<String, String> settings) {
        for (Iterator<Idle> each = idle.iterator(); each.hasNext(); ) {
            Idle one = each.next();
            if (one.settings().equals(settings)) {
                each.remove();
                return one.connection();
            }
        }
        return null;
    }

    /** Takes one that was set to these; the one that has been idle for longest goes if there are too many. */
    void give(Map<String, String> settings, EngineConnection connection) {
        EngineConnection surplus = null;
        synchronized (this) {
            if (closed) {
                surplus = connection;
            } else {
                idle.addFirst(new Idle(Map.copyOf(settings), connection));
                if (idle.size() > MOST) {
                    surplus = idle.removeLast().connection();
                }
            }
        }
        if (surplus != null) {
            surplus.close();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        idle.forEach(one -> one.connection().close());
        idle.clear();
    }
}
