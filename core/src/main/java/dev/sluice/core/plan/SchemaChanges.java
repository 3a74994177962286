/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.plan;

import dev.sluice.core.config.ChangeKind;
import dev.sluice.core.config.ChangePolicies;
import dev.sluice.core.config.ChangePolicy;
import dev.sluice.core.target.KeptColumn;
import dev.sluice.core.target.TableShape;
import dev.sluice.core.target.TargetTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Names what has changed in the source since the copies were made. Pure. */
public final class SchemaChanges {
    private final Desired desired;
    private final Observed observed;
    private final List<SchemaChange> changes = new ArrayList<>();

    private SchemaChanges(Desired desired, Observed observed) {
        this.desired = desired;
        this.observed = observed;
    }

    /** Those that wait for somebody, by the policies of {@code desired}; none of a pipeline that is not there yet. */
    public static List<SchemaChange> waiting(Desired desired, Observed observed) {
        ChangePolicies policies = desired.policies();
        if (policies.equals(policies.byHand()) || observed.publication().isEmpty() && !observed.slot()) {
            return List.of();
        }
        return new SchemaChanges(desired, observed)
                .all().stream()
                        .filter(change -> policies.of(change.kind()) == ChangePolicy.ASK)
                        .toList();
    }

    private List<SchemaChange> all() {
        for (TargetTable table : desired.tables()) {
            TableShape was = observed.shapes().get(table.target());
            if (isNew(table, was)) {
                note(ChangeKind.NEW_TABLE, table, "Table " + table.source() + " is new");
            } else if (was != null && !was.isInDoubt()) {
                columns(was, table);
            }
        }
        reloads();
        Departures.of(desired, observed)
                .filter(departure -> !departure.inSource())
                .forEach(departure -> changes.add(new SchemaChange(
                        ChangeKind.DROPPED_TABLE,
                        departure.target(),
                        "Of the copy " + departure.target() + ", " + departure.why())));
        return changes;
    }

    /** One that is published may be so under an earlier name. */
    private boolean isNew(TargetTable table, @org.jspecify.annotations.Nullable TableShape was) {
        return observed.publication()
                        .filter(published -> !published.names(table.source()))
                        .isPresent()
                || was == null && !observed.objects().containsKey(table.names().rows());
    }

    private void columns(TableShape was, TargetTable table) {
        Map<Integer, TableShape.Column> before = byNumber(was);
        Map<Integer, TableShape.Column> now = byNumber(table.shape());
        String of = " of " + table.source();
        for (KeptColumn column : was.all().toList()) {
            if (!now.containsKey(column.number())) {
                note(ChangeKind.DROPPED_COLUMN, table, "Column " + column.name() + of + " was dropped");
            }
        }
        for (TableShape.Column column : table.shape().columns()) {
            TableShape.Column old = before.get(column.number());
            if (old == null) {
                note(ChangeKind.ADDED_COLUMN, table, "Column " + column.name() + of + " was added");
                continue;
            }
            if (!old.name().equals(column.name())) {
                note(
                        ChangeKind.RENAMED_COLUMN,
                        table,
                        "Column " + old.name() + of + " was renamed to " + column.name());
            }
            if (!typed(old).equals(typed(column)) || !old.type().equals(column.type())) {
                note(
                        ChangeKind.RETYPED_COLUMN,
                        table,
                        "Column " + column.name() + of + " was " + typed(old) + " and is " + typed(column));
            }
        }
        if (!numbers(was).equals(numbers(table.shape()))) {
            note(
                    ChangeKind.CHANGED_KEY,
                    table,
                    "The key" + of + " was " + was.key() + " and is "
                            + table.shape().key());
        }
    }

    private void reloads() {
        for (Step step : Planner.plan(desired, observed, List.of()).steps()) {
            if (step instanceof Step.LoadTable load && wasThere(load.table().target())) {
                note(
                        ChangeKind.RELOAD,
                        load.table(),
                        "The copy of " + load.table().source() + " has to be loaded anew");
            }
        }
    }

    /** Also while somebody loads it anew by hand: two at once would take each other's stores away. */
    private boolean wasThere(String target) {
        TableShape was = observed.shapes().get(target);
        return observed.loaded().contains(target) || was != null && !was.isInDoubt();
    }

    private static String typed(TableShape.Column column) {
        return column.sourceType() + (column.nullable() ? "" : " NOT NULL");
    }

    private static Map<Integer, TableShape.Column> byNumber(TableShape shape) {
        Map<Integer, TableShape.Column> byNumber = new HashMap<>();
        shape.columns().forEach(column -> byNumber.put(column.number(), column));
        return byNumber;
    }

    /** A key whose column got another name is the same. */
    private static List<Integer> numbers(TableShape shape) {
        Map<String, Integer> byName =
                shape.columns().stream().collect(Collectors.toMap(TableShape.Column::name, TableShape.Column::number));
        return shape.key().stream().map(name -> byName.getOrDefault(name, 0)).toList();
    }

    private void note(ChangeKind kind, TargetTable table, String what) {
        changes.add(new SchemaChange(kind, table.target(), what));
    }
}
