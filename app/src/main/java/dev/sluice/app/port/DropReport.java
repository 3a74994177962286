/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

import java.util.List;

/** The ids of the events that were given up. */
public record DropReport(String pipeline, List<String> dropped) {}
