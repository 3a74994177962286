/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.connect;

/** OIDs of built-in Postgres types, the same in every database ({@code src/include/catalog/pg_type.dat}). */
final class Oid {
    static final int BOOL = 16;
    static final int INT8 = 20;
    static final int INT2 = 21;
    static final int INT4 = 23;
    static final int OID = 26;
    static final int FLOAT4 = 700;
    static final int FLOAT8 = 701;
    static final int TIMESTAMPTZ_ARRAY = 1185;
    static final int NUMERIC_ARRAY = 1231;
    static final int NUMERIC = 1700;
    static final int RECORD = 2249;
    static final int RECORD_ARRAY = 2287;
    static final int TSTZRANGE = 3910;
    static final int TSTZRANGE_ARRAY = 3911;
    static final int TSTZMULTIRANGE = 4534;
    static final int TSTZMULTIRANGE_ARRAY = 6153;
    /** Types from here on were made by users and extensions. */
    static final int FIRST_OF_USERS = 16384;

    private Oid() {}
}
