/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.source;

import dev.sluice.core.config.PostgresAddress;
import dev.sluice.core.config.Secret;
import dev.sluice.core.source.Lsn;
import dev.sluice.core.source.TableId;
import dev.sluice.runtime.Resources;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The source database. Every call opens a connection of its own and closes it, except {@link #withKept}; safe for use by
 * several threads. Errors are {@link dev.sluice.core.problem.ProblemException}s.
 */
public final class PostgresSource implements AutoCloseable {
    private static final String CONNECT_SECONDS = "10";
    private static final Duration SLOT_RELEASE = Duration.ofSeconds(20);

    private final PostgresAddress address;
    private final AtomicReference<@Nullable Connection> kept = new AtomicReference<>();

    public PostgresSource(PostgresAddress address) {
        this.address = address;
    }

    /** Where it is. */
    public PostgresAddress address() {
        return address;
    }

    /** Work on one connection, which is closed afterwards. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Runs {@code work} on a connection whose text output is the one that the type mapping expects. */
    public <T> T with(Work<T> work) {
        try (Connection connection = open()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw PostgresErrors.of(e, address);
        }
    }

    /**
     * Runs {@code work}, which may be done twice, on a connection that is kept for the next call: for what is asked every
     * few seconds, as a new connection costs the source a process that has to read the catalog first.
     */
    public <T> T withKept(Work<T> work) {
        Connection before = kept.getAndSet(null);
        if (before != null) {
            try {
                T answer = work.on(before);
                keep(before);
                return answer;
            } catch (SQLException e) {
                closeQuietly(before);
            } catch (RuntimeException e) {
                closeQuietly(before);
                throw e;
            }
        }
        try {
            Connection connection = open();
            try {
                T answer = work.on(connection);
                keep(connection);
                return answer;
            } catch (SQLException | RuntimeException e) {
                closeQuietly(connection);
                throw e;
            }
        } catch (SQLException e) {
            throw PostgresErrors.of(e, address);
        }
    }

    /**
     * Takes a lock by its name, on a connection of its own, outside of any transaction; empty if another session has it. A holder
     * whose machine is gone keeps it for half a minute.
     */
    public Optional<Held> tryLock(String name) {
        try {
            Connection connection = open();
            try (PreparedStatement take =
                    connection.prepareStatement("SELECT set_config('tcp_keepalives_idle', '10', false),"
                            + " set_config('tcp_keepalives_interval', '5', false),"
                            + " set_config('tcp_keepalives_count', '3', false),"
                            + " set_config('application_name', ?, false),"
                            + " pg_try_advisory_lock(hashtextextended(?, 0))")) {
                take.setString(1, "sluice, process " + ProcessHandle.current().pid());
                take.setString(2, name);
                try (ResultSet row = take.executeQuery()) {
                    row.next();
                    if (row.getBoolean(5)) {
                        return Optional.of(() -> closeQuietly(connection));
                    }
                }
            } catch (SQLException e) {
                closeQuietly(connection);
                throw e;
            }
            closeQuietly(connection);
            return Optional.empty();
        } catch (SQLException e) {
            throw PostgresErrors.of(e, address);
        }
    }

    /** Who has a lock of this name, and since when; empty if nobody has it. */
    public Optional<String> lockHolder(String name) {
        return with(connection -> {
            try (PreparedStatement ask =
                    connection.prepareStatement(Resources.text(PostgresSource.class, "lock-holder.sql"))) {
                ask.setString(1, name);
                ResultSet row = ask.executeQuery();
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        });
    }

    /** A lock that is given back by closing it, and when this process or the source ends. */
    @FunctionalInterface
    public interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /** As if it was new: a transaction that stays open would show the next one what was there then, and hold back VACUUM. */
    private void keep(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
            connection.setReadOnly(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        }
        Connection other = kept.getAndSet(connection);
        if (other != null) {
            closeQuietly(other);
        }
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // It is gone already.
        }
    }

    /** Gives up what is kept; calls after it work. */
    @Override
    public void close() {
        Connection connection = kept.getAndSet(null);
        if (connection != null) {
            closeQuietly(connection);
        }
    }

    /**
     * A connection with the session settings on which the text form of values depends, and which is refused rows that policies
     * hide from its role, instead of being given the others as if they were all; the caller closes it.
     */
    private Connection open() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", address.user());
        Secret password = address.password();
        if (password != null) {
            properties.setProperty("password", password.reveal());
        }
        properties.setProperty("ApplicationName", "sluice");
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("sslmode", address.sslMode().word());
        properties.setProperty(
                "options",
                "-c TimeZone=UTC -c DateStyle=ISO,MDY -c IntervalStyle=postgres -c bytea_output=hex -c extra_float_digits=1"
                        + " -c row_security=off");
        return DriverManager.getConnection(
                "jdbc:postgresql://" + address.host() + ":" + address.port() + "/" + address.database(), properties);
    }

    /** Runs one statement. */
    public void execute(String sql) {
        with(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    /** Drops a slot once nothing reads from it any more; waits for that; does nothing if there is no such slot. */
    public void dropSlot(String name) {
        long deadline = System.nanoTime() + SLOT_RELEASE.toNanos();
        while (slot(name).map(Slot::active).orElse(false) && System.nanoTime() < deadline) {
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        with(connection -> {
            try (PreparedStatement drop = connection.prepareStatement(
                    "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = ?")) {
                drop.setString(1, name);
                return drop.execute();
            }
        });
    }

    /** The publication's tables; empty if there is no such publication. */
    public Optional<Set<TableId>> publication(String name) {
        return withKept(connection -> {
            try (PreparedStatement exists =
                    connection.prepareStatement("SELECT 1 FROM pg_publication WHERE pubname = ?")) {
                exists.setString(1, name);
                if (!exists.executeQuery().next()) {
                    return Optional.empty();
                }
            }
            try (PreparedStatement tables = connection.prepareStatement(
                    "SELECT schemaname::text, tablename::text FROM pg_publication_tables WHERE pubname = ?")) {
                tables.setString(1, name);
                Set<TableId> found = new TreeSet<>();
                ResultSet rows = tables.executeQuery();
                while (rows.next()) {
                    found.add(new TableId(rows.getString(1), rows.getString(2)));
                }
                return Optional.of(found);
            }
        });
    }

    /** The slot as {@code pg_replication_slots} shows it; empty if there is none. */
    public Optional<Slot> slot(String name) {
        return withKept(connection -> {
            try (PreparedStatement query =
                    connection.prepareStatement(Resources.text(PostgresSource.class, "slot.sql"))) {
                query.setString(1, name);
                ResultSet row = query.executeQuery();
                if (!row.next()) {
                    return Optional.empty();
                }
                return Optional.of(new Slot(
                        row.getBoolean(1),
                        row.getInt(2),
                        Lsn.parse(row.getString(3)),
                        Lsn.parse(row.getString(4)),
                        Lsn.parse(row.getString(5)),
                        row.getLong(6),
                        row.getString(7)));
            }
        });
    }

    /**
     * A replication slot and the WAL's end at the same moment.
     *
     * @param active whether a consumer is connected
     * @param pid the backend that serves it, 0 if none
     * @param confirmed everything before is safe in Kafka
     * @param sent everything before was handed to the connector; {@code confirmed} if none is connected
     * @param walEnd where the next record will be written
     * @param retainedBytes the WAL that Postgres keeps for this slot
     * @param walStatus reserved, extended, unreserved or lost
     */
    public record Slot(
            boolean active, int pid, Lsn confirmed, Lsn sent, Lsn walEnd, long retainedBytes, String walStatus) {}

    /**
     * Marks the present end of the WAL: every transaction that committed before this call lies before the returned
     * position, and what the call writes makes the connector confirm that position soon, also on an idle database.
     *
     * <p>Two marks, because Debezium confirms the last commit <em>before</em> the event that it has seen last.
     */
    public Lsn mark(String prefix) {
        return with(connection -> {
            Lsn end = walEnd(connection);
            nudge(connection, prefix);
            nudge(connection, prefix);
            return end;
        });
    }

    /** A position that no other call returns, after all that was written before this one: the end of a message of its own. */
    public Lsn ownPosition(String prefix) {
        return with(connection -> nudge(connection, prefix));
    }

    /** Where the next record of the WAL will be inserted: everything that was committed before lies before it. */
    public static Lsn walEnd(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_current_wal_insert_lsn()::text")) {
            row.next();
            return Lsn.parse(row.getString(1));
        }
    }

    /** Returns where the message ends. */
    private static Lsn nudge(Connection connection, String prefix) throws SQLException {
        try (PreparedStatement message =
                connection.prepareStatement("SELECT pg_logical_emit_message(true, ?, '')::text")) {
            message.setString(1, prefix);
            ResultSet row = message.executeQuery();
            row.next();
            return Lsn.parse(row.getString(1));
        }
    }
}
