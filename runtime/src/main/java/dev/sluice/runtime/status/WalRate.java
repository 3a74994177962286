/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.status;

import java.util.Collection;

/** How much WAL an event and a second took lately, all tables together. */
record WalRate(double bytesPerEvent, double bytesPerMs, long events) {

    static WalRate of(Collection<Recent> tables) {
        long events = 0;
        long first = Long.MAX_VALUE;
        long last = 0;
        double seconds = 0;
        for (Recent table : tables) {
            events += table.events();
            first = Math.min(first, table.firstLsn());
            last = Math.max(last, table.lastLsn());
            seconds = Math.max(seconds, table.seconds());
        }
        double bytes = Math.max(0, last - first);
        return new WalRate(events == 0 ? 0 : bytes / events, seconds == 0 ? 0 : bytes / (seconds * 1000), events);
    }

    /** The lag of one table in {@code bytes} of WAL, of which its events are its share of the last minute's. */
    StageLag lag(long bytes, Recent table) {
        long lag = Math.max(0, bytes);
        double share = events == 0 ? 0 : (double) table.events() / events;
        long estimate = bytesPerEvent == 0 ? 0 : Math.round(lag / bytesPerEvent * share);
        return new StageLag(lag, estimate, bytesPerMs == 0 ? 0 : lag / bytesPerMs);
    }
}
