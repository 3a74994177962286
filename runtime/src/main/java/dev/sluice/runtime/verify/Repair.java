/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.verify;

import dev.sluice.core.target.CopyVersions;
import dev.sluice.core.target.TargetTable;
import dev.sluice.core.verify.RowTexts;
import dev.sluice.core.verify.RowTexts.Side;
import dev.sluice.runtime.control.Systems;
import dev.sluice.runtime.load.TableLoader;
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
        RowTexts texts = new RowTexts(table);
        CopyVersions versions = new CopyVersions(table);
        String which = texts.isOneOf(Side.TARGET, keys);
        BigInteger version = NextVersion.of(systems, versions, which);
        Set<List<String>> there =
                new Sides(systems, texts).digestsOf(Side.SOURCE, keys).keySet();
        List<List<String>> gone = new ArrayList<>(keys);
        gone.removeAll(there);
        if (!gone.isEmpty()) {
            versions.delete(texts.isOneOf(Side.TARGET, gone), version).forEach(systems.clickhouse()::execute);
        }
        if (!there.isEmpty()) {
            TableLoader.reload(
                    systems.postgres(), systems.clickhouse(), table, texts.isOneOf(Side.SOURCE, there), version);
        }
    }
}
