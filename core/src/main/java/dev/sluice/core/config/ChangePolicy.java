/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.config;

import java.util.Locale;

/** What becomes of one kind of change of the source. */
public enum ChangePolicy {
    /** The copy follows by itself. */
    APPLY,
    /** The copy keeps what it has. */
    KEEP,
    /** The change waits until somebody runs {@code sluice apply}. */
    ASK;

    /** As the configuration has it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
