/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.source;

import dev.sluice.core.capture.PipelineNames;
import dev.sluice.core.problem.Problem;
import dev.sluice.core.source.PgIdentifiers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the replication slot of a pipeline so that Postgres can decode all that is committed after its place.
 *
 * <p>That is more than {@code pg_create_logical_replication_slot} does. It waits twice for the transactions that write at that moment, and Postgres (16.3, for
 * one) does not note what those that begin in the first of these times do to the catalog ({@code xact_decode}, {@code heap2_decode} in
 * decode.c). What is written afterwards to a table that one of them has truncated or rewritten can't be decoded then ("could not map
 * filenumber"); and whatever reads from the slot begins with these times again, for as long as its {@code restart_lsn} is before their end.
 * Before 16.4 a place in the middle of a transaction was possible as well, of which only the rest would come.
 *
 * <p>So a temporary slot is made first. All that began before it had its place is waited for, and is decoded and dropped, until the slot
 * goes on from a snapshot of the catalog that was written after that; the load, which begins later, reads what it did. Where that can't be
 * decoded the next one is tried. The pipeline's slot is a copy: it is there when it is good, whenever this is cut off.
 */
public final class NewSlot {
    private static final Logger LOG = LoggerFactory.getLogger(NewSlot.class);

    private static final int ATTEMPTS = 10;
    private static final int ROUNDS = 10;
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    /** No replication slot is left (configuration_limit_exceeded). */
    private static final String NONE_LEFT = "53400";
    /** What decoding ends with that finds no relation for a file (internal_error). */
    private static final String INTERNAL = "XX000";

    private final PostgresSource postgres;
    private final PipelineNames names;
    private final Consumer<String> waits;

    /** {@code waits} hears ten times a second what this waits for; what it throws ends the waiting. */
    public NewSlot(PostgresSource postgres, PipelineNames names, Consumer<String> waits) {
        this.postgres = postgres;
        this.names = names;
        this.waits = waits;
    }

    /** Makes it; its publications have to be there. */
    public void create() {
        postgres.with(connection -> {
            try {
                settled(connection);
            } catch (SQLException e) {
                if (!NONE_LEFT.equals(e.getSQLState())) {
                    throw e;
                }
                LOG.warn("no replication slots are left to try one first, so {} is made at once", names.slot());
                make(connection, names.slot(), false);
            }
            return names.slot();
        });
    }

    private void settled(Connection connection) throws SQLException {
        String suffix = "_" + connection.unwrap(PGConnection.class).getBackendPID();
        String tried = "sluice_new" + suffix;
        for (int attempt = 1; ; attempt++) {
            try {
                settle(connection, tried, "sluice_look" + suffix);
                break;
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || !INTERNAL.equals(e.getSQLState())) {
                    throw e;
                }
                LOG.info("a new replication slot can't be decoded, and another one is made: {}", e.getMessage());
                drop(connection, tried);
            }
        }
        ask(connection, "SELECT pg_copy_logical_replication_slot(?, ?, false)", tried, names.slot());
        drop(connection, tried);
    }

    private void settle(Connection connection, String slot, String other) throws SQLException {
        String place = make(connection, slot, true);
        for (int round = 1; round <= ROUNDS; round++) {
            awaitAllOfNow(connection);
            // Lets Postgres write down which transactions there are, which is where a slot can go on from; not
            // everybody may ask for just that.
            make(connection, other, true);
            drop(connection, other);
            // Of the publication that has no tables: nothing is sent, but all is decoded.
            ask(
                    connection,
                    "SELECT count(*) FROM pg_logical_slot_get_binary_changes(?, NULL, NULL, 'proto_version', '1',"
                            + " 'publication_names', ?)",
                    slot,
                    PgIdentifiers.quote(names.bothPublications()));
            if (ask(
                            connection,
                            "SELECT restart_lsn >= ?::pg_lsn FROM pg_replication_slots WHERE slot_name = ?",
                            place,
                            slot)
                    .equals("t")) {
                return;
            }
        }
        LOG.warn(
                "the replication slot goes on from before {}, which its first readers may not be able to decode",
                place);
    }

    /** Until all transactions have ended that write now. */
    private void awaitAllOfNow(Connection connection) throws SQLException {
        String next = ask(connection, "SELECT txid_current()");
        while (ask(connection, "SELECT txid_snapshot_xmin(txid_current_snapshot()) > ?::bigint", next)
                .equals("f")) {
            waits.accept("the replication slot is made when the transactions of now are over");
            try {
                Thread.sleep(LOOK_EVERY);
            } catch (InterruptedException e) {
                throw Problem.interrupted(e);
            }
        }
    }

    /** Returns its place. */
    private static String make(Connection connection, String slot, boolean temporary) throws SQLException {
        return ask(
                connection,
                "SELECT lsn FROM pg_create_logical_replication_slot(?, 'pgoutput', " + temporary + ")",
                slot);
    }

    private static void drop(Connection connection, String slot) throws SQLException {
        ask(connection, "SELECT pg_drop_replication_slot(?)", slot);
    }

    private static String ask(Connection connection, String query, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            ResultSet row = statement.executeQuery();
            row.next();
            return String.valueOf(row.getString(1));
        }
    }
}
