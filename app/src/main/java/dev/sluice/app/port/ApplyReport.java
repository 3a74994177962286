/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

import java.util.List;

/** The steps that were done, in order, and how long that took. */
public record ApplyReport(String pipeline, List<PlannedStep> done, double seconds) {}
