/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.status;

/**
 * What the stream brought one table within the last minute.
 *
 * @param events events in that minute
 * @param firstLsn the lowest position of a change
 * @param lastLsn the highest
 * @param seconds between the arrival of the first change and now
 * @param ageMs since the newest change that is visible was committed
 * @param changesPerSecond over the last ten seconds
 */
record Recent(
        long events,
        long firstLsn,
        long lastLsn,
        double seconds,
        double ageMs,
        double changesPerSecond,
        LatencyMs latency) {
    static final Recent NOTHING = new Recent(0, 0, 0, 0, 0, 0, new LatencyMs(0, 0, 0));
}
