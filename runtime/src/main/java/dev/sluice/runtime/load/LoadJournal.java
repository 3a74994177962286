/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.load;

import dev.sluice.core.target.ChIdentifiers;
import java.util.List;
import java.util.stream.Collectors;

/** Where it is kept how far one table's load is. */
interface LoadJournal {
    /** The state of a load that is under way, or was cut off. */
    String LOADING = "loading";
    /** The state of a load that is complete. */
    String DONE = "done";

    /** Whether a load that is cut off comes to its end all the same, so that what is set for its time will be unset. */
    boolean endsForSure();

    /** The moment, by ClickHouse's clock. */
    String now();

    /** Where to go on, if the key still has this order; else where a load begins that reads nothing older than {@code now}. */
    Note begin(String now, String order);

    /** Notes it; {@code state} is {@link #LOADING} or {@link #DONE}. */
    void write(String state, Note note, SourceSnapshot snapshot);

    /** Notes, before they are read, that there are rows of which no event and no later look at the catalog may tell. */
    void doubt();

    /**
     * Where a load stands.
     *
     * @param began when it began, by ClickHouse's clock: events that were parked before that are in it
     * @param store the table of current rows that it fills; made anew, it has another name for ClickHouse
     * @param order of the key, as in {@link Footing#order}
     * @param key up to which all rows are loaded; empty if none is
     * @param rows up to there
     * @param total rows by estimate
     * @param seconds that all runs of it took together
     */
    record Note(String began, String store, String order, List<String> key, long rows, long total, double seconds) {
        /** One that begins now, from the first row on. */
        static Note fresh(String began, String store, String order) {
            return new Note(began, store, order, List.of(), 0, 0, 0);
        }

        /** The key as an array of ClickHouse's. */
        String keyArray() {
            return key.stream().map(ChIdentifiers::literal).collect(Collectors.joining(", ", "[", "]"));
        }

        Note reached(List<String> place, long now, long estimated, double took) {
            return new Note(began, store, order, place, now, Math.max(estimated, now), took);
        }
    }
}
