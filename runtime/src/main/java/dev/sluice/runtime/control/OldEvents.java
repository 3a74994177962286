/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.control;

import dev.sluice.core.plan.Desired;
import dev.sluice.core.problem.ProblemException;
import dev.sluice.core.target.ShapeText;
import dev.sluice.core.target.TableShape;
import dev.sluice.core.target.TargetNames;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.capture.ConnectClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The events from before a change of the source's tables: their readers have to take them before they follow. */
final class OldEvents {
    private static final Logger LOG = LoggerFactory.getLogger(OldEvents.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private final ControlPlane control;
    private final SchemaWatch.EventsRead eventsRead;
    /** What was waited for already; a change may stay unapplied for long. */
    private List<TableShape> read = List.of();

    OldEvents(ControlPlane control, SchemaWatch.EventsRead eventsRead) {
        this.control = control;
        this.eventsRead = eventsRead;
    }

    /** Returns when the copies that are to follow, and those that have {@code departed}, have what was committed before. */
    void letBeRead(Desired desired, List<TargetTable> departed) {
        List<TargetTable> changed = changed(desired.tables());
        List<TargetTable> unread = new ArrayList<>(
                changed.stream().filter(table -> !read.contains(table.shape())).toList());
        List<TargetTable> last = departed.stream()
                .filter(table -> streaming()
                        && control.systems().clickhouse().exists(table.names().read()))
                .toList();
        unread.addAll(last);
        if (!unread.isEmpty()) {
            await(unread);
        }
        if (!last.isEmpty()) {
            // Nobody will look after their gaps any more.
            new PartialRowsWatch(control.systems(), last).completeOnce();
        }
        read = changed.stream().map(TargetTable::shape).toList();
    }

    private boolean streaming() {
        return control.systems().connect().config(control.names().connector()).isPresent()
                && control.systems().postgres().slot(control.names().slot()).isPresent();
    }

    /** Those whose copy was made for other columns and is being fed. */
    private List<TargetTable> changed(List<TargetTable> now) {
        Systems systems = control.systems();
        if (!streaming() || !systems.clickhouse().exists(TargetNames.SHAPES)) {
            return List.of();
        }
        Map<String, TableShape> shapes = Observer.shapes(systems.clickhouse());
        return now.stream()
                .filter(table -> shapes.containsKey(table.target())
                        && !shapes.get(table.target()).isStill(table)
                        && systems.clickhouse().exists(table.names().read()))
                .toList();
    }

    private void await(List<TargetTable> tables) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                eventsRead.await(tables, LOOK_EVERY);
                return;
            } catch (ProblemException e) {
                if (cannotDecode()) {
                    readPast(tables);
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
     * Debezium can't parse each value that Postgres prints (intervals of 2^31 hours), and one from before a change would keep the
     * change from being followed. So it passes such rows for once, and their tables are loaded anew: that is noted first, lest a
     * crash forget it.
     */
    private void readPast(List<TargetTable> tables) {
        tables.forEach(table -> {
            LOG.warn("the connector can't decode old events of {}, so the table is loaded anew", table.source());
            control.systems().clickhouse().execute(ShapeText.doubt(table));
        });
        String connector = control.names().connector();
        Map<String, String> config = new HashMap<>(control.desired().connector());
        config.put("event.processing.failure.handling.mode", "warn");
        control.systems().connect().put(connector, config);
        eventsRead.await(tables, PATIENCE);
    }
}
