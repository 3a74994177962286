/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

/**
 * Which messages to show.
 *
 * @param table {@code schema.name}
 * @param last how many of the newest messages to begin with
 * @param follow whether to go on with new ones until interrupted
 */
public record TailRequest(String table, int last, boolean follow) {}
