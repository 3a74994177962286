/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.problem;

/** Who has to act on a {@link Problem}; decides the exit code of the command that met it. */
public enum Owner {
    /** The user's input, configuration or prerequisites. */
    USER(2),
    /** A system (Postgres, Kafka, Connect, ClickHouse, the disk) that can't be reached or used at the moment. */
    SYSTEM(3),
    /** A defect of Sluice. */
    OURS(4);

    private final int exitCode;

    Owner(int exitCode) {
        this.exitCode = exitCode;
    }

    /** The process exit code of a command that ends with a problem of this owner. */
    public int exitCode() {
        return exitCode;
    }
}
