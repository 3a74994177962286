/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.load;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.config.LoadConfig;
import dev.sluice.core.load.ByteBudget;
import dev.sluice.core.load.LoadProgress;
import dev.sluice.core.target.TargetNames;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.source.PostgresSource;
import dev.sluice.runtime.target.ClickHouse;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Copies the rows that tables have now.
 *
 * <p>Idempotent: the rows carry the lowest version, so a second load and the stream beside it can only agree or win. A load
 * that was cut off goes on after its last chunk, if the table has a key; see {@link ChunkedLoad}.
 */
public final class TableLoader {
    /** The code of the problem that says that a new plan is needed. */
    public static final String CHANGED = Footing.CHANGED;

    private final PostgresSource source;
    private final ClickHouse target;
    private final LoadConfig config;

    public TableLoader(PostgresSource source, ClickHouse target, LoadConfig config) {
        this.source = source;
        this.target = target;
        this.config = config;
    }

    /** Hears how loads go on; called by the thread that called {@link #load}, which an exception of it ends. */
    public interface Listener {
        void progress(TargetTable table, LoadProgress progress);

        void ends(TargetTable table);
    }

    /** The targets ({@code database.table}) whose load is complete. */
    public static List<String> loaded(ClickHouse target) {
        return target.rows("SELECT target FROM " + TargetNames.LOADS.quoted() + " FINAL WHERE state = 'done'").stream()
                .map(row -> row.get(0).asText())
                .toList();
    }

    /** How far the loads are that are under way, by target. The rate is that of all of the load so far. */
    public static Map<String, LoadProgress> underWay(ClickHouse target) {
        Map<String, LoadProgress> loads = new HashMap<>();
        LoadsBefore.underWay(target)
                .forEach((table, note) -> loads.put(
                        table,
                        new LoadProgress(
                                note.rows(), note.total(), note.seconds() > 0 ? note.rows() / note.seconds() : 0)));
        return loads;
    }

    /** Rows a second of all loads together, those of earlier runs too; empty if nothing was loaded. */
    public static OptionalDouble rowsPerSecond(ClickHouse target) {
        long rows = 0;
        double seconds = 0;
        double until = 0;
        // Loads may have gone side by side: the same second counts once.
        for (JsonNode load :
                // The note of a table without a key is dated by when that load began.
                target.rows(
                        "SELECT rows, greatest(toUnixTimestamp64Micro(at) / 1e6, toUnixTimestamp64Micro(began) / 1e6"
                                + " + seconds) AS ended, ended - seconds AS begun FROM " + TargetNames.LOADS.quoted()
                                + " FINAL WHERE state = 'done' ORDER BY begun")) {
            double ended = load.get(1).asDouble();
            rows += load.get(0).asLong();
            seconds += Math.max(0, ended - Math.max(until, load.get(2).asDouble()));
            until = Math.max(until, ended);
        }
        return seconds > 0 ? OptionalDouble.of(rows / seconds) : OptionalDouble.empty();
    }

    /** Loads the tables, several chunks at once, and notes how far it is and which ones are loaded. */
    public void load(List<TargetTable> tables, Listener listener) {
        Optional<ByteBudget> budget = budget();
        LoadsBefore before = new LoadsBefore(target);
        List<TableLoad> loads = new ArrayList<>();
        for (TargetTable table : tables) {
            loads.add(
                    table.isCounted()
                            ? new CountedLoad(table, source, target, before, budget)
                            : new ChunkedLoad(table, target, before, budget));
        }
        new LoadWorkers(source, loads).run(config.connections(), listener);
    }

    /** Copies all rows of a table with a key again, or what is left of them, and notes how far it is. */
    public void loadAgain(Reread reread, Listener listener) {
        TableLoad load = ChunkedLoad.again(reread, target, budget());
        new LoadWorkers(source, List.of(load)).run(config.connections(), listener);
    }

    private Optional<ByteBudget> budget() {
        return config.bytesPerSecond().isPresent()
                ? Optional.of(new ByteBudget(config.bytesPerSecond().getAsLong()))
                : Optional.empty();
    }

    /**
     * Copies the rows that meet {@code condition}, which names the source's columns, with this version. Not for a table
     * whose rows are counted.
     *
     * @throws dev.sluice.core.problem.ProblemException {@link #CHANGED} if the copy was made for other columns
     */
    public static void reload(
            PostgresSource source, ClickHouse target, TargetTable table, String condition, BigInteger version) {
        source.with(connection -> {
            connection.setReadOnly(true);
            Footing footing = Footing.begin(connection, table);
            RowCopy.Sent sent = new RowCopy(target, Optional.empty(), rows -> {})
                    .copy(connection, table, footing.lsn(), version, " WHERE " + condition);
            Footing.end(connection);
            return sent;
        });
    }
}
