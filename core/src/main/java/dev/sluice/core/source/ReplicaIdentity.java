/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.source;

/** What Postgres writes to the WAL about the old row of an UPDATE or DELETE ({@code pg_class.relreplident}). */
public enum ReplicaIdentity {
    DEFAULT('d'),
    NOTHING('n'),
    FULL('f'),
    INDEX('i');

    private final char code;

    ReplicaIdentity(char code) {
        this.code = code;
    }

    /** Reads the catalog's letter. */
    public static ReplicaIdentity of(char code) {
        for (ReplicaIdentity identity : values()) {
            if (identity.code == code) {
                return identity;
            }
        }
        throw new IllegalArgumentException("unknown relreplident: " + code);
    }
}
