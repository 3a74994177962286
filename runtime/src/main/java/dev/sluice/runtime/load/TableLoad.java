/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.load;

import dev.sluice.core.load.LoadProgress;
import dev.sluice.core.target.TargetTable;
import java.sql.Connection;
import java.sql.SQLException;

/** One table on its way. Several threads work on it, each with a connection of its own; what failed can be done again. */
interface TableLoad {
    TargetTable table();

    /** Does one part of what is left, on a connection without a transaction; false if there is nothing to do for this thread. */
    boolean loadSome(Connection connection) throws SQLException;

    /** Whether everything is loaded and noted. */
    boolean isDone();

    /** How far it is. */
    LoadProgress progress();
}
