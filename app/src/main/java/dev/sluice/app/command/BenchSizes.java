/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import org.jspecify.annotations.Nullable;

/** How large a benchmark is if nobody says it, in rows or in seconds; {@code quick} is for {@code --quick}. */
record BenchSizes(long usual, long quick) {
    long of(@Nullable Long said, boolean isQuick) {
        return said != null ? said : isQuick ? quick : usual;
    }
}
