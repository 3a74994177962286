/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.status;

import dev.sluice.runtime.capture.ConnectClient;
import dev.sluice.runtime.source.PostgresSource;
import java.util.List;
import java.util.Optional;

/** One pipeline at one moment. */
public record PipelineFlow(
        Optional<PostgresSource.Slot> slot, Optional<ConnectClient.State> connector, List<TableFlow> tables) {
    public PipelineFlow {
        tables = List.copyOf(tables);
    }
}
