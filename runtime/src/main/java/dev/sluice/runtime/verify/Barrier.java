/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.verify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.capture.PipelineNames;
import dev.sluice.core.problem.Problem;
import dev.sluice.core.source.Lsn;
import dev.sluice.core.target.PartialRows;
import dev.sluice.core.target.TableShape;
import dev.sluice.core.target.TargetNames;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.control.Observer;
import dev.sluice.runtime.control.Systems;
import dev.sluice.runtime.load.TableLoader;
import dev.sluice.runtime.source.PostgresSource.Slot;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * Waits until everything that was committed in the source before the call is visible in ClickHouse.
 *
 * <p>It marks the end of the WAL and follows the mark: the slot's confirmed position passes it only after Kafka has
 * acknowledged every event before it; the topics' ends are read after that; and ClickHouse commits an offset only after
 * the rows up to it are inserted. Each stage is asked, none is guessed.
 */
public final class Barrier {
    /** The code of the problem that says that the time was too short. */
    public static final String TIMEOUT = "wait-timeout";

    private static final Duration PAUSE = Duration.ofMillis(15);
    private static final Duration MARK_AGAIN = Duration.ofSeconds(2);

    private final Systems systems;
    private final PipelineNames names;
    private final List<TargetTable> tables;

    public Barrier(Systems systems, PipelineNames names, List<TargetTable> tables) {
        this.systems = systems;
        this.names = names;
        this.tables = List.copyOf(tables);
    }

    /**
     * Returns the position up to which everything is visible.
     *
     * @throws dev.sluice.core.problem.ProblemException {@code wait-timeout}, naming the stage that is behind
     */
    public Lsn await(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        until(deadline, this::loaded, "the initial load has not finished");
        until(
                deadline,
                this::followed,
                "a change of the source's columns is not applied, which ./sluice run does, or ./sluice apply if it was to be asked for");
        // Again: what has followed may have to be loaded anew, and its columns are noted before that.
        until(deadline, this::loaded, "the initial load has not finished");
        Lsn end = consumed(deadline);
        until(deadline, this::completed, "rows with unchanged large values are not completed");
        return end;
    }

    /**
     * Waits only until ClickHouse has read every event of before the call; those that it could not take are parked.
     *
     * @throws dev.sluice.core.problem.ProblemException {@code wait-timeout}, naming the stage that is behind
     */
    public void awaitRead(Duration timeout) {
        consumed(System.nanoTime() + timeout.toNanos());
    }

    private Lsn consumed(long deadline) {
        Lsn end = systems.postgres().mark(names.markPrefix());
        long[] marked = {System.nanoTime()};
        until(
                deadline,
                () -> {
                    Slot slot = systems.postgres().slot(names.slot()).orElseThrow(this::noSlot);
                    if (slot.confirmed().compareTo(end) >= 0) {
                        return true;
                    }
                    // A mark from before the connector was there may not reach it; another one does no harm.
                    if (System.nanoTime() - marked[0] > MARK_AGAIN.toNanos()) {
                        systems.postgres().mark(names.markPrefix());
                        marked[0] = System.nanoTime();
                    }
                    return false;
                },
                "the connector has not confirmed " + end);
        Map<TopicPartition, Long> ends =
                systems.kafka().ends(tables.stream().map(TargetTable::topic).toList());
        until(deadline, () -> consumed(ends), "ClickHouse has not read all of the topics");
        return end;
    }

    private boolean loaded() {
        if (!systems.clickhouse().exists(TargetNames.LOADS)) {
            // The first apply has only begun.
            return false;
        }
        List<String> loaded = TableLoader.loaded(systems.clickhouse());
        return tables.stream().allMatch(table -> loaded.contains(table.target())) && !showsOldRows();
    }

    /** Whether readers still see the rows from before a new load of one of the tables. */
    private boolean showsOldRows() {
        Set<String> stale =
                tables.stream().map(table -> table.names().stale().name()).collect(Collectors.toSet());
        return systems
                .clickhouse()
                .rows("SELECT name FROM system.tables WHERE database = '" + TargetNames.OWN + "'")
                .stream()
                .anyMatch(row -> stale.contains(row.get(0).asText()));
    }

    private boolean followed() {
        Map<String, TableShape> shapes = Observer.shapes(systems.clickhouse());
        return tables.stream().allMatch(table -> {
            TableShape shape = shapes.get(table.target());
            return shape != null && !shape.isInDoubt() && shape.isStill(table);
        });
    }

    private boolean consumed(Map<TopicPartition, Long> ends) {
        Map<String, Map<TopicPartition, Long>> committed = systems.kafka()
                .committed(tables.stream().map(TargetTable::group).toList());
        return tables.stream()
                .allMatch(table -> ends.entrySet().stream()
                        .filter(end -> end.getKey().topic().equals(table.topic()))
                        .allMatch(end ->
                                committed.getOrDefault(table.group(), Map.of()).getOrDefault(end.getKey(), 0L)
                                        >= end.getValue()));
    }

    private boolean completed() {
        Map<String, TargetTable> byTarget = new HashMap<>();
        tables.forEach(table -> byTarget.put(table.target(), table));
        for (JsonNode row : systems.clickhouse().rows(PartialRows.targetsWithGaps())) {
            TargetTable table = byTarget.get(row.get(0).asText());
            if (table != null && (table.isCounted() || isAwaited(new PartialRows(table)))) {
                return false;
            }
        }
        return true;
    }

    private boolean isAwaited(PartialRows gaps) {
        return Stream.of(gaps.awaited(), gaps.unknown())
                .anyMatch(count -> !systems.clickhouse().value(count).equals("0"));
    }

    private dev.sluice.core.problem.ProblemException noSlot() {
        return Problem.user(
                        "no-slot",
                        "the source has no replication slot " + names.slot(),
                        "Run ./sluice apply to set the pipeline up.")
                .asException();
    }

    private static void until(long deadline, BooleanSupplier reached, String otherwise) {
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw Problem.system(
                                TIMEOUT,
                                "the copy has not caught up in time: " + otherwise,
                                "Look at ./sluice status for the stage that is behind, or wait longer with --timeout.")
                        .asException();
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                throw Problem.interrupted(e);
            }
        }
    }
}
