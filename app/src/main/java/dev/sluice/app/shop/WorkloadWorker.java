/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.shop;

import dev.sluice.app.shop.ShopTransaction.Ending;
import dev.sluice.app.shop.ShopTransaction.PlaceOrder;
import dev.sluice.app.shop.TransactionMix.Crowding;
import dev.sluice.core.problem.Problem;
import dev.sluice.core.problem.ProblemException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection's work, on one thread: transactions at the given pace until the pace's target is reached or {@code
 * stop} is counted down. Trouble never ends it: it says what is wrong, waits and goes on, over a new connection if need be.
 */
final class WorkloadWorker implements Runnable {
    private static final long SHORTEST_BACKOFF_MS = 50;
    private static final long LONGEST_BACKOFF_MS = 1_000;

    /** Ids and counts are looked up anew after this many transactions. */
    private static final int LOOK_ROUND_EVERY = 500;

    private final Site site;
    private final TransactionMix mix;
    private final Pace pace;
    private final CountDownLatch stop;
    private final NamedSql sql = NamedSql.of("workload.sql");

    private long backoffMillis = SHORTEST_BACKOFF_MS;
    private @Nullable BrokenCommit broken;

    /** What the workers of a workload share. */
    record Site(
            ShopDatabase database,
            WorkloadOptions options,
            WorkloadLedger ledger,
            CommitsInFlight commits,
            CommitListener listener,
            InstantSource clock) {}

    /** A transaction whose COMMIT was sent, and no answer came. */
    private record BrokenCommit(String transactionId, Tally tally, Instant beforeCommit) {}

    WorkloadWorker(Site site, TransactionMix mix, Pace pace, CountDownLatch stop) {
        this.site = site;
        this.mix = mix;
        this.pace = pace;
        this.stop = stop;
    }

    @Override
    public void run() {
        boolean first = true;
        while (working()) {
            try (Connection connection = site.database().connect()) {
                if (!first) {
                    site.ledger().reconnected();
                }
                first = false;
                serve(connection);
            } catch (SQLException e) {
                site.ledger().problem(problem(e));
                backOff();
            } catch (RuntimeException e) {
                // A listener or a source of connections that breaks its contract must not end the work unnoticed.
                site.ledger().problem(problem(e));
                backOff();
            }
        }
        if (broken != null) {
            // Stopped before the server could be asked again.
            settled();
            site.ledger().foundUnknown();
        }
    }

    /** Works until it is done or the connection fails. */
    private void serve(Connection connection) throws SQLException {
        ShopSession session = new ShopSession(connection, sql);
        settle(session);
        if (broken != null) {
            return;
        }
        site.commits().awaitKnown();
        connection.setAutoCommit(false);
        Extent extent = null;
        int sinceLook = 0;
        while (working()) {
            if (extent == null || ++sinceLook >= LOOK_ROUND_EVERY) {
                extent = session.extent();
                connection.rollback();
                sinceLook = 0;
            }
            long now = System.nanoTime();
            long wait = pace.begin(now);
            if (wait != Pace.GO) {
                pauseNanos(wait);
                continue;
            }
            long changes = 0;
            try {
                changes = transact(connection, session, extent);
                backoffMillis = SHORTEST_BACKOFF_MS;
            } catch (SQLException e) {
                recover(connection, e);
            } finally {
                pace.end(now, changes);
            }
        }
    }

    /** Returns how many changes were committed. */
    private long transact(Connection connection, ShopSession session, Extent extent) throws SQLException {
        WorkloadOptions options = site.options();
        ShopTransaction transaction = mix.draw(new Crowding(
                extent.orders().count() >= options.maxOrders(),
                extent.customers().count() >= options.maxCustomers()));
        Tally tally = session.apply(transaction, extent);
        if (tally.total() == 0) {
            connection.rollback();
            site.ledger().redrawn();
            return 0;
        }
        if (transaction instanceof PlaceOrder order && order.ending() == Ending.ROLLBACK) {
            connection.rollback();
            site.ledger().rolledBack();
            return 0;
        }
        commit(connection, session, tally);
        if (transaction instanceof PlaceOrder order && !order.discarded().isEmpty()) {
            site.ledger().savepointRolledBack();
        }
        return tally.total();
    }

