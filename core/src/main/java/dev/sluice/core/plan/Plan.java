/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.plan;

import java.util.List;

/** What has to be done, in this order. */
public record Plan(List<Step> steps) {
    public Plan {
        steps = List.copyOf(steps);
    }

    /** Whether everything is as desired. */
    public boolean isEmpty() {
        return steps.isEmpty();
    }
}
