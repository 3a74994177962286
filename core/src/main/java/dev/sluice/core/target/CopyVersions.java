/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The statements by which rows of a copy are read from the source again, beside the stream. They get the version that comes
 * right after the highest that the copy knows of: so they win over what is there, and every change that the copy has yet to
 * hear of wins over them.
 *
 * <p>For that the version has to be read before the rows: then the rows hold all changes up to it.
 *
 * <p>A {@code which} is a condition on the key's columns, as ClickHouse names them.
 */
public record CopyVersions(TargetTable table) {
    /** The condition that all rows meet. */
    public static final String ALL = "true";

    private static final int LSN_BITS = 64;

    /** The version that no change can have before the WAL reaches this position. */
    public static BigInteger bound(long walEnd) {
        return new BigInteger(Long.toUnsignedString(walEnd)).add(BigInteger.ONE).shiftLeft(LSN_BITS);
    }

    /** One row: the highest version of these rows and their changes, and of TRUNCATEs of the table. */
    public String highest(String which) {
        return "SELECT toString(max(v)) FROM (SELECT max(" + version() + ") AS v FROM " + rows() + " WHERE " + which
                + "\nUNION ALL SELECT max(" + version() + ") AS v FROM " + changes() + " WHERE " + which
                + "\nUNION ALL SELECT max(version) AS v FROM " + truncations() + ")";
    }

    /** Takes versions away that no change can have, as nothing would ever win over them. */
    public List<String> dropImpossible(String which, BigInteger bound) {
        String impossible = " DELETE WHERE " + which + " AND " + version() + " >= " + literal(bound)
                + " SETTINGS mutations_sync = 1";
        return List.of("ALTER TABLE " + rows() + impossible, "ALTER TABLE " + changes() + impossible);
    }

    /** Deletes these rows with this version. */
    public List<String> delete(String which, BigInteger version) {
        return delete(" FROM " + rows() + " WHERE " + which, "DISTINCT ", version);
    }

    /**
     * Deletes with this version what is older, without what has been deleted or truncated before; the history first, as it is told
     * from the rows. Nothing if another table than that of this uuid has the rows by then.
     */
    public List<String> deleteOlder(BigInteger version, String uuid) {
        String same = "(SELECT toString(uuid) FROM system.tables WHERE database = "
                + ChIdentifiers.literal(table.names().rows().database()) + " AND name = "
                + ChIdentifiers.literal(table.names().rows().name()) + ") = " + ChIdentifiers.literal(uuid);
        return delete(
                        " FROM " + rows() + " FINAL WHERE " + version() + " < " + literal(version) + " AND " + same,
                        "",
                        version)
                .reversed();
    }

    /** One row: how many rows {@link #deleteOlder} would delete. */
    public String countOlder(BigInteger version) {
        return "SELECT count()" + older(version);
    }

    private String older(BigInteger version) {
        return " FROM " + rows() + " FINAL WHERE " + version() + " < " + literal(version) + " AND " + version()
                + " >= (SELECT max(version) FROM " + truncations() + ")";
    }

    private String truncations() {
        return TargetNames.TRUNCATIONS.quoted() + " WHERE target = " + ChIdentifiers.literal(table.target());
    }

    private List<String> delete(String from, String distinct, BigInteger version) {
        OwnColumns own = table.own();
        String key = table.keyColumns().stream().map(TargetColumn::quoted).collect(Collectors.joining(", "));
        return List.of(
                "INSERT INTO " + rows() + " (" + key + ", " + own.version() + ", " + own.deleted() + ") SELECT "
                        + distinct + key + ", " + literal(version) + ", 1" + from,
                "INSERT INTO " + changes() + " (" + key + ", " + own.op() + ", " + own.committedAt() + ", "
                        + own.syncedAt() + ", " + own.version() + ") SELECT " + distinct + key
                        + ", 'd', now64(6, 'UTC'), now64(6, 'UTC'), " + literal(version) + from);
    }

    private String rows() {
        return table.names().rows().quoted();
    }

    private String changes() {
        return table.names().changes().quoted();
    }

    private String version() {
        return table.own().version();
    }

    private static String literal(BigInteger version) {
        return "toUInt128('" + version + "')";
    }
}
