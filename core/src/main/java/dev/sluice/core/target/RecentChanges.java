/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import static dev.sluice.core.target.ChIdentifiers.literal;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Asks what the stream brought within the last minute: rates, delays, positions. It costs something when it is asked, and
 * the stream nothing but an index of times, by which ClickHouse skips whatever is older.
 */
public final class RecentChanges {
    /** Names the {@linkplain TargetNames#changes stores of changes} that were written to lately, or merged. */
    public static final String STORES_TOUCHED = "SELECT DISTINCT table FROM system.parts WHERE database = "
            + literal(TargetNames.OWN)
            + " AND startsWith(table, 'changes.') AND active AND modification_time > now() - INTERVAL 60 SECOND";

    private RecentChanges() {}

    /**
     * One row for each of {@code tables} that changes came for: its name, their number, their lowest and highest LSN, the
     * seconds since the first, the milliseconds since the newest commit, changes per second over ten seconds, and the
     * milliseconds from commit to arrival: median, 95th and 99th percentile. Rows of the initial load don't count.
     *
     * @param tables at least one
     */
    public static String summary(Collection<TargetTable> tables) {
        return tables.stream().map(RecentChanges::summary).collect(Collectors.joining("\nUNION ALL\n"));
    }

    private static String summary(TargetTable table) {
        OwnColumns own = table.own();
        String delay = "dateDiff('microsecond', " + own.committedAt() + ", " + own.syncedAt() + ") / 1e3";
        return """
                SELECT %s, count(), min(%s), max(%s),
                  dateDiff('microsecond', min(%s), now64(6, 'UTC')) / 1e6,
                  dateDiff('microsecond', max(%s), now64(6, 'UTC')) / 1e3,
                  countIf(%s > now64(6, 'UTC') - INTERVAL 10 SECOND) / 10,
                  quantileTDigest(0.5)(%s), quantileTDigest(0.95)(%s), quantileTDigest(0.99)(%s)
                FROM %s
                WHERE %s > now64(6, 'UTC') - INTERVAL 60 SECOND AND %s != 0
                HAVING count() > 0""".formatted(
                        literal(table.target()),
                        own.lsn(),
                        own.lsn(),
                        own.syncedAt(),
                        own.committedAt(),
                        own.syncedAt(),
                        delay,
                        delay,
                        delay,
                        table.names().changes().quoted(),
                        own.syncedAt(),
                        own.version());
    }
}
