/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.shop;

import java.util.Set;

/** Asks the target which orders a reader sees. */
@FunctionalInterface
public interface OrderVisibility {

    /**
     * Called by the probe's thread only, never twice at a time, with at most {@link LatencyProbe#CAPACITY} ids.
     *
     * @return those of {@code ids} that are visible at some moment during the call
     * @throws RuntimeException if the target can't be asked now; the probe counts that and asks again
     */
    Set<Long> visible(Set<Long> ids);
}
