/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse;

import dev.sluice.core.problem.ProblemException;
import dev.sluice.stack.lifecycle.StartProgress;
import java.io.IOException;

/** The two ways to run ClickHouse as a child process. */
sealed interface ServerProcess permits EngineLauncher, ServerBinary {
    /** Starts the process; it need not serve yet when this returns. */
    Process launch(ClickHouseService.Settings settings, StartProgress progress) throws IOException;

    /** Why the process has ended before it served anything. */
    ProblemException explain(ClickHouseService.Settings settings, int exitCode);
}
