/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.capture;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The {@code schema_id} of an event: which columns, of which types, in which order a table had when the row was written.
 *
 * <p>It is the lower-case hexadecimal form of the first eight bytes of SHA-256 over, for each column in the order of {@code
 * attnum}: name, U+0000, type text, U+0000, in UTF-8. Dropped columns don't count; generated columns don't either, as they
 * are not in the stream; nor do columns that the pipeline excludes. Nullability, defaults and keys are not part of it.
 *
 * <p>The type text is the decimal OID of the column's type, with domains taken off, and for numeric and arrays of numeric
 * with a precision also {@code (precision,scale)}: {@code 23} for an integer, a serial and a domain over integer, {@code
 * 1043} for a varchar of any length, {@code 1700(10,2)}, {@code 1700}, {@code 1231(10,2)}. OIDs rather than names, because
 * the write-ahead log itself carries the OID that was in force when the row was written, while Debezium looks the name up
 * in the catalog as it is by then, and writes it in capitals. Within one database an OID never changes its meaning; {@code
 * pg_upgrade} and physical replicas keep it. A database restored from a dump has new ones, and new slots too.
 *
 * <p>The twin that runs inside Connect is {@code dev.sluice.connect.TypeText}; both are tested against the same golden
 * values.
 */
public final class SchemaFingerprint {

    /**
     * Lists the columns of one table, given as {@code $1} of type {@code oid}, in the order that counts: {@code attnum},
     * {@code name}, {@code type_text}. Works from Postgres 13 on. (Scale: eleven bits with sign since Postgres 15; before,
     * it is never negative.) Excluded columns are for the caller to leave out.
     */
    public static final String COLUMNS_SQL = """
            WITH RECURSIVE base(attnum, name, type, modifier) AS (
                SELECT a.attnum, a.attname, a.atttypid, a.atttypmod
                FROM pg_catalog.pg_attribute a
                WHERE a.attrelid = $1 AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
              UNION ALL
                SELECT b.attnum, b.name, t.typbasetype, t.typtypmod
                FROM base b JOIN pg_catalog.pg_type t ON t.oid = b.type
                WHERE t.typtype = 'd'
            )
            SELECT b.attnum, b.name,
                   b.type::bigint::text
                   || CASE WHEN b.type IN (1700, 1231) AND b.modifier >= 4
                           THEN '(' || ((b.modifier - 4) >> 16) || ','
                                || ((((b.modifier - 4) & 2047) # 1024) - 1024) || ')'
                           ELSE '' END AS type_text
            FROM base b JOIN pg_catalog.pg_type t ON t.oid = b.type
            WHERE t.typtype <> 'd'
            ORDER BY b.attnum
            """;

    /** A column as it counts in the fingerprint. */
    public record Column(String name, String typeText) {}

    private SchemaFingerprint() {}

    /** Sixteen lower-case hexadecimal digits for these columns, given in the order of {@code attnum}. */
    public static String of(List<Column> columns) {
        MessageDigest digest = sha256();
        for (Column column : columns) {
            digest.update(column.name().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(column.typeText().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
