/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResumePositionsTest {
    private static final Schema SOURCE = SchemaBuilder.struct()
            .field("sequence", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    private static final Schema ENVELOPE =
            SchemaBuilder.struct().field("source", SOURCE).build();

    @Test
    void changesOfOnePositionBearWhatCameBeforeIt() {
        assertThat(stored(
                        null, change(10, 1), change(10, 2), change(10, 3), change(20, 1), change(30, 1), change(30, 2)))
                .containsExactly(null, null, null, done(10), change(20, 1), change(20, 1));
    }

    @Test
    void rowsOfOnePositionAreNumbered() {
        assertThat(sequences(
                        null, change(10, 1), change(10, 2), change(10, 3), change(20, 1), change(30, 1), change(30, 2)))
                .containsExactly(
                        "[null,\"10\"]",
                        "[null,\"10\",\"1\"]",
                        "[null,\"10\",\"2\"]",
                        "[null,\"20\"]",
                        "[null,\"30\"]",
                        "[null,\"30\",\"1\"]");
    }

    /** Connect may have stored more since Debezium asked where to go on. */
    @Test
    void numbersBeginWithWhatComesAndNotWithWhatIsStored() {
        assertThat(sequences(change(10, 3), change(10, 1), change(10, 2)))
                .containsExactly("[null,\"10\"]", "[null,\"10\",\"1\"]");
        assertThat(stored(change(10, 3), change(10, 1), change(20, 1))).containsExactly(done(10), change(10, 1));
    }

    @Test
    void otherChangesOfOnePositionAreNot() {
        for (String operation : List.of("UPDATE", "TRUNCATE")) {
            assertThat(sequences(null, offset(operation, 10, 1), offset(operation, 10, 2)))
                    .containsExactly("[null,\"10\"]", "[null,\"10\"]");
        }
    }

    @Test
    void heartbeatsBetweenRowsCountForNothing() {
        ResumePositions positions = new ResumePositions(null);
        SourceRecord first = row(change(10, 1));
        SourceRecord second = row(change(10, 2));
        Schema beat = SchemaBuilder.struct().field("ts_ms", Schema.INT64_SCHEMA).build();
        SourceRecord heartbeat = new SourceRecord(
                Map.of("server", "shop"), change(10, 1), "heartbeats", beat, new Struct(beat).put("ts_ms", 1L));
        List.of(heartbeat, first, heartbeat, heartbeat, second).forEach(positions::resuming);
        assertThat(List.of(sequence(first), sequence(second))).containsExactly("[null,\"10\"]", "[null,\"10\",\"1\"]");
    }

    @Test
    void bothHalvesOfAChangeOfKeyBearWhatCameBefore() {
        Map<String, Object> update = offset("UPDATE", 20, 1);
        assertThat(stored(null, change(10, 1), update, update, change(30, 1)))
                .containsExactly(null, change(10, 1), change(10, 1), update);
    }

    @Test
    void aStartGoesOnFromWhatIsStored() {
        assertThat(stored(change(5, 2), change(10, 1), change(10, 2))).containsExactly(done(5), done(5));
    }

    @Test
    void commitsAndMessagesAreStoredAsTheyAre() {
        Map<String, Object> commit = offset("COMMIT", 20, 0);
        Map<String, Object> message = offset("MESSAGE", 25, 0);
        // The first change of a transaction often lies where the one before it ended.
        assertThat(stored(null, change(10, 1), commit, change(20, 1), change(20, 2), message, change(30, 1)))
                .containsExactly(null, commit, commit, commit, message, message);
    }

    @Test
    void heartbeatsBetweenChangesOfOnePositionStoreNothingOfIt() {
        Map<String, Object> heartbeat = change(20, 1);
        assertThat(stored(null, change(10, 1), change(20, 1), heartbeat, change(20, 2)))
                .containsExactly(null, change(10, 1), change(10, 1), change(10, 1));
    }

    /** Its position is the WAL's end when the task began, and what the slot still has lies before that. */
    @Test
    void whatATaskSaysBeforeItHasReadAnythingIsNotStored() {
        Map<String, Object> beginning = new HashMap<>(Map.of("lsn", 100L));
        assertThat(stored(null, beginning, change(10, 1))).containsExactly(null, null);
        assertThat(stored(change(5, 1), beginning)).containsExactly(change(5, 1));
    }

    /** Debezium handles the commits before what is stored once more. */
    @Test
    void nothingGoesBackBehindTheCommitThatIsStored() {
        Map<String, Object> stored = change(10, 1, 30);
        Map<String, Object> next = change(50, 1, 30);
        assertThat(stored(
                        stored,
                        offset("COMMIT", 20, 0, 20),
                        change(25, 1, 20),
                        offset("COMMIT", 30, 0, 30),
                        next,
                        change(60, 1, 30)))
                .containsExactly(stored, stored, offset("COMMIT", 30, 0, 30), offset("COMMIT", 30, 0, 30), next);
    }

    /** Its position is that of its first change, and what it says is handled ends where the commit before it did. */
    @Test
    void theBeginningOfATransactionIsNotStored() {
        Map<String, Object> begin = offset("BEGIN", 15, 0);
        assertThat(stored(null, change(10, 1), begin, change(20, 1)))
                .containsExactly(null, change(10, 1), change(10, 1));
        Map<String, Object> commit = offset("COMMIT", 20, 0);
        assertThat(stored(null, change(10, 1), commit, begin, change(15, 1)))
                .containsExactly(null, commit, commit, commit);
        assertThat(stored(null, change(10, 1), change(10, 2), begin, change(15, 1)))
                .containsExactly(null, null, done(10), done(10));
    }

    @Test
    void thoseOfTheFirstTransactionSayThatNoCommitCameBefore() {
        Map<String, Object> change = new HashMap<>(change(10, 1));
        Map<String, Object> message = new HashMap<>(offset("MESSAGE", 20, 0));
        change.remove("lsn_commit");
        message.remove("lsn_commit");
        Map<String, Object> changed = new HashMap<>(change);
        Map<String, Object> told = new HashMap<>(message);
        changed.put("lsn_commit", 0L);
        told.put("lsn_commit", 0L);
        assertThat(stored(null, change, change(15, 1), message)).containsExactly(null, changed, told);
    }

    @Test
    void theRestOfARecordStaysAsItIs() {
        ResumePositions positions = new ResumePositions(null);
        SourceRecord record =
                new SourceRecord(Map.of("server", "shop"), change(10, 1), "topic", 3, null, "key", null, "value", 17L);
        record.headers().addString("name", "header");
        SourceRecord resuming = positions.resuming(record);
        assertThat(resuming.newRecord(
                                resuming.topic(),
                                resuming.kafkaPartition(),
                                resuming.keySchema(),
                                resuming.key(),
                                resuming.valueSchema(),
                                resuming.value(),
                                resuming.timestamp(),
                                resuming.headers())
                        .toString())
                .isEqualTo(new SourceRecord(
                                record.sourcePartition(),
                                null,
                                "topic",
                                3,
                                null,
                                "key",
                                null,
                                "value",
                                17L,
                                record.headers())
                        .toString());
    }

    private static Map<String, Object> change(long lsn, long count) {
        return change(lsn, count, 5);
    }

    private static Map<String, Object> change(long lsn, long count, long commit) {
        return offset("INSERT", lsn, count, commit);
    }

    private static Map<String, Object> offset(String operation, long lsn, long count) {
        return offset(operation, lsn, count, 5);
    }

    private static Map<String, Object> offset(String operation, long lsn, long count, long commit) {
        return Map.of(
                "lsn",
                lsn,
                "lsn_proc",
                lsn,
                "lsn_commit",
                commit,
                "messageType",
                operation,
                "lsn_events_processed",
                count);
    }

    /** Of all changes of a position. */
    private static Map<String, Object> done(long lsn) {
        return Map.of("lsn", lsn, "lsn_proc", lsn, "lsn_commit", 5L, "messageType", "INSERT");
    }

    /** The sequences of rows with these offsets. */
    @SafeVarargs
    private static List<String> sequences(@Nullable Map<String, Object> before, Map<String, Object>... offsets) {
        ResumePositions positions = new ResumePositions(before);
        return Arrays.stream(offsets)
                .map(offset -> sequence(positions.resuming(row(offset))))
                .toList();
    }

    private static String sequence(SourceRecord row) {
        return ((Struct) row.value()).getStruct("source").getString("sequence");
    }

    private static SourceRecord row(Map<String, Object> offset) {
        Struct source = new Struct(SOURCE).put("sequence", "[null,\"" + offset.get("lsn") + "\"]");
        return new SourceRecord(
                Map.of("server", "shop"), offset, "topic", ENVELOPE, new Struct(ENVELOPE).put("source", source));
    }

    /** What is stored when each of these records is in Kafka. */
    @SafeVarargs
    private static List<@Nullable Map<String, ?>> stored(
            @Nullable Map<String, Object> before, Map<String, Object>... offsets) {
        ResumePositions positions = new ResumePositions(before);
        List<@Nullable Map<String, ?>> stored = new ArrayList<>();
        Arrays.stream(offsets)
                .map(offset -> new SourceRecord(Map.of("server", "shop"), offset, "topic", null, "value"))
                .forEach(record -> stored.add(positions.resuming(record).sourceOffset()));
        return stored;
    }
}
