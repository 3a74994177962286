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
 * Sessions that nobody uses end after a while. Requests without one share the {@link IdleConnections}.
 */
final class Sessions implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private final Engine engine;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final IdleConnections idle = new IdleConnections();

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

    /** A connection for one request; closing the lease closes or keeps the connection. For one thread. */
    static final class Lease implements AutoCloseable {
        private final EngineConnection connection;
        private final boolean ofSession;
        private final boolean alreadySet;
        private final Runnable onKeep;
        private boolean keep;

        private Lease(EngineConnection connection, boolean ofSession, boolean alreadySet, Runnable onKeep) {
            this.connection = connection;
            this.ofSession = ofSession;
            this.alreadySet = alreadySet;
            this.onKeep = onKeep;
            this.keep = ofSession;
        }

        EngineConnection connection() {
            return connection;
        }

        /** Whether a later request of the same session will get it. */
        boolean ofSession() {
            return ofSession;
        }

        /** Whether an earlier request set it to the same settings. */
        boolean alreadySet() {
            return alreadySet;
        }

        /** Says that the statement has left nothing in the connection, so another request may have it. */
        void leftAsItWas() {
            keep = true;
        }

        @Override
        public void close() {
            if (keep) {
                onKeep.run();
            } else {
                connection.close();
            }
        }
    }

    /**
     * Leases a connection to the calling thread, which also has to give it back.
     *
     * @param settings what the connection is to be set to: one that has been set to the same is taken, if it is free
     */
    Lease lease(QueryParameters parameters, Map<String, String> settings) throws EngineException {
        closeIdle();
        if (parameters.sessionId().isEmpty()) {
            EngineConnection free = idle.take(settings);
            EngineConnection connection = free == null ? engine.connect() : free;
            return new Lease(connection, false, free != null, () -> idle.give(settings, connection));
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
        return new Lease(session.connection, true, false, () -> {
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
        idle.close();
    }
}
