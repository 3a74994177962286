/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.control;

import dev.sluice.core.problem.ProblemException;
import dev.sluice.core.target.TargetTable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an applied pipeline healthy: follows changes of the source's tables, completes partial rows, restarts a failed
 * connector. A system that is away is waited for. {@link #run} blocks; {@link #stop} ends it from another thread.
 */
public final class Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final Duration TICK = Duration.ofMillis(250);
    /** In ticks. Unchanged large values are rare; where Postgres generates a column, every change waits for this. */
    private static final int COMPLETE_EVERY = 4;
    /** In ticks. Connector and catalog: each look takes a connection of its own. */
    private static final int LOOK_EVERY = 8;

    private final ControlPlane control;
    private final SchemaWatch schema;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private int ticks;
    private String said = "";

    public Watch(ControlPlane control, SchemaWatch schema) {
        this.control = control;
        this.schema = schema;
    }

    /** Returns after {@link #stop}, or when the thread is interrupted. */
    public void run() {
        while (pause()) {
            // Each by itself: what one of them meets may be what another one mends.
            List<TargetTable> tables = schema.tables();
            if (ticks % COMPLETE_EVERY == 0
                    || tables.stream().anyMatch(table -> !table.generated().isEmpty())) {
                attempt(new PartialRowsWatch(control.systems(), tables)::completeOnce);
            }
            if (ticks % LOOK_EVERY == 0) {
                attempt(control::restartFailedConnector);
                attempt(schema::followOnce);
            }
            ticks++;
        }
    }

    private void attempt(Runnable duty) {
        try {
            duty.run();
        } catch (ProblemException e) {
            String trouble = e.problem().code() + ": " + e.problem().what();
            if (!trouble.equals(said)) {
                LOG.warn("{}", trouble);
            }
            said = trouble;
        } catch (RuntimeException e) {
            // Nobody would look after the pipeline any more.
            LOG.error("a mistake of Sluice's own; it goes on", e);
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
}
