/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

/** What a ClickHouse object is, and thereby how it is dropped and replaced. */
public enum ObjectKind {
    DATABASE("DATABASE"),
    /** Keeps rows: replacing it loses them, so they must be loaded again. */
    STORAGE("TABLE"),
    /** Keeps nothing: may be dropped and made again while no event flows. */
    CHANNEL("TABLE"),
    /** Reads a topic; the group's offsets outlive it. */
    TOPIC_READER("TABLE"),
    MATERIALIZED_VIEW("VIEW"),
    /** What users query. */
    VIEW("VIEW");

    private final String keyword;

    ObjectKind(String keyword) {
        this.keyword = keyword;
    }

    /** The word after CREATE or DROP. */
    public String keyword() {
        return keyword;
    }
}
