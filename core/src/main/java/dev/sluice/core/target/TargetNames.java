/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import java.time.Duration;

/**
 * The names of everything that one table needs in ClickHouse. Two are the user's; the rest live in {@value #OWN}, named
 * by their role first, so that no source table's name can collide with them.
 *
 * @param live the view of the current rows
 */
public record TargetNames(ObjectName live) {
    /** The database of all that users need not see. */
    public static final String OWN = "_sluice";

    /** Storage of events that need more than being inserted: faulty ones, truncations, rows with gaps. */
    public static final ObjectName INCIDENTS = new ObjectName(OWN, "incidents");

    private static final String STALE = "stale";
    private static final String READ = "read";

    /** Which incidents are events that could not be applied: only they have no version. */
    static final String IS_PARKED = "version = 0";
    /** Which incidents are rows with gaps. */
    static final String IS_PARTIAL = "version != 0 AND op != 't'";

    /** Events that could not be applied, of all tables. */
    public static final ObjectName PARKED = new ObjectName(OWN, "parked");
    /** TRUNCATEs seen, of all tables. */
    public static final ObjectName TRUNCATIONS = new ObjectName(OWN, "truncations");
    /** The state of the initial load of every table. */
    public static final ObjectName LOADS = new ObjectName(OWN, "loads");
    /** How far reads of whole tables are that somebody asked for, kept for {@link #REREADS_KEPT}. */
    public static final ObjectName REREADS = new ObjectName(OWN, "rereads");
    /** For how long a read of a table that was cut off can go on. */
    public static final Duration REREADS_KEPT = Duration.ofDays(1);
    /** What the stores of every table are made for, to tell what has changed in the source. */
    public static final ObjectName SHAPES = new ObjectName(OWN, "shapes");
    /** What comparisons with the source found, kept for 90 days. */
    public static final ObjectName VERIFICATIONS = new ObjectName(OWN, "verifications");
    /** Values that became NULL since their columns don't hold them, with the text that they have in the source. */
    public static final ObjectName LOSSES = new ObjectName(OWN, "losses");
    /** Rows whose unchanged TOAST values are to be completed. */
    public static final ObjectName PARTIAL = new ObjectName(OWN, "partial");

    /** The view of every change. */
    public ObjectName history() {
        return new ObjectName(live.database(), live.name() + "_history");
    }

    /** Storage of the current rows. */
    public ObjectName rows() {
        return own("rows");
    }

    /** Storage of the rows from before a new load, as long as that is under way. */
    public ObjectName stale() {
        return own(STALE);
    }

    /** Whether one of Sluice's own objects is such a storage. */
    public static boolean isStale(ObjectName own) {
        return own.name().startsWith(STALE + ".");
    }

    /** Storage of every change. */
    public ObjectName changes() {
        return own("changes");
    }

    /** The Kafka engine table. */
    public ObjectName topic() {
        return own("topic");
    }

    /** The view that reads the Kafka engine table: the valve of the stream. */
    public ObjectName read() {
        return own(READ);
    }

    /** Whether it is such a view. */
    public static boolean isValve(ObjectName object) {
        return object.database().equals(OWN) && object.name().startsWith(READ + ".");
    }

    /** Events on their way, and rows of the load when they are parsed; keeps nothing. */
    public ObjectName events() {
        return own("events");
    }

    /** Rows of the initial load on their way, as Postgres's text; keeps nothing. */
    public ObjectName load() {
        return own("load");
    }

    /** The view that parses the load and hands it on to the events. */
    public ObjectName parseLoad() {
        return own("parse_load");
    }

    /** The view that hands events and rows of the load on to a store. */
    public ObjectName to(String store) {
        return own("to_" + store);
    }

    /** The target ({@code database.table}) that one of Sluice's own objects of a table belongs to. */
    public static String targetOf(ObjectName own) {
        return own.name().substring(own.name().indexOf('.') + 1);
    }

    private ObjectName own(String role) {
        return new ObjectName(OWN, role + "." + live.database() + "." + live.name());
    }
}
