/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.wiring;

import dev.sluice.app.port.LoadStatus;
import dev.sluice.app.view.Figures;
import dev.sluice.app.view.LoadText;
import dev.sluice.core.load.LoadProgress;
import dev.sluice.core.plan.Step;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** How the loads of one apply go, as one line about all of them together. One thread. */
final class LoadHeadline {
    private final Map<String, LoadProgress> loads = new TreeMap<>();

    /** {@code load inventory.orders 43 %: …}, or how many tables. */
    String of(Step step, LoadProgress progress) {
        loads.put(step.what(), progress);
        LoadProgress all = loads.values().stream().reduce(LoadProgress.NONE, LoadProgress::plus);
        String what = loads.size() == 1 ? step.what() : "load " + loads.size() + " tables";
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
