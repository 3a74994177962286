/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import dev.sluice.core.config.PostgresAddress;
import dev.sluice.core.config.Secret;
import dev.sluice.core.problem.Problem;
import dev.sluice.runtime.source.PostgresSource;
import java.nio.ByteBuffer;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.postgresql.replication.PGReplicationStream;

/** The limit of every reader of a slot: takes pgoutput's messages, as {@code pg_recvlogical} does, and drops them. */
final class SlotToNowhere {
    private static final String SLOT = "bench_limit";
    /** The first byte of pgoutput's message of an inserted row. */
    private static final byte INSERT = 'I';

    private final PostgresSource source;
    private final String publication;

    SlotToNowhere(PostgresSource source, String publication) {
        this.source = source;
        this.publication = publication;
    }

    /** Makes the slot: what is committed from now on is what it reads. */
    void prepare() {
        source.execute("SELECT pg_create_logical_replication_slot('" + SLOT + "', 'pgoutput')");
    }

    /** Reads so many insertions; returns how many seconds after the first message. */
    double read(long rows) {
        try (var connection = DriverManager.getConnection(url(source.address()), properties(source.address()))) {
            try (PGReplicationStream stream = connection
                    .unwrap(PGConnection.class)
                    .getReplicationAPI()
                    .replicationStream()
                    .logical()
                    .withSlotName(SLOT)
                    .withSlotOption("proto_version", 1)
                    .withSlotOption("publication_names", publication)
                    .withStatusInterval(1, TimeUnit.SECONDS)
                    .start()) {
                return read(stream, rows);
            }
        } catch (SQLException e) {
            throw Problem.ours("bench-slot", "the slot " + SLOT + " can't be read: " + e.getMessage())
                    .causedBy(e);
        }
    }

    private static double read(PGReplicationStream stream, long rows) throws SQLException {
        long begin = 0;
        for (long seen = 0; seen < rows; ) {
            ByteBuffer message = stream.read();
            if (begin == 0) {
                begin = System.nanoTime();
            }
            if (message.get(message.position()) == INSERT) {
                seen++;
            }
            stream.setAppliedLSN(stream.getLastReceiveLSN());
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    /** Takes the slot away. */
    void drop() {
        source.dropSlot(SLOT);
    }

    private static String url(PostgresAddress address) {
        return "jdbc:postgresql://" + address.host() + ":" + address.port() + "/" + address.database();
    }

    private static Properties properties(PostgresAddress address) {
        Properties properties = new Properties();
        PGProperty.USER.set(properties, address.user());
        PGProperty.PASSWORD.set(
                properties,
                Optional.ofNullable(address.password()).map(Secret::reveal).orElse(""));
        PGProperty.REPLICATION.set(properties, "database");
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "10");
        PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
        return properties;
    }
}
