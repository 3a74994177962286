/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import dev.sluice.stack.lifecycle.CpuUse;

/** What each process used of the processors while a path worked, for each row. */
final class CpuTimes {
    private static final double MILLION = 1e6;
    private static final String UNIT = "s/M rows";

    /** Ends the name of the figure of all processes together. */
    static final String ALL = ": CPU of all";

    private CpuTimes() {}

    /** Notes what was used for so many rows. */
    static void note(Pairs pairs, String path, CpuUse used, long rows) {
        used.byService()
                .forEach((process, seconds) ->
                        pairs.add(path + ": CPU of " + process, UNIT, seconds / (rows / MILLION)));
    }

    /** Notes what all processes together used for so many rows. */
    static void noteAll(Pairs pairs, String path, CpuUse used, long rows) {
        pairs.add(path + ALL, UNIT, used.seconds() / (rows / MILLION));
    }
}
