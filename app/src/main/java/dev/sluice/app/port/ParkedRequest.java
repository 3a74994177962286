/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

import java.util.List;

/**
 * Which parked events.
 *
 * @param ids only these; none means all
 * @param tables {@code schema.name}, only of these; none means all
 * @param closed those that were replayed or dropped instead of those that are parked
 * @param limit how many to list at most; all are counted
 */
public record ParkedRequest(List<String> ids, List<String> tables, boolean closed, int limit) {}
