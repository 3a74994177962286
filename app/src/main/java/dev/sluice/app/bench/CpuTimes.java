/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import dev.sluice.stack.lifecycle.CpuUse;

/** What each process used of the processors while a path worked, for each row. */
final class CpuTimes {
    private static final double MILLION = 1e6;

    private CpuTimes() {}

    /** Notes what was used for so many rows. */
    static void note(Pairs pairs, String path, CpuUse used, long rows) {
        used.byService()
                .forEach((process, seconds) ->
                        pairs.add(path + ": CPU of " + process, "s/M rows", seconds / (rows / MILLION)));
    }
}
