/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.runtime.capture.ConnectClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What Kafka Connect's REST API answers, and what its client makes of that. */
@ExtendWith(Engines.Shared.class)
class ConnectClientTest {
    private final Engines engines;

    ConnectClientTest(Engines engines) {
        this.engines = engines;
    }

    /** For a moment it refuses even to show a configuration, and not by the code that it has for that. */
    @Test
    void whileTheWorkerRebalances() throws Exception {
        try (Scenario scenario = Scenario.still(engines, "rebalanced", "CREATE TABLE t (id int PRIMARY KEY)");
                ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
            ConnectClient connect = new ConnectClient(engines.endpoints().connect());
            String connector = scenario.control().names().connector();
            AtomicBoolean over = new AtomicBoolean();
            List<Future<?>> askers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                askers.add(asking.submit(() -> {
                    while (!over.get()) {
                        assertThat(connect.config(connector)).isPresent();
                    }
                }));
            }
            try {
                for (int i = 0; i < 8; i++) {
                    connect.stop(connector);
                    connect.resume(connector);
                    await().until(() -> connect.state(connector)
                            .map(ConnectClient.State::running)
                            .orElse(false));
                }
            } finally {
                over.set(true);
            }
            for (Future<?> asker : askers) {
                asker.get();
            }
        }
    }
}
