/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.load;

import static dev.sluice.core.target.ChIdentifiers.literal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.target.ObjectName;
import dev.sluice.core.target.TargetNames;
import dev.sluice.runtime.target.ClickHouse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What ClickHouse knew of loads before those of one run began. It is asked once for all tables, when the first of them begins: a
 * small table is loaded in less time than the answers take. Safe for use by several threads.
 */
final class LoadsBefore {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

    private final ClickHouse target;
    private @Nullable Known known; // guarded by this

    LoadsBefore(ClickHouse target) {
        this.target = target;
    }

    private record Known(
            long micros, long nanoTime, Map<String, String> stores, Map<String, LoadJournal.Note> underWay) {}

    /** Now by ClickHouse's clock, to the microsecond; not later than that. */
    String now() {
        Known since = known();
        long passed = (System.nanoTime() - since.nanoTime) / 1_000;
        return MOMENT.format(
                Instant.EPOCH.plus(since.micros + passed, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
    }

    /** Which table of ours that is to ClickHouse; one that is made anew is another. */
    String identity(ObjectName store) {
        return known().stores.getOrDefault(store.name(), "");
    }

    /** The load of a target ({@code database.table}) that was cut off. */
    Optional<LoadJournal.Note> underWay(String of) {
        return Optional.ofNullable(known().underWay.get(of));
    }

    private synchronized Known known() {
        if (known == null) {
            long nanoTime = System.nanoTime();
            long micros = Long.parseLong(target.value("SELECT toString(toUnixTimestamp64Micro(now64(6)))"));
            // The answer's way here would make the clock late, so count from the question on.
            known = new Known(micros - (System.nanoTime() - nanoTime) / 1_000, nanoTime, stores(), underWay(target));
        }
        return known;
    }

    private Map<String, String> stores() {
        Map<String, String> stores = new HashMap<>();
        target.eachRow(
                "SELECT name, toString(uuid) FROM system.tables WHERE database = " + literal(TargetNames.OWN)
                        + " AND startsWith(name, 'rows.')",
                row -> stores.put(row.get(0).asText(), row.get(1).asText()));
        return stores;
    }

    /** Those that are under way now, or were cut off, by target. */
    static Map<String, LoadJournal.Note> underWay(ClickHouse target) {
        Map<String, LoadJournal.Note> notes = new HashMap<>();
        target.eachRow(
                "SELECT target, toString(began), store, `order`, key, rows, total, seconds FROM "
                        + TargetNames.LOADS.quoted() + " FINAL WHERE state = 'loading'",
                row -> notes.put(row.get(0).asText(), note(row)));
        return notes;
    }

    /** Of what follows the first column. */
    static LoadJournal.Note note(JsonNode row) {
        List<String> key = new ArrayList<>();
        row.get(4).forEach(value -> key.add(value.asText()));
        return new LoadJournal.Note(
                row.get(1).asText(),
                row.get(2).asText(),
                row.get(3).asText(),
                key,
                row.get(5).asLong(),
                row.get(6).asLong(),
                row.get(7).asDouble());
    }
}
