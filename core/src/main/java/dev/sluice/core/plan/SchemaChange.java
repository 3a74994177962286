/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.plan;

import dev.sluice.core.config.ChangeKind;

/**
 * One change of the source that a copy has not followed yet.
 *
 * @param target the copy ({@code database.table})
 * @param what the change, as a sentence without its full stop
 */
public record SchemaChange(ChangeKind kind, String target, String what) {
    /** What somebody has to know of a change that waits. */
    public String waiting() {
        return what + ", and that waits for `sluice apply` (changes." + kind.word() + ": ask).";
    }
}
