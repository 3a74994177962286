/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse.http;

import dev.sluice.stack.clickhouse.engine.Engine;
import dev.sluice.stack.clickhouse.engine.EngineConnection;
import dev.sluice.stack.clickhouse.engine.EngineException;
import dev.sluice.stack.clickhouse.sql.Quoting;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queries under way, by the id that the client knows. The engine gives each statement an id of its own and has no
 * way to set it, so the client's id travels as the setting {@code log_comment}, by which KILL QUERY can find it.
 */
final class RunningQueries {
    private static final Logger LOG = LoggerFactory.getLogger(RunningQueries.class);
    private static final Duration KILL_AGAIN = Duration.ofMillis(200);

    private final Engine engine;
    private final Map<String, Running> running = new ConcurrentHashMap<>();

    RunningQueries(Engine engine) {
        this.engine = engine;
    }

    /** One query from before its first statement until after its last. */
    final class Running implements AutoCloseable {
        private final String id;
        private final String comment;
        private final CountDownLatch over = new CountDownLatch(1);

        private Running(String id, String comment) {
            this.id = id;
            this.comment = comment;
        }

        /** The value for the setting {@code log_comment}. */
        String comment() {
            return comment;
        }

        /**
         * Has the query killed, by a thread of its own. Again and again until it is over, as it may not have reached the
         * engine's list yet.
         */
        void kill() {
            engine.threads().execute(this::killUntilOver);
        }

        private void killUntilOver() {
            String sql = "KILL QUERY WHERE Settings['log_comment'] = " + Quoting.literal(comment) + " ASYNC";
            try (EngineConnection connection = engine.connect()) {
                while (!over.await(0, TimeUnit.MILLISECONDS)) {
                    connection.run(sql, "Null", Map.of());
                    if (over.await(KILL_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                        return;
                    }
                }
            } catch (EngineException | IllegalStateException e) {
                LOG.warn("query {} could not be cancelled: {}", id, e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            over.countDown();
            running.remove(id, this);
        }
    }

    /**
     * Registers a query.
     *
     * @param clientComment a {@code log_comment} that the client set itself, or nothing
     * @throws EngineException 216 if the id is in use
     */
    Running begin(String id, String clientComment) throws EngineException {
        Running query = new Running(id, clientComment.isEmpty() ? id : clientComment + " [" + id + "]");
        if (running.putIfAbsent(id, query) != null) {
            throw new EngineException(
                    216,
                    "QUERY_WITH_SAME_ID_IS_ALREADY_RUNNING",
                    "Query with id = " + id + " is already running.",
                    engine.version());
        }
        return query;
    }

    /** Kills all of them, and waits at most this long for their ends; true if none is left. */
    boolean killAll(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        running.values().forEach(Running::kill);
        for (Running query : running.values()) {
            if (!query.over.await(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                return false;
            }
        }
        return true;
    }
}
