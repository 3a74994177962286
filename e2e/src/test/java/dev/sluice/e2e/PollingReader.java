/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.problem.ProblemException;
import dev.sluice.core.target.ObjectName;
import dev.sluice.runtime.target.ClickHouse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Somebody who reads a view again and again while its table changes, and what that one has to see. */
final class PollingReader implements AutoCloseable {
    /** Between the change of a store and that of the view before it, ClickHouse misses a table, or one of its columns. */
    private static final String MISSING =
            "UNKNOWN_TABLE|UNKNOWN_IDENTIFIER|NOT_FOUND_COLUMN|NO_SUCH_COLUMN|THERE_IS_NO_COLUMN|TYPE_MISMATCH|CANNOT_CONVERT_TYPE|Missing columns|does not exist|unknown";

    private final ClickHouse clickhouse;
    private final String query;
    private final List<String> errors = Collections.synchronizedList(new ArrayList<>());
    private final Thread thread;
    private volatile boolean stopped;

    private PollingReader(ClickHouse clickhouse, ObjectName view) {
        this.clickhouse = clickhouse;
        this.query = "SELECT count(), sum(cityHash64(*)) FROM " + view.quoted();
        this.thread = Thread.ofVirtual().unstarted(this::poll);
    }

    static PollingReader of(ClickHouse clickhouse, String database, String view) {
        PollingReader reader = new PollingReader(clickhouse, new ObjectName(database, view));
        reader.thread.start();
        return reader;
    }

    private void poll() {
        while (!stopped) {
            try {
                clickhouse.rows(query);
            } catch (ProblemException e) {
                errors.add(e.problem().code() + ": " + e.problem().what());
            }
            try {
                Thread.sleep(Duration.ofMillis(20));
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Ends it: the view can be read again, and whatever could not be read was in the midst of a change. */
    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        assertThat(clickhouse.rows(query)).hasSize(1);
        assertThat(errors).allSatisfy(error -> assertThat(error).containsPattern(MISSING));
    }
}
