/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.config;

import java.util.Locale;

/** What may happen to a replicated table in the source, as the configuration tells these apart. */
public enum ChangeKind {
    ADDED_COLUMN,
    DROPPED_COLUMN,
    RENAMED_COLUMN,
    /** Another type or modifier, or another nullability. */
    RETYPED_COLUMN,
    /** Another primary key or replica identity index. */
    CHANGED_KEY,
    /** A table that the configuration matches and that has no copy yet. */
    NEW_TABLE,
    /** A table that was dropped, or that got another name. */
    DROPPED_TABLE,
    /** Whatever makes the copy of a table begin anew, with its history: changes that no event tells. */
    RELOAD;

    /** As the configuration has it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
