/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.shop;

import dev.sluice.core.source.TableId;
import java.time.Instant;

/** Hears of every order that the {@link Workload} has committed. */
@FunctionalInterface
public interface CommitListener {

    /**
     * A row was inserted and is committed. Called once a row, from the workload's threads, after the server confirmed
     * the commit; must return quickly and must not throw.
     *
     * @param table always {@code inventory.orders}
     * @param key the row's id
     * @param beforeCommit this machine's clock just before COMMIT was sent: no reader saw the row earlier
     */
    void committed(TableId table, long key, Instant beforeCommit);
}
