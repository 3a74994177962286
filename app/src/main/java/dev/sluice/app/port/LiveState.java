/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

import java.util.List;

/**
 * What the live screen shows.
 *
 * @param seconds since the command was given
 * @param headline one short line on what happens now, for example {@code workload: 500 changes/s}
 * @param tryNext commands to copy, one a line, best first; the screen shows as many as fit
 */
public record LiveState(StatusReport status, double seconds, String headline, List<String> tryNext) {}
