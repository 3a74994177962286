/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.shop;

/**
 * How the workload works.
 *
 * @param seed decides what is drawn
 * @param connections 1 or 2
 * @param maxOrders from this many orders on, more are cancelled than placed
 * @param maxCustomers from this many customers on, nobody new registers and more accounts are closed
 */
public record WorkloadOptions(long seed, int connections, long maxOrders, long maxCustomers) {
    public WorkloadOptions {
        if (connections < 1 || connections > 2) {
            throw new IllegalArgumentException("1 or 2 connections, not " + connections);
        }
    }

    /** Two connections, and room for half as many orders and customers again. */
    public static WorkloadOptions of(ShopSize size, long seed) {
        return new WorkloadOptions(seed, 2, Math.max(1_000, size.orders() * 3L / 2), size.customers() * 3L / 2 + 100);
    }
}
