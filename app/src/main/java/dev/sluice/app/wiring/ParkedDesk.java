/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.wiring;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.app.port.DropReport;
import dev.sluice.app.port.Parked;
import dev.sluice.app.port.ParkedEvent;
import dev.sluice.app.port.ParkedReport;
import dev.sluice.app.port.ParkedRequest;
import dev.sluice.app.port.ReplayReport;
import dev.sluice.core.plan.Copy;
import dev.sluice.core.problem.Problem;
import dev.sluice.core.target.ParkedChoice;
import dev.sluice.core.target.ParkedList;
import dev.sluice.core.target.ParkedReason;
import dev.sluice.core.target.ParkedReplay;
import dev.sluice.core.target.TargetNames;
import dev.sluice.runtime.control.ControlPlane;
import dev.sluice.runtime.control.ReplayedEvents;
import dev.sluice.runtime.target.ClickHouse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The parked events of one pipeline; asks for its tables once. */
final class ParkedDesk implements Parked {
    private final ControlPlane control;
    private final ClickHouse clickhouse;
    private final Map<String, Copy> byTarget = new LinkedHashMap<>();

    private ParkedDesk(ControlPlane control) {
        this.control = control;
        this.clickhouse = control.systems().clickhouse();
    }

    static ParkedDesk of(ControlPlane control) {
        ParkedDesk desk = new ParkedDesk(control);
        control.copies().forEach(copy -> desk.byTarget.put(copy.table().target(), copy));
        return desk;
    }

    @Override
    public ParkedReport list(ParkedRequest request) {
        ParkedChoice choice = choice(request);
        List<ParkedReport.Group> groups = new ArrayList<>();
        List<ParkedReport.Listed> listed = new ArrayList<>();
        if (clickhouse.exists(TargetNames.INCIDENTS) && !choice.isEmpty()) {
            if (!request.closed()) {
                clickhouse.eachRow(
                        ParkedList.groups(choice),
                        row -> groups.add(new ParkedReport.Group(
                                source(row.get(0)),
                                row.get(1).asText(),
                                row.get(2).asLong(),
                                instant(row.get(3)),
                                instant(row.get(4)))));
            }
            clickhouse.eachRow(
                    request.closed()
                            ? ParkedList.closed(choice, request.limit())
                            : ParkedList.events(choice, request.limit()),
                    row -> listed.add(new ParkedReport.Listed(
                            row.get(0).asText(),
                            source(row.get(1)),
                            row.get(2).asText(),
                            instant(row.get(3)),
                            request.closed() ? row.get(8).asText() : null)));
        }
        long events = request.closed()
                ? listed.size()
                : groups.stream().mapToLong(ParkedReport.Group::events).sum();
        if (!request.ids().isEmpty()) {
            requireAll(request.ids(), listed);
        }
        return new ParkedReport(control.names().pipeline(), events, groups, listed);
    }

    @Override
    public ParkedEvent show(String id) {
        ParkedRequest request = new ParkedRequest(List.of(id), List.of(), false, 1);
        ParkedReport.Listed listed = list(request).listed().getFirst();
        ParkedChoice choice = choice(request);
        JsonNode row = clickhouse.rows(ParkedList.events(choice, 1)).getFirst();
        boolean loaded = row.get(4).asText().isEmpty();
        return new ParkedEvent(
                id,
                listed.table(),
                listed.error(),
                listed.seen(),
                loaded ? null : row.get(4).asText(),
                loaded ? null : Integer.valueOf(row.get(5).asInt()),
                loaded ? null : Long.valueOf(row.get(6).asLong()),
                clickhouse.value(ParkedList.payload(choice)),
                laterChanges(row.get(1), choice) > 0,
                ParkedReason.of(listed.error(), loaded).next());
    }

    @Override
    public ReplayReport replay(ParkedRequest request) {
        List<String> replayed = new ArrayList<>();
        List<ReplayReport.Refused> refused = new ArrayList<>();
        Set<String> sources =
                list(request).groups().stream().map(ParkedReport.Group::table).collect(Collectors.toSet());
        List<Copy> asked = byTarget.values().stream()
                .filter(copy -> sources.contains(copy.table().source().toString()))
                .toList();
        asked.forEach(copy -> ReplayedEvents.requireCurrent(clickhouse, copy));
        for (Copy copy : asked) {
            ReplayedEvents.Outcome outcome = new ReplayedEvents(control.systems(), copy.table())
                    .replay(new ParkedChoice(List.of(copy.table().target()), request.ids()));
            replayed.addAll(outcome.replayed());
            outcome.refused()
                    .forEach(one -> refused.add(new ReplayReport.Refused(
                            one.id(), copy.table().source().toString(), one.error())));
        }
        return new ReplayReport(control.names().pipeline(), replayed, refused);
    }

    @Override
    public DropReport drop(ParkedRequest request, ParkedReport told) {
        told.groups().stream()
                .map(ParkedReport.Group::lastSeen)
                .max(Comparator.naturalOrder())
                .ifPresent(last -> clickhouse.execute(ParkedReplay.closeDropped(choice(request), last)));
        return new DropReport(
                control.names().pipeline(),
                told.listed().stream().map(ParkedReport.Listed::id).toList());
    }

    private long laterChanges(JsonNode target, ParkedChoice choice) {
        Copy copy = byTarget.get(target.asText());
        if (copy == null || !clickhouse.exists(copy.table().names().changes())) {
            return 0;
        }
        return Long.parseLong(clickhouse.value(ParkedList.laterChanges(copy.table(), choice)));
    }

    private ParkedChoice choice(ParkedRequest request) {
        List<String> targets = new ArrayList<>();
        for (String name : request.tables()) {
            targets.add(ConnectedPipeline.table(control, name).target());
        }
        return new ParkedChoice(request.tables().isEmpty() ? byTarget.keySet() : targets, request.ids());
    }

    private static void requireAll(List<String> ids, List<ParkedReport.Listed> listed) {
        List<String> unknown = new ArrayList<>(ids);
        listed.forEach(event -> unknown.remove(event.id()));
        if (!unknown.isEmpty()) {
            throw Problem.user(
                            "no-such-event",
                            "no event with the id " + unknown.getFirst() + " is parked",
                            "Take an id that `sluice parked list` shows; what was closed is in `sluice parked list --closed`.")
                    .asException();
        }
    }

    private String source(JsonNode target) {
        Copy copy = byTarget.get(target.asText());
        return copy == null ? target.asText() : copy.table().source().toString();
    }

    private static Instant instant(JsonNode micros) {
        long time = micros.asLong();
        return Instant.ofEpochSecond(Math.floorDiv(time, 1_000_000L), Math.floorMod(time, 1_000_000L) * 1000);
    }
}