    private void commit(Connection connection, ShopSession session, Tally tally) throws SQLException {
        String transactionId = session.transactionId();
        Instant beforeCommit = site.clock().instant();
        site.commits().sent();
        try {
            connection.commit();
        } catch (SQLException e) {
            if (isBroken(e)) {
                broken = new BrokenCommit(transactionId, tally, beforeCommit);
                site.ledger().commitBroke();
            }
            throw e;
        } finally {
            if (broken == null) {
                site.commits().known();
            }
        }
        site.ledger().committed(tally);
        tell(tally, beforeCommit);
    }

    private void tell(Tally tally, Instant beforeCommit) {
        for (long id : tally.newOrders()) {
            site.listener().committed(ShopTable.ORDERS.id(), id, beforeCommit);
        }
    }

    /** Goes on over the same connection, or throws if it is broken. */
    private void recover(Connection connection, SQLException failure) throws SQLException {
        if (isBroken(failure)) {
            throw failure;
        }
        connection.rollback();
        if (isConflict(failure)) {
            site.ledger().redrawn();
        } else {
            site.ledger().problem(problem(failure));
            backOff();
        }
    }

    /**
     * Asks the server what became of the transaction whose commit broke off. A crash can lose the WAL of an unfinished
     * transaction and give its id to another one, which would then be taken for it: none of the workload can be that
     * one ({@link CommitsInFlight}); should a stranger's be, the counters would be off, and nothing else.
     */
    private void settle(ShopSession session) throws SQLException {
        while (broken != null && working()) {
            BrokenCommit asked = broken;
            switch (status(session, asked.transactionId())) {
                case "committed" -> {
                    settled();
                    site.ledger().foundCommitted(asked.tally());
                    pace.found(asked.tally().total());
                    tell(asked.tally(), asked.beforeCommit());
                }
                case "aborted" -> {
                    settled();
                    site.ledger().foundLost();
                }
                // The old connection's backend has not noticed yet that its client is gone.
                case "in progress" -> backOff();
                default -> {
                    settled();
                    site.ledger().foundUnknown();
                }
            }
        }
    }

    private void settled() {
        broken = null;
        site.commits().known();
    }

    private static String status(ShopSession session, String transactionId) throws SQLException {
        try {
            return session.transactionStatus(transactionId).orElse("unknown");
        } catch (SQLException e) {
            // 22023: "transaction ID is in the future": a crash took the id back, and with it the transaction.
            if ("22023".equals(e.getSQLState())) {
                return "aborted";
            }
            throw e;
        }
    }

    private boolean working() {
        return stop.getCount() > 0 && !pace.reached();
    }

    private void backOff() {
        pauseNanos(TimeUnit.MILLISECONDS.toNanos(backoffMillis));
        backoffMillis = Math.min(LONGEST_BACKOFF_MS, backoffMillis * 2);
    }

    private void pauseNanos(long nanos) {
        try {
            if (stop.await(nanos, TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            stop.countDown();
        }
    }

    /** Class 08 is the connection, 57P01 to 57P05 the server that goes away (PostgreSQL manual, appendix A). */
    private static boolean isBroken(SQLException e) {
        String state = e.getSQLState();
        return state == null || state.startsWith("08") || state.startsWith("57P") || state.startsWith("XX");
    }

    /** Class 40 is a deadlock or a serialization failure, 23 a row that another transaction took away or made. */
    private static boolean isConflict(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("40") || state.startsWith("23"));
    }

    private static Problem problem(RuntimeException e) {
        return e instanceof ProblemException expected
                ? expected.problem()
                : Problem.ours("shop-workload-defect", "The sample workload met a defect: " + e);
    }

    private static Problem problem(SQLException e) {
        return Problem.system(
                "shop-workload-held-up",
                "The sample workload can't go on at the moment: " + e.getMessage(),
                "Check the shop's database; the workload goes on by itself.");
    }
}
