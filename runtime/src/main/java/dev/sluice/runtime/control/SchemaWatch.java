/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.control;

import dev.sluice.core.target.TargetTable;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows changes of the source's tables while rows keep coming. Events with the new columns are parked until the copy has
 * them; those with the old ones must all be read before, since the next reader refuses them. One thread follows, any may ask for
 * {@link #tables}.
 */
public final class SchemaWatch {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaWatch.class);
    private static final Duration OLD_EVENTS = Duration.ofSeconds(20);

    private final ControlPlane control;
    private final EventsRead eventsRead;
    private final Executor.Listener listener;
    private volatile List<TargetTable> tables;
    private boolean unfinished;

    /** {@code tables} are those that were applied last. */
    public SchemaWatch(
            ControlPlane control, List<TargetTable> tables, EventsRead eventsRead, Executor.Listener listener) {
        this.control = control;
        this.tables = List.copyOf(tables);
        this.eventsRead = eventsRead;
        this.listener = listener;
    }

    /** Waits until ClickHouse has read what was committed before. */
    @FunctionalInterface
    public interface EventsRead {
        /** Returns when all events of these tables are read. */
        void await(List<TargetTable> tables, Duration timeout);
    }

    /** The tables as applied last. */
    public List<TargetTable> tables() {
        return tables;
    }

    /** Applies what has changed since the last time; returns whether anything has. */
    public boolean followOnce() {
        List<TargetTable> now = control.tables();
        Set<TargetTable> changed = new HashSet<>();
        boolean same = now.size() == tables.size();
        for (TargetTable table : now) {
            if (tables.stream().noneMatch(before -> isSame(before, table))) {
                same = false;
                tables.stream()
                        .filter(before -> before.source().equals(table.source()))
                        .forEach(changed::add);
            }
        }
        if (same && !unfinished) {
            return false;
        }
        // An apply that was cut off may have left a table without its reader, which nothing can wait for.
        if (!unfinished && !changed.isEmpty()) {
            eventsRead.await(List.copyOf(changed), OLD_EVENTS);
        }
        unfinished = true;
        LOG.info(
                "the source's tables have changed: {}",
                changed.stream().map(TargetTable::source).toList());
        control.apply(listener);
        tables = now;
        unfinished = false;
        return true;
    }

    private static boolean isSame(TargetTable before, TargetTable now) {
        return before.source().equals(now.source())
                && before.schemaId().equals(now.schemaId())
                && before.shape().equals(now.shape());
    }
}
