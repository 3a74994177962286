/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Small transactions on one table from a thread of its own, for as long as it is open, also while Postgres comes and goes. */
final class Changes implements AutoCloseable {
    static final String TABLE = "CREATE TABLE things (id int PRIMARY KEY, v text)";

    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final int KEYS = 300;

    private final Source source;
    private final int keys;
    private final Random random = new Random(11);
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicLong committed = new AtomicLong();

    private Changes(Source source, int keys) {
        this.source = source;
        this.keys = keys;
    }

    static Changes start(Source source) {
        return start(source, KEYS);
    }

    /** Changes of rows with keys from 0 to this one. */
    static Changes start(Source source, int keys) {
        Changes changes = new Changes(source, keys);
        Thread.ofVirtual().name("changes").start(changes::run);
        return changes;
    }

    /** Returns after so many more transactions. */
    void more(int transactions) {
        long goal = committed.get() + transactions;
        await().atMost(Duration.ofSeconds(60)).until(() -> committed.get() >= goal);
    }

    /** No change comes after this. */
    void stop() throws InterruptedException {
        synchronized (this) {
            stopped.set(true);
        }
    }

    private void run() {
        while (!stopped.get()) {
            try (Connection connection = source.connect();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                while (transaction(connection, statement)) {
                    Thread.sleep(PAUSE);
                }
            } catch (SQLException e) {
                // Postgres is away; whether the last transaction counts is for the comparison to see.
                rest();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private synchronized boolean transaction(Connection connection, Statement statement) throws SQLException {
        if (stopped.get()) {
            return false;
        }
        int id = random.nextInt(keys);
        statement.execute("DELETE FROM things WHERE id = " + id);
        statement.execute("INSERT INTO things VALUES (" + id + ", 'v" + random.nextInt() + "')");
        statement.execute("UPDATE things SET v = v || '.' WHERE id = " + random.nextInt(keys));
        statement.execute("DELETE FROM things WHERE id = " + random.nextInt(keys));
        connection.commit();
        committed.incrementAndGet();
        return true;
    }

    private static void rest() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws InterruptedException {
        stop();
    }
}
