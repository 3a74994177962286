/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.wiring;

import dev.sluice.app.port.LoadStatus;
import dev.sluice.app.view.Figures;
import dev.sluice.app.view.LoadText;
import dev.sluice.core.load.LoadProgress;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** How the loads of one command go, as one line about all of them together. One thread. */
final class LoadHeadline {
    private final Map<String, LoadProgress> loads = new TreeMap<>();

    /** {@code load inventory.orders 43 %: …}, or how many tables. */
    String of(String load, LoadProgress progress) {
        loads.put(load, progress);
        LoadProgress all = loads.values().stream().reduce(LoadProgress.NONE, LoadProgress::plus);
        String what = loads.size() == 1 ? load : "load " + loads.size() + " tables";
        OptionalDouble share = all.share();
        return what + (share.isPresent() ? " " + Figures.percent(share.getAsDouble()) : "") + ": "
                + LoadText.of(shown(all));
    }

    static LoadStatus shown(LoadProgress progress) {
        OptionalDouble left = progress.secondsLeft();
        return new LoadStatus(
                progress.rows(),
                progress.total() == 0 ? null : Long.valueOf(progress.total()),
                progress.rowsPerSecond(),
                left.isPresent() ? Double.valueOf(left.getAsDouble()) : null);
    }
}
