/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

import java.util.List;

/**
 * What to compare.
 *
 * @param tables {@code schema.name}; empty means all
 * @param limit how many differences to list for each table; all are counted
 * @param repair whether what differs is mended
 */
public record VerifyRequest(List<String> tables, int limit, boolean repair) {}
