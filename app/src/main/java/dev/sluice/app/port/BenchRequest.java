/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

/**
 * Which benchmark, and how large.
 *
 * @param size how many rows it makes; of {@code LATENCY} and {@code PGBENCH}, how many seconds it
 *     works at each rate; of {@code TABLES}, how many tables there are
 * @param runs how often each path is measured
 */
public record BenchRequest(Name name, long size, int runs) {
    /** The benchmarks that there are. */
    public enum Name {
        LOAD,
        STREAM,
        LATENCY,
        SCALE,
        TABLES,
        PGBENCH,
        VERIFY
    }
}
