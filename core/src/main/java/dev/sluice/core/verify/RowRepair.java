/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.verify;

import dev.sluice.core.target.ChIdentifiers;
import dev.sluice.core.target.OwnColumns;
import dev.sluice.core.target.TargetColumn;
import dev.sluice.core.target.TargetNames;
import dev.sluice.core.target.TargetTable;
import dev.sluice.core.verify.RowTexts.Side;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The statements that mend the copies of a few rows. They are read again from the source and get the version that comes
 * right after the highest that the copy knows of them: so they win over what is there, and every change that the copy has
 * yet to hear of wins over them.
 *
 * <p>For that the version has to be read before the rows: then the rows hold all changes up to it.
 */
public final class RowRepair {
    private static final int LSN_BITS = 64;

    private final TargetTable table;
    private final OwnColumns own;
    private final RowTexts texts;

    public RowRepair(TargetTable table) {
        this.table = table;
        this.own = table.own();
        this.texts = new RowTexts(table);
    }

    /** The version that no change can have before the WAL reaches this position. */
    public static BigInteger bound(long walEnd) {
        return new BigInteger(Long.toUnsignedString(walEnd)).add(BigInteger.ONE).shiftLeft(LSN_BITS);
    }

    /** One row: the highest version of these keys' rows and changes, and of TRUNCATEs of the table. */
    public String highestVersion(Collection<List<String>> keys) {
        return "SELECT toString(max(v)) FROM (SELECT max(" + own.version() + ") AS v FROM "
                + table.names().rows().quoted() + where(keys) + "\nUNION ALL SELECT max(" + own.version()
                + ") AS v FROM "
                + table.names().changes().quoted() + where(keys) + "\nUNION ALL SELECT max(version) AS v FROM "
                + TargetNames.TRUNCATIONS.quoted() + " WHERE target = " + ChIdentifiers.literal(table.target()) + ")";
    }

    /** Takes versions away that no change can have, as nothing would ever win over them. */
    public List<String> dropImpossible(Collection<List<String>> keys, BigInteger bound) {
        String which = where(keys) + " AND " + own.version() + " >= " + literal(bound) + " SETTINGS mutations_sync = 1";
        return List.of(
                "ALTER TABLE " + table.names().rows().quoted() + " DELETE" + which,
                "ALTER TABLE " + table.names().changes().quoted() + " DELETE" + which);
    }

    /** Deletes the rows of these keys with this version. */
    public List<String> delete(Collection<List<String>> keys, BigInteger version) {
        String key = table.keyColumns().stream().map(TargetColumn::quoted).collect(Collectors.joining(", "));
        String from = " FROM " + table.names().rows().quoted() + where(keys);
        return List.of(
                "INSERT INTO " + table.names().rows().quoted() + " (" + key + ", " + own.version() + ", "
                        + own.deleted() + ") SELECT DISTINCT " + key + ", " + literal(version) + ", 1" + from,
                "INSERT INTO " + table.names().changes().quoted() + " (" + key + ", " + own.op() + ", "
                        + own.committedAt() + ", " + own.syncedAt() + ", " + own.version() + ") SELECT DISTINCT " + key
                        + ", 'd', now64(6, 'UTC'), now64(6, 'UTC'), " + literal(version) + from);
    }

    /** Which rows of the source have these keys. */
    public String sourceRows(Collection<List<String>> keys) {
        return texts.isOneOf(Side.SOURCE, keys);
    }

    private String where(Collection<List<String>> keys) {
        return " WHERE " + texts.isOneOf(Side.TARGET, keys);
    }

    private static String literal(BigInteger version) {
        return "toUInt128('" + version + "')";
    }
}
