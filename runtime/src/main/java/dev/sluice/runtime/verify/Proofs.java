/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.verify;

import static dev.sluice.core.target.ChIdentifiers.literal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.target.TargetNames;
import dev.sluice.core.target.TargetTable;
import dev.sluice.core.verify.TableVerification;
import dev.sluice.runtime.target.ClickHouse;
import java.util.HashMap;
import java.util.Map;

/** What comparisons found, kept in {@code _sluice.verifications}. */
public final class Proofs {
    private Proofs() {}

    /**
     * The last comparison of a table.
     *
     * @param ageSeconds how long ago it ended
     * @param differences how many rows differed and were not mended
     */
    public record Proof(double ageSeconds, long differences) {}

    /** Keeps the outcome of a comparison that took so many seconds. */
    public static void keep(ClickHouse clickhouse, TargetTable table, TableVerification outcome, double seconds) {
        clickhouse.execute("INSERT INTO " + TargetNames.VERIFICATIONS.quoted()
                + " (target, lsn, source_rows, target_rows, checksum, missing, extra, different, repaired, seconds) VALUES ("
                + literal(table.target()) + ", "
                + Long.toUnsignedString(outcome.lsn().value()) + ", "
                + outcome.sourceRows() + ", " + outcome.targetRows() + ", " + literal(outcome.targetChecksum()) + ", "
                + outcome.missing() + ", " + outcome.extra() + ", " + outcome.different() + ", " + outcome.repaired()
                + ", " + seconds + ")");
    }

    /** The last one of every target. */
    public static Map<String, Proof> last(ClickHouse clickhouse) {
        Map<String, Proof> proofs = new HashMap<>();
        for (JsonNode row : clickhouse.rows("SELECT target, dateDiff('millisecond', max(at), now64(6)) / 1e3,"
                + " argMax(missing + extra + different - repaired, at) FROM "
                + TargetNames.VERIFICATIONS.quoted() + " GROUP BY target")) {
            proofs.put(
                    row.get(0).asText(),
                    new Proof(row.get(1).asDouble(), row.get(2).asLong()));
        }
        return proofs;
    }
}
