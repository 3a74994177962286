/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.source;

/**
 * What is behind a table's name.
 *
 * @param oid of the table: another one once it has been dropped and created again
 * @param filenode the file that its rows are in: another one after whatever rewrites them without telling the change
 *     stream (a change of a column's type), and after TRUNCATE and VACUUM FULL
 */
public record Relation(long oid, long filenode) {}
