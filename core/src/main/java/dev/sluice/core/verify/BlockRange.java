/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * A part of a table as it lies in Postgres, whatever its key: the rows in these blocks, which are read one after the other.
 * A row that changes may move from one part to another.
 *
 * @param from the first block
 * @param to the block after the last; empty for all that follow
 */
public record BlockRange(long from, OptionalLong to) {
    /** The whole table. */
    public static final BlockRange ALL = new BlockRange(0, OptionalLong.empty());

    /** The parts of a table of so many blocks; the last one has no end, as the table may grow. */
    public static List<BlockRange> of(long blocks, long atOnce) {
        List<BlockRange> ranges = new ArrayList<>();
        long from = 0;
        for (; from + atOnce < blocks; from += atOnce) {
            ranges.add(new BlockRange(from, OptionalLong.of(from + atOnce)));
        }
        ranges.add(new BlockRange(from, OptionalLong.empty()));
        return ranges;
    }

    /** The conditions on a table's rows in Postgres, which reads these blocks alone from version 14 on; none for the whole table. */
    List<String> conditions() {
        List<String> conditions = new ArrayList<>();
        if (from > 0) {
            conditions.add("ctid >= '(" + from + ",0)'");
        }
        to.ifPresent(end -> conditions.add("ctid < '(" + end + ",0)'"));
        return conditions;
    }
}
