/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.connect;

import io.debezium.config.Configuration;
import io.debezium.connector.postgresql.PostgresConnectorConfig;
import io.debezium.connector.postgresql.PostgresConnectorTask;
import io.debezium.connector.postgresql.PostgresOffsetContext;
import io.debezium.connector.postgresql.PostgresPartition;
import io.debezium.connector.postgresql.PostgresSchema;
import io.debezium.connector.postgresql.connection.PostgresConnection;
import io.debezium.connector.postgresql.connection.ReplicationConnection;
import io.debezium.pipeline.ChangeEventSourceCoordinator;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Debezium's task with four things changed.
 *
 * <ul>
 *   <li>Its offsets are those of {@link ResumePositions}, which numbers the rows of one position.
 *   <li>It reads a row by the columns and types that it was written by ({@link TypesOfTheStream}). Debezium looks some of them up in the
 *       catalog as it is now, so rows from before a change of their table are read wrongly, or not at all.
 *   <li>It fails for good on a value that Debezium can't parse. Debezium tries again for ever after any SQLException; the trace of a task that has
 *       failed says why.
 *   <li>It has no {@link EventMeters}.
 * </ul>
 */
public final class ResumingPostgresTask extends PostgresConnectorTask {
    /** What pgjdbc says of a text that is no interval or no point: NUMERIC_CONSTANT_OUT_OF_RANGE, DATA_TYPE_MISMATCH. */
    private static final Set<String> UNPARSED = Set.of("42820", "42821");

    private static final String DATA_EXCEPTION = "22";

    private @Nullable ResumePositions positions;

    /** Called at first, and again when Debezium starts anew after a failure, from the stored offset. */
    @Override
    public ChangeEventSourceCoordinator<PostgresPartition, PostgresOffsetContext> start(Configuration config) {
        positions = null;
        return super.start(config);
    }

    @Override
    protected ReplicationConnection buildReplicationConnection(
            PostgresConnection connection, PostgresSchema schema, PostgresConnectorConfig config) {
        return new TypesOfTheStream(config.getConfig()).connection(connection, schema);
    }

    @Override
    public List<SourceRecord> doPoll() throws InterruptedException {
        List<SourceRecord> records = read();
        if (records.isEmpty()) {
            return records;
        }
        ResumePositions known = positions == null ? begin(records.get(0)) : positions;
        positions = known;
        List<SourceRecord> resuming = new ArrayList<>(records.size());
        for (SourceRecord record : records) {
            resuming.add(known.resuming(record));
        }
        return resuming;
    }

    /** All records of a task are of one partition, which the first one tells; when it is there, the coordinator streams. */
    @SuppressWarnings("unchecked") // Connect says Map<String, ?> here, and Map<String, T> there
    private ResumePositions begin(SourceRecord first) {
        EventMeters.takeOff(coordinator);
        return new ResumePositions(context.offsetStorageReader().offset((Map<String, Object>) first.sourcePartition()));
    }

    private List<SourceRecord> read() throws InterruptedException {
        try {
            return super.doPoll();
        } catch (RetriableException e) {
            if (isOfData(e)) {
                throw new ConnectException("This connector has to be stopped: a value can't be parsed.", e);
            }
            throw e;
        }
    }

    private static boolean isOfData(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String state = cause instanceof SQLException sql ? sql.getSQLState() : null;
            if (state != null && (state.startsWith(DATA_EXCEPTION) || UNPARSED.contains(state))) {
                return true;
            }
        }
        return false;
    }
}
