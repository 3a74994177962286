/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.connect;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Gives each change of a row the offset of what came before its position in the WAL, so that after a stop the connector goes on with
 * all changes of that position. Several may have the same one: the rows that a COPY writes into a page, the two halves of a change
 * of key, the tables of a TRUNCATE. Debezium 3.7.0.Final counts the changes of a position, but takes all of it for done when it
 * had handled one ({@code WalPositionLocator.resumeFromLsn} asks for more than one), and counts both halves of a change of key at once;
 * Connect may store an offset after any record. What is sent twice has the same version, and changes nothing.
 *
 * <p>The rows that a COPY writes into a page are told apart by their number only, where their table has no key. It is added to {@code
 * source.sequence} ({@link CommitOrder#numbered}), and is the same whenever a row is sent, since its position always begins anew.
 *
 * <p>Offsets of heartbeats after a commit, and of logical messages, stay as they are. A heartbeat between two changes has the offset of the one
 * before it, and counts as such. Others store nothing new: before anything is read, they name the WAL's end of that moment; after a
 * BEGIN the end of the commit before, where a change of that transaction may lie, which Debezium would take for done with all before it.
 *
 * <p>Nothing goes back behind the last commit that is stored as it begins. Debezium handles commits from before that once more on its way, and the slot may
 * have let go of them: a start from one of these would send the next transaction with an earlier commit, so with lower versions.
 *
 * <p>For one thread at a time.
 */
final class ResumePositions {
    private static final String LSN = "lsn";
    /** Where the last transaction ended: the first half of the versions of what follows. */
    private static final String COMMIT = "lsn_commit";

    private static final String CHANGES_OF_POSITION = "lsn_events_processed";
    private static final String OPERATION = "messageType";
    private static final String INSERT = "INSERT";
    /** Names of {@code io.debezium.connector.postgresql.connection.ReplicationMessage.Operation}. */
    private static final Set<String> CHANGES = Set.of(INSERT, "UPDATE", "DELETE", "TRUNCATE");

    private static final String SOURCE = "source";
    private static final String SEQUENCE = "sequence";

    private static final Set<String> STORED = Set.of("COMMIT", "MESSAGE");

    /** The last commit of the stored offset. */
    private final long begun;

    /** What came before the position in hand; null if nothing did, and a start goes by the slot. */
    private @Nullable Map<String, ?> before;

    private @Nullable Map<String, ?> last;

    /** How many rows that were inserted at the position in hand have come; all are of one table. */
    private int rows;

    /** Begins with the offset that is stored; null if none is. */
    ResumePositions(@Nullable Map<String, ?> stored) {
        begun = lastCommit(stored);
        before = done(stored);
        last = stored;
    }

    /** The record, in the order in which Debezium hands them over, with the offset to be stored when it is in Kafka. */
    SourceRecord resuming(SourceRecord record) {
        Map<String, ?> offset = record.sourceOffset();
        if (lastCommit(offset) < begun) {
            return with(done(last), record);
        }
        if (is(CHANGES, offset)) {
            if (last == null || !is(CHANGES, last) || !Objects.equals(last.get(LSN), offset.get(LSN))) {
                before = done(last);
                rows = 0;
            }
            last = withCommit(offset);
            if (INSERT.equals(offset.get(OPERATION))) {
                number(record);
            }
            return with(before, record);
        }
        if (is(STORED, offset)) {
            last = withCommit(offset);
            return with(last, record);
        }
        return with(done(last), record);
    }

    /**
     * An offset of the first transaction names no commit, as none came before it, and its versions begin with 0. Debezium would take the
     * position for one when it loads that ({@code PostgresOffsetContext.Loader}), and send the rest with other versions.
     */
    private static Map<String, ?> withCommit(Map<String, ?> offset) {
        if (offset.containsKey(COMMIT)) {
            return offset;
        }
        Map<String, Object> first = new HashMap<>(offset);
        first.put(COMMIT, 0L);
        return first;
    }

    /** Leaves heartbeats alone: whether one comes between two rows is up to the clock. */
    private void number(SourceRecord record) {
        if (!(record.value() instanceof Struct event) || event.schema().field(SOURCE) == null) {
            return;
        }
        if (rows > 0) {
            Struct source = event.getStruct(SOURCE);
            source.put(SEQUENCE, CommitOrder.numbered(source.getString(SEQUENCE), rows));
        }
        rows++;
    }

    /**
     * Names no count of changes, so that Debezium takes all of the position for done. With a count it counts the BEGIN of a transaction
     * that begins with this position too, and would send the last row again, without those before it.
     */
    private static @Nullable Map<String, ?> done(@Nullable Map<String, ?> offset) {
        if (offset == null || !(offset.get(CHANGES_OF_POSITION) instanceof Number count) || count.longValue() <= 1) {
            return offset;
        }
        Map<String, Object> done = new HashMap<>(offset);
        done.remove(CHANGES_OF_POSITION);
        return done;
    }

    private static long lastCommit(@Nullable Map<String, ?> offset) {
        return offset != null && offset.get(COMMIT) instanceof Number lsn ? lsn.longValue() : 0;
    }

    private static SourceRecord with(@Nullable Map<String, ?> offset, SourceRecord record) {
        return new SourceRecord(
                record.sourcePartition(),
                offset,
                record.topic(),
                record.kafkaPartition(),
                record.keySchema(),
                record.key(),
                record.valueSchema(),
                record.value(),
                record.timestamp(),
                record.headers());
    }

    private static boolean is(Set<String> operations, @Nullable Map<String, ?> offset) {
        return offset != null && operations.contains(String.valueOf(offset.get(OPERATION)));
    }
}
