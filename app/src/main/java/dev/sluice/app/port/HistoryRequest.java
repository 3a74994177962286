/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

import java.util.List;

/**
 * Which row's history.
 *
 * @param table {@code schema.name}
 * @param key the key's values as Postgres prints them, in the order of the key's columns
 * @param limit how many versions at most, the newest ones
 */
public record HistoryRequest(String table, List<String> key, int limit) {}
