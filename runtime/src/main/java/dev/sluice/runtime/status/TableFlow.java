/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.status;

import dev.sluice.core.load.LoadProgress;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.verify.Proofs.Proof;
import java.util.Optional;

/**
 * One table at one moment.
 *
 * @param loaded whether the initial load is complete
 * @param load how far it is, while it is under way
 * @param slot WAL that Postgres has not yet handed to the connector
 * @param connector handed over, but not yet safe in Kafka
 * @param topic in Kafka, but not yet in ClickHouse
 * @param clickhouse in ClickHouse, but not yet visible to readers
 * @param latency of the last ten seconds; empty if nothing changed
 * @param parked events that could not be applied
 * @param losses values that the rows have in the source, and NULL for in the copy
 * @param proof the last comparison with the source
 * @param trouble why ClickHouse could not take in what waits in the topic when it tried last; empty if it could
 */
public record TableFlow(
        TargetTable table,
        boolean loaded,
        Optional<LoadProgress> load,
        StageLag slot,
        StageLag connector,
        StageLag topic,
        StageLag clickhouse,
        double changesPerSecond,
        Optional<LatencyMs> latency,
        long parked,
        long losses,
        Optional<Proof> proof,
        Optional<String> trouble) {}
