/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.connect;

import io.debezium.connector.postgresql.PostgresConnector;
import org.apache.kafka.connect.connector.Task;

/** Debezium's connector for Postgres, whose task goes on at the beginning of a position: see {@link ResumePositions}. */
public final class ResumingPostgresConnector extends PostgresConnector {
    @Override
    public Class<? extends Task> taskClass() {
        return ResumingPostgresTask.class;
    }
}
