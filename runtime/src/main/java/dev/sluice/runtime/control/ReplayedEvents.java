/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.control;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.plan.Copy;
import dev.sluice.core.problem.Problem;
import dev.sluice.core.problem.ProblemException;
import dev.sluice.core.target.ParkedChoice;
import dev.sluice.core.target.ParkedReplay;
import dev.sluice.core.target.ParkedReplay.Place;
import dev.sluice.core.target.PartialRows;
import dev.sluice.core.target.TargetObject;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.target.ClickHouse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * Replays parked events of one table, beside the stream. An event is closed only after its way stood from before it was sent
 * until after, so whatever is cut off in between can be done again, and doing it twice changes nothing.
 */
public final class ReplayedEvents {
    private static final int BATCH = 500;
    private static final long BATCH_BYTES = 8L << 20;
    /** What ClickHouse says around the message of its parser. */
    private static final Pattern AROUND = Pattern.compile("(?s)^.*?DB::Exception: |\\s*: While executing .*$");

    private final Systems systems;
    private final ClickHouse clickhouse;
    private final TargetTable table;
    private final ParkedReplay sql;
    private final List<String> replayed = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();

    public ReplayedEvents(Systems systems, TargetTable table) {
        this.systems = systems;
        this.clickhouse = systems.clickhouse();
        this.table = table;
        this.sql = new ParkedReplay(table);
    }

    /** An event that stays parked, and why it was refused this time. */
    public record Refused(String id, String error) {}

    /** The ids of those that have arrived, and those that stay. */
    public record Outcome(List<String> replayed, List<Refused> refused) {}

    private record Event(String id, Place place, int count, long bytes, String schema, boolean reduced) {}

    /**
     * Refuses a copy that is not what the configuration and the source's columns ask for now: its reader would park such
     * events.
     */
    public static void requireCurrent(ClickHouse clickhouse, Copy copy) {
        Map<String, String> comments = new HashMap<>();
        clickhouse.eachRow(
                "SELECT database || '.' || name, comment FROM system.tables WHERE comment != ''",
                row -> comments.put(row.get(0).asText(), row.get(1).asText()));
        for (TargetObject object : copy.objects()) {
            if (!object.comment().equals(comments.get(object.name().toString()))) {
                throw Problem.user(
                                "copy-not-current",
                                "the copy of " + copy.table().source()
                                        + " is not what the source's columns and the configuration ask for now",
                                "Run ./sluice apply first, which reads again what only waited for that.")
                        .asException();
            }
        }
    }

    /** Replays these, events and rows of the load; what is refused stays parked with the error of this time. */
    public Outcome replay(ParkedChoice choice) {
        events(choice).forEach(this::send);
        rows(choice);
        new PartialRowsWatch(systems, List.of(table)).completeOnce();
        return new Outcome(List.copyOf(replayed), List.copyOf(refused));
    }

    /** Replays the events whose schema is the table's. */
    void replayKnown() {
        for (List<Event> batch : events(ParkedChoice.of(table))) {
            List<Event> known = batch.stream()
                    .filter(event -> event.schema.equals(table.schemaId()))
                    .toList();
            if (!known.isEmpty()) {
                send(known);
            }
        }
    }

    private List<List<Event>> events(ParkedChoice choice) {
        Map<String, Event> byId = new LinkedHashMap<>();
        clickhouse.eachRow(ParkedReplay.events(choice), row -> {
            Place place = new Place(
                    row.get(1).asText(), row.get(2).asInt(), row.get(3).asLong());
            Event event = new Event(
                    row.get(0).asText(),
                    place,
                    1,
                    row.get(4).asLong(),
                    row.get(5).asText(),
                    row.get(6).asInt() == 1);
            byId.merge(
                    event.id,
                    event,
                    (a, b) -> new Event(a.id, a.place, a.count + 1, Math.min(a.bytes, b.bytes), a.schema, a.reduced));
        });
        List<List<Event>> batches = new ArrayList<>();
        List<Event> batch = new ArrayList<>();
        long bytes = 0;
        for (Event event : byId.values()) {
            if (batch.size() == BATCH || bytes + event.bytes > BATCH_BYTES && !batch.isEmpty()) {
                batches.add(batch);
                batch = new ArrayList<>();
                bytes = 0;
            }
            batch.add(event);
            bytes += event.bytes;
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }

    /** All at once; if that is refused, each half by itself, until it is known which ones are refused. */
    private void send(List<Event> events) {
        List<String> ids = events.stream().map(Event::id).toList();
        ParkedChoice choice = new ParkedChoice(List.of(table.target()), ids);
        String error = "its text was not kept, only its place in the topic";
        if (events.stream().anyMatch(Event::reduced)) {
            error = "too large: its large columns were not sent, so it can't be sent again";
        } else if (events.stream().allMatch(event -> event.bytes > 0)) {
            try {
                List<String> versions =
                        texts(clickhouse.rows(sql.versions(choice)).getFirst().get(0));
                if (versions.size() == events.stream().mapToInt(Event::count).sum() && !versions.contains("0")) {
                    send(choice, events.getFirst().place, versions);
                    replayed.addAll(ids);
                    return;
                }
                error = versions.contains("0") ? "it has no version" : "it is not one event";
            } catch (ProblemException e) {
                if (!e.problem().code().equals("clickhouse-error")) {
                    throw e;
                }
                error = AROUND.matcher(e.problem().what()).replaceAll("");
            }
        }
        if (events.size() > 1) {
            send(events.subList(0, events.size() / 2));
            send(events.subList(events.size() / 2, events.size()));
        } else {
            clickhouse.execute(ParkedReplay.noteRefusal(choice, error));
            refused.add(new Refused(ids.getFirst(), error));
        }
    }

    private void send(ParkedChoice choice, Place place, List<String> versions) {
        String way = clickhouse.value(sql.way());
        clickhouse.execute(sql.insert(choice, place));
        List<String> gaps =
                texts(clickhouse.rows(sql.gapsAfter(versions)).getFirst().get(0));
        if (!gaps.isEmpty()) {
            new GapFiller(systems.postgres(), clickhouse).fill(PartialRows.again(table, gaps));
        }
        requireSame(way);
        clickhouse.execute(ParkedReplay.closeReplayed(choice));
    }

    private void rows(ParkedChoice choice) {
        Map<String, String> before = rowErrors(choice);
        if (before.isEmpty()) {
            return;
        }
        String way = clickhouse.value(sql.way());
        String time = clickhouse.value("SELECT toString(now64(6, 'UTC'))");
        clickhouse.execute(sql.load(choice));
        requireSame(way);
        clickhouse.execute(sql.closeLoaded(choice, time));
        clickhouse.execute(sql.noteOtherColumns(choice));
        Map<String, String> left = rowErrors(choice);
        before.keySet().stream().filter(id -> !left.containsKey(id)).forEach(replayed::add);
        left.forEach((id, error) -> refused.add(new Refused(id, error)));
    }

    private Map<String, String> rowErrors(ParkedChoice choice) {
        Map<String, String> errors = new LinkedHashMap<>();
        clickhouse.eachRow(
                ParkedReplay.rows(choice),
                row -> errors.put(row.get(0).asText(), row.get(1).asText()));
        return errors;
    }

    /** A view that was not there for a moment has not got the event. */
    private void requireSame(String way) {
        if (!clickhouse.value(sql.way()).equals(way)) {
            throw Problem.system(
                            "copy-changing",
                            "the copy of " + table.source() + " was made anew while events were replayed to it",
                            "Run it again; nothing was closed that has not arrived.")
                    .asException();
        }
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
