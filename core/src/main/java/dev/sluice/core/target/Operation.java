/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

/**
 * What an event did, by Debezium's letters: created, updated, deleted, read by the load, truncated. The empty one is that of
 * an event that could not be read.
 */
final class Operation {
    /** The column type that all tables use for it, so that nothing is converted between them. */
    static final String TYPE = "Enum8('' = 0, 'c' = 1, 'u' = 2, 'd' = 3, 'r' = 4, 't' = 5)";

    private Operation() {}
}
