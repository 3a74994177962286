/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.verify;

import dev.sluice.core.target.TargetTable;
import dev.sluice.core.verify.RowRepair;
import dev.sluice.core.verify.RowTexts;
import dev.sluice.core.verify.RowTexts.Side;
import dev.sluice.runtime.control.Systems;
import dev.sluice.runtime.load.TableLoader;
import dev.sluice.runtime.source.PostgresSource;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Mends the copies of rows that differ, and no others. Idempotent; changes may go on meanwhile, and win.
 *
 * <p>In the history a mended row is one more read of it ({@code r}), or its deletion.
 */
final class Repair {
    private static final int KEYS_AT_ONCE = 500;

    private final Systems systems;

    Repair(Systems systems) {
        this.systems = systems;
    }

    /** Reads the rows of these keys again. */
    void mend(TargetTable table, List<List<String>> keys) {
        for (int at = 0; at < keys.size(); at += KEYS_AT_ONCE) {
            mendSome(table, keys.subList(at, Math.min(keys.size(), at + KEYS_AT_ONCE)));
        }
    }

    private void mendSome(TargetTable table, List<List<String>> keys) {
        RowRepair repair = new RowRepair(table);
        BigInteger highest = highest(repair, keys);
        BigInteger bound =
                RowRepair.bound(systems.postgres().with(PostgresSource::walEnd).value());
        if (highest.compareTo(bound) >= 0) {
            repair.dropImpossible(keys, bound).forEach(systems.clickhouse()::execute);
            highest = highest(repair, keys);
        }
        BigInteger version = highest.add(BigInteger.ONE);
        Set<List<String>> there = new Sides(systems, new RowTexts(table))
                .digestsOf(Side.SOURCE, keys)
                .keySet();
        List<List<String>> gone = new ArrayList<>(keys);
        gone.removeAll(there);
        if (!gone.isEmpty()) {
            repair.delete(gone, version).forEach(systems.clickhouse()::execute);
        }
        if (!there.isEmpty()) {
            TableLoader.reload(systems.postgres(), systems.clickhouse(), table, repair.sourceRows(there), version);
        }
    }

    private BigInteger highest(RowRepair repair, List<List<String>> keys) {
        return new BigInteger(systems.clickhouse().value(repair.highestVersion(keys)));
    }
}
