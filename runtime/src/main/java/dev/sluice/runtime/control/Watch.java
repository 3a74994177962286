/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.control;

import dev.sluice.core.problem.ProblemException;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.capture.ConnectClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an applied pipeline healthy: completes partial rows, restarts a failed connector. A system that is away is waited for. {@link #run} blocks; {@link #stop} ends it from another thread.
 */
public final class Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int CONNECTOR_EVERY = 2;

    private final ControlPlane control;
    private final List<TargetTable> tables;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private int ticks;

    public Watch(ControlPlane control, List<TargetTable> tables) {
        this.control = control;
        this.tables = List.copyOf(tables);
    }

    /** Returns after {@link #stop}, or when the thread is interrupted. */
    public void run() {
        PartialRowsWatch partial = new PartialRowsWatch(control.systems().clickhouse(), tables);
        while (pause()) {
            try {
                partial.completeOnce();
                if (ticks++ % CONNECTOR_EVERY == 0) {
                    connector();
                }
            } catch (ProblemException e) {
                LOG.warn("{}: {}", e.problem().code(), e.problem().what());
            }
        }
    }

    /** Ends {@link #run} soon. */
    public void stop() {
        stopped.countDown();
    }

    private boolean pause() {
        try {
            return !stopped.await(TICK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void connector() {
        String name = control.names().connector();
        ConnectClient connect = control.systems().connect();
        Optional<ConnectClient.State> state = connect.state(name);
        if (state.isPresent() && state.get().failed()) {
            LOG.warn(
                    "connector {} has failed and is restarted: {}",
                    name,
                    state.get().trace());
            connect.restart(name);
        }
    }
}
