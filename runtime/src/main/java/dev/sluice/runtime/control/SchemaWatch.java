/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.control;

import dev.sluice.core.plan.Desired;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.problem.ProblemException;
import dev.sluice.core.target.ShapeText;
import dev.sluice.core.target.TableShape;
import dev.sluice.core.target.TargetNames;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.capture.ConnectClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies a pipeline, at first and whenever the source's tables have changed while rows keep coming. Events with new columns
 * are parked until the copy has them; those with the old ones have to be read before, since the next reader refuses them.
 * One thread applies and follows, any may ask for {@link #tables}.
 */
public final class SchemaWatch {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaWatch.class);
    private static final Duration OLD_EVENTS = Duration.ofSeconds(30);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private final ControlPlane control;
    private final EventsRead eventsRead;
    private final Executor.Listener listener;
    private volatile List<TargetTable> tables = List.of();

    /** Does nothing yet. */
    public SchemaWatch(ControlPlane control, EventsRead eventsRead, Executor.Listener listener) {
        this.control = control;
        this.eventsRead = eventsRead;
        this.listener = listener;
    }

    /** Waits until ClickHouse has read what was committed before. */
    @FunctionalInterface
    public interface EventsRead {
        /** Returns when all events of these tables are read; {@code wait-timeout} otherwise. */
        void await(List<TargetTable> tables, Duration timeout);
    }

    /** The tables as applied last. */
    public List<TargetTable> tables() {
        return tables;
    }

    /**
     * Plans and does it; returns what was done. Waiting and planning go by one look at the catalog: if the tables change again
     * in between, the events from before that have not been read, and a copy made for the next columns would refuse them.
     */
    public Plan apply() {
        Desired desired = control.desired();
        letOldEventsBeRead(changed(desired.tables()));
        // What changes from here on is not noted, so the next look finds it.
        Plan plan = control.apply(desired, listener);
        tables = desired.tables();
        return plan;
    }

    /** Applies again if the source's tables differ from those applied last; returns whether they did. */
    public boolean followOnce() {
        List<TargetTable> now = control.tables();
        boolean same = now.size() == tables.size()
                && now.stream()
                        .allMatch(table -> tables.stream()
                                .anyMatch(before -> before.source().equals(table.source())
                                        && before.isInsertsOnly() == table.isInsertsOnly()
                                        && before.shape().equals(table.shape())));
        if (same) {
            return false;
        }
        LOG.info("the source's tables have changed, and the copies follow");
        apply();
        return true;
    }

    /** Those whose copy was made for other columns and is being fed. */
    private List<TargetTable> changed(List<TargetTable> now) {
        Systems systems = control.systems();
        boolean streaming =
                systems.connect().config(control.names().connector()).isPresent()
                        && systems.postgres().slot(control.names().slot()).isPresent();
        if (!streaming || !systems.clickhouse().exists(TargetNames.SHAPES)) {
            return List.of();
        }
        Map<String, TableShape> shapes = Observer.shapes(systems.clickhouse());
        return now.stream()
                .filter(table -> shapes.containsKey(table.target())
                        && !shapes.get(table.target()).isStill(table)
                        && systems.clickhouse().exists(table.names().read()))
                .toList();
    }

    private void letOldEventsBeRead(List<TargetTable> changed) {
        if (changed.isEmpty()) {
            return;
        }
        long deadline = System.nanoTime() + OLD_EVENTS.toNanos();
        while (true) {
            try {
                eventsRead.await(changed, LOOK_EVERY);
                return;
            } catch (ProblemException e) {
                if (cannotDecode()) {
                    readPast(changed);
                    return;
                }
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                control.restartFailedConnector();
            }
        }
    }

    private boolean cannotDecode() {
        return control.systems()
                .connect()
                .state(control.names().connector())
                .filter(ConnectClient.State::cannotDecode)
                .isPresent();
    }

    /**
     * Debezium reads old rows by the types that columns of their names have now, so it may fail on rows from before a
     * change. Then it passes those for once, and their tables are loaded anew: that is noted first, lest a crash forget it.
     */
    private void readPast(List<TargetTable> changed) {
        changed.forEach(table -> {
            LOG.warn("the connector can't decode old events of {}, so the table is loaded anew", table.source());
            control.systems().clickhouse().execute(ShapeText.doubt(table));
        });
        String connector = control.names().connector();
        Map<String, String> config = new HashMap<>(control.desired().connector());
        config.put("event.processing.failure.handling.mode", "warn");
        control.systems().connect().put(connector, config);
        eventsRead.await(changed, OLD_EVENTS);
    }
}
