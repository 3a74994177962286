/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse.http;

import dev.sluice.stack.clickhouse.engine.Engine;
import dev.sluice.stack.clickhouse.engine.EngineConnection;
import dev.sluice.stack.clickhouse.engine.EngineException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Engine connections that outlive a request because it named a {@code session_id}: temporary tables, SET and USE stay.
 * Sessions that nobody uses end after a while.
 */
final class Sessions implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private final Engine engine;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    Sessions(Engine engine) {
        this.engine = engine;
    }

    private static final class Session {
        private final EngineConnection connection;
        private final ReentrantLock use = new ReentrantLock();
        private volatile long lastUsed = System.nanoTime();

        private Session(EngineConnection connection) {
            this.connection = connection;
        }
    }

    /** A connection for one request; closing the lease closes or keeps the connection. */
    record Lease(EngineConnection connection, boolean kept, Runnable onClose) implements AutoCloseable {
        @Override
        public void close() {
            onClose.run();
        }
    }

    /** Leases a connection to the calling thread, which also has to give it back. */
    Lease lease(QueryParameters parameters) throws EngineException {
        closeIdle();
        if (parameters.sessionId().isEmpty()) {
            EngineConnection connection = engine.connect();
            return new Lease(connection, false, connection::close);
        }
        String id = parameters.sessionId().get();
        if (parameters.sessionCheck() && !sessions.containsKey(id)) {
            throw new EngineException(372, "SESSION_NOT_FOUND", "Session " + id + " not found", engine.version());
        }
        Session session = sessions.computeIfAbsent(id, unused -> new Session(engine.connect()));
        if (!session.use.tryLock()) {
            throw new EngineException(
                    373, "SESSION_IS_LOCKED", "Session " + id + " is locked by a concurrent client", engine.version());
        }
        return new Lease(session.connection, true, () -> {
            session.lastUsed = System.nanoTime();
            session.use.unlock();
        });
    }

    private void closeIdle() {
        long oldest = System.nanoTime() - TIMEOUT.toNanos();
        sessions.forEach((id, session) -> {
            if (session.lastUsed - oldest < 0 && session.use.tryLock()) {
                try {
                    sessions.remove(id, session);
                    session.connection.close();
                } finally {
                    session.use.unlock();
                }
            }
        });
    }

    @Override
    public void close() {
        sessions.values().forEach(session -> session.connection.close());
        sessions.clear();
    }
}
