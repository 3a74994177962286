/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.plan;

import dev.sluice.core.target.TargetNames;
import java.util.List;

/** The steps that forget what is noted of a copy whose rows go; should it be made again, they would be about other rows. */
final class Forgetting {
    private Forgetting() {}

    /** {@code target} is {@code database.table}; does nothing where there are no notes at all. */
    static void of(String target, Observed observed, List<Step> steps) {
        if (!observed.objects().containsKey(TargetNames.LOSSES)) {
            return;
        }
        steps.add(new Step.ForgetIncidents(target));
        steps.add(new Step.ForgetLosses(target));
        if (observed.loaded().contains(target)) {
            steps.add(new Step.ForgetLoad(target));
        }
    }
}
