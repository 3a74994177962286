/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import java.util.List;
import java.util.stream.Stream;

/**
 * The statements that hold back ClickHouse's merges in the stores of a table while it is loaded: each row would be written
 * twice or more before the load is done, which took a third of what the load costs ClickHouse. What the stream writes is
 * merged meanwhile, being smaller, and so are the parts of a table so large that there would be too many of them. Each may
 * be done again.
 */
public final class MergeLimit {
    private static final String SETTING = "max_bytes_to_merge_at_max_space_in_pool";
    private static final long LEAST = 16L << 20;
    /** ClickHouse has fewer bytes than Postgres, so fewer parts than this are left to merge. */
    private static final int PARTS = 100;

    private final TargetNames names;

    public MergeLimit(TargetNames names) {
        this.names = names;
    }

    /** For a table of so many bytes in Postgres. */
    public List<String> set(long sourceBytes) {
        return alter("MODIFY SETTING " + SETTING + " = " + Math.max(LEAST, sourceBytes / PARTS));
    }

    /** Leaves it to ClickHouse again. */
    public List<String> reset() {
        return alter("RESET SETTING " + SETTING);
    }

    private List<String> alter(String action) {
        return Stream.of(names.rows(), names.changes())
                .map(store -> "ALTER TABLE " + store.quoted() + " " + action)
                .toList();
    }
}
