/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

import java.util.List;

/**
 * What a plan would do, in the order in which it would be done; no steps means that all is as it should be.
 *
 * @param tables what the tables will be; none if all of them go
 * @param leftOut what the configuration matches and the copy won't have, as sentences
 * @param waiting the changes of the source that {@code run} leaves to {@code apply}, as sentences; the steps do them
 */
public record PlanReport(
        String pipeline,
        List<PlannedStep> steps,
        List<PlannedTable> tables,
        List<String> leftOut,
        List<String> waiting) {}
