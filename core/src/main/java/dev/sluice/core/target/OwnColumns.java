/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import java.util.Collection;
import java.util.List;

/**
 * The names of the columns that Sluice adds to a table's own. They begin with one underscore, or with as many as it
 * takes to differ from every source column.
 */
public record OwnColumns(String prefix) {
    /** Of {@link #missing}: numbers of columns, since a name may be another column's tomorrow. */
    static final String MISSING_TYPE = "Array(Int16)";

    private static final List<String> BASES = List.of(
            "op",
            "lsn",
            "tx",
            "committed_at",
            "synced_at",
            "version",
            "deleted",
            "missing",
            "fault",
            "sign",
            "number",
            "event",
            "loss",
            "life",
            "source",
            "sources");

    /** Names that none of {@code sourceColumns} has. */
    public static OwnColumns avoiding(Collection<String> sourceColumns) {
        String prefix = "_";
        while (collides(prefix, sourceColumns)) {
            prefix = prefix + "_";
        }
        return new OwnColumns(prefix);
    }

    private static boolean collides(String prefix, Collection<String> sourceColumns) {
        return BASES.stream().anyMatch(base -> sourceColumns.contains(prefix + base));
    }

    /** All of them, quoted. */
    List<String> all() {
        return BASES.stream().map(this::of).toList();
    }

    private String of(String base) {
        return ChIdentifiers.quote(prefix + base);
    }

    /** r, c, u, d or t. */
    public String op() {
        return of("op");
    }

    /** The change's own position in the WAL. */
    public String lsn() {
        return of("lsn");
    }

    /** The source's transaction id. */
    public String tx() {
        return of("tx");
    }

    /** When the transaction committed, by the source's clock. */
    public String committedAt() {
        return of("committed_at");
    }

    /** When ClickHouse took the change in, by its clock. */
    public String syncedAt() {
        return of("synced_at");
    }

    /** The place in commit order: [last commit before this transaction, this change]. */
    public String version() {
        return of("version");
    }

    /** Whether this version is a deletion. */
    public String deleted() {
        return of("deleted");
    }

    /** Columns that the event did not carry, being unchanged TOAST values. */
    public String missing() {
        return of("missing");
    }

    /** No column: why a row of the load can't be kept; empty if it can. */
    public String fault() {
        return of("fault");
    }

    /** In a table without key: 1 for a row that came, -1 for one that went. */
    public String sign() {
        return of("sign");
    }

    /** In a table without key: tells rows of one version apart. */
    public String number() {
        return of("number");
    }

    /** No column: a value that became NULL, with its column's name and its text. */
    public String loss() {
        return of("loss");
    }

    /** No column: where a value of a gap is found. */
    public String source() {
        return of("source");
    }

    /** No column: the same for each of its columns. */
    public String sources() {
        return of("sources");
    }

    /** No column: tells apart what a key was before and after a deletion. */
    public String life() {
        return of("life");
    }

    /** No column: the name by which a query that yields the source's columns calls the table of events. */
    public String event() {
        return of("event");
    }
}
