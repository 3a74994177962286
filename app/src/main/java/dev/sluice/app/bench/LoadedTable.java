/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import dev.sluice.runtime.source.PostgresSource;
import java.util.Locale;

/** A table that {@code bench load} reads in each way, and a second one of the same kind for the ways that are slow. */
enum LoadedTable {
    /** The rows of {@link Orders}. */
    NARROW("", 1, 200_000) {
        @Override
        void make(PostgresSource source, String table, long rows) {
            Orders.make(source, table, rows);
        }
    },
    /** {@link WideRows}, a tenth as many. */
    WIDE(", wide", 10, 20_000) {
        @Override
        void make(PostgresSource source, String table, long rows) {
            WideRows.make(source, table, rows);
        }
    };

    private static final String PREFIX = "load_";

    /** What the pipeline copies: what is there of the tables that are to be loaded. */
    static final String PATTERN = Orders.SCHEMA + "." + PREFIX + "*";

    private final String suffix;
    private final long share;
    private final long mostOfSnapshot;

    LoadedTable(String suffix, long share, long mostOfSnapshot) {
        this.suffix = suffix;
        this.share = share;
        this.mostOfSnapshot = mostOfSnapshot;
    }

    abstract void make(PostgresSource source, String table, long rows);

    /** The name of a figure of this table. */
    String figure(String way) {
        return way + suffix;
    }

    /** Its name, without the schema. */
    String called() {
        return PREFIX + kind();
    }

    String qualified() {
        return Orders.SCHEMA + "." + called();
    }

    /** How many rows it has in a benchmark of this size. */
    long rows(long size) {
        return Math.max(1, size / share);
    }

    /** The table for what takes much longer for a row, with its schema. */
    String few() {
        return Orders.SCHEMA + ".few_" + kind();
    }

    long fewRows(long size) {
        return Math.min(mostOfSnapshot, rows(size));
    }

    /** Makes both. */
    void make(PostgresSource source, long size) {
        make(source, qualified(), rows(size));
        make(source, few(), fewRows(size));
    }

    /** Takes both away. */
    void drop(PostgresSource source) {
        source.execute("DROP TABLE " + qualified() + ", " + few());
    }

    private String kind() {
        return name().toLowerCase(Locale.ROOT);
    }
}
