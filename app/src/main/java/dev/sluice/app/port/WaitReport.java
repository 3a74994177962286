/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

import java.util.List;

/**
 * How a barrier ended.
 *
 * @param lsn the commit position that was waited for
 * @param reached false if the timeout came first
 * @param behind the tables that had not reached it at the timeout
 * @param parked events that could not be applied, so that no waiting makes them visible
 */
public record WaitReport(
        String pipeline, String lsn, boolean reached, double waitedMs, List<String> behind, long parked) {}
