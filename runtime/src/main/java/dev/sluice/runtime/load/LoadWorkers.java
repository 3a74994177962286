/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.load;

import dev.sluice.core.problem.Problem;
import dev.sluice.core.problem.ProblemException;
import dev.sluice.runtime.source.PostgresSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several connections that load several tables: each takes the next chunk of the first table that has one. A system that is
 * away is waited for, for some minutes. One object, one run.
 */
final class LoadWorkers {
    private static final Logger LOG = LoggerFactory.getLogger(LoadWorkers.class);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration TELL_EVERY = Duration.ofMillis(200);
    private static final Duration LAST_CHUNK = Duration.ofSeconds(5);

    private final PostgresSource source;
    private final List<TableLoad> loads;
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    /** What workers read from: only its end ends a read of a thread of the platform. */
    private final Set<Connection> reading = ConcurrentHashMap.newKeySet();

    private volatile boolean stopped;

    LoadWorkers(PostgresSource source, List<TableLoad> loads) {
        this.source = source;
        this.loads = List.copyOf(loads);
    }

    /** Returns when all is loaded; the listener is called by this thread, and what it throws ends the load. */
    void run(int connections, TableLoader.Listener listener) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            // Not virtual: their reads are woken by another thread, for every eight kilobytes, which took a fourth of
            // the CPU here.
            threads.add(Thread.ofPlatform().daemon().name("load-" + i).start(this::work));
        }
        Set<TableLoad> told = new HashSet<>();
        try {
            for (Thread thread : threads) {
                while (!thread.join(TELL_EVERY)) {
                    tell(listener, told);
                }
            }
            tell(listener, told);
        } catch (InterruptedException e) {
            throw Problem.interrupted(e);
        } finally {
            stopped = true;
            threads.forEach(Thread::interrupt);
            reading.forEach(LoadWorkers::abort);
            end(threads);
        }
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    private void tell(TableLoader.Listener listener, Set<TableLoad> told) {
        for (TableLoad load : loads) {
            if (!told.contains(load)) {
                boolean done = load.isDone();
                listener.progress(load.table(), load.progress());
                if (done) {
                    listener.ends(load.table());
                    told.add(load);
                }
            }
        }
    }

    private void work() {
        long failingSince = 0;
        while (!over()) {
            long[] lastGood = {0};
            try {
                source.with(connection -> {
                    reading.add(connection);
                    try {
                        connection.setReadOnly(true);
                        while (!over() && loadSome(connection)) {
                            lastGood[0] = System.nanoTime();
                        }
                    } finally {
                        reading.remove(connection);
                    }
                    return true;
                });
                return;
            } catch (ProblemException e) {
                if (stopped) {
                    return;
                }
                long now = System.nanoTime();
                failingSince = lastGood[0] > 0 || failingSince == 0 ? now : failingSince;
                boolean changed = e.problem().code().equals(TableLoader.CHANGED);
                if (changed || !e.problem().retryable() || now - failingSince > PATIENCE.toNanos()) {
                    failure.compareAndSet(null, e);
                    return;
                }
                LOG.warn(
                        "the load waits: {}: {}",
                        e.problem().code(),
                        e.problem().what());
                pause();
            } catch (RuntimeException e) {
                failure.compareAndSet(null, e);
                return;
            }
        }
    }

    private boolean loadSome(Connection connection) throws SQLException {
        for (TableLoad load : loads) {
            if (load.loadSome(connection)) {
                return true;
            }
        }
        return false;
    }

    private boolean over() {
        return stopped || failure.get() != null;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debug("a connection of the load is closed already", e);
        }
    }

    /** Waits for them, but not for ever: ClickHouse may be frozen, and owe the answer to an insertion. */
    private static void end(List<Thread> threads) {
        boolean interrupted = Thread.interrupted();
        long deadline = System.nanoTime() + LAST_CHUNK.toNanos();
        try {
            for (Thread thread : threads) {
                if (!thread.join(Duration.ofNanos(deadline - System.nanoTime()))) {
                    LOG.warn("{} still waits for ClickHouse and is left alone", thread.getName());
                }
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
