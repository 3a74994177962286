/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import static dev.sluice.core.target.ChIdentifiers.literal;
import static dev.sluice.core.target.ChIdentifiers.quote;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the stores of a copy follow a change of their source table's columns and keep their rows. It can't be done where
 * Postgres has rewritten the rows, since nobody knows to what; and where ClickHouse would have to sort them anew.
 *
 * <p>Each action may be done twice: a plan that was cut off is made again from the same shape.
 */
public final class Evolution {
    private static final Pattern DECIMAL = Pattern.compile("Decimal\\((\\d+), (\\d+)\\)");

    private final TableShape was;
    private final TargetTable now;
    private final List<String> rows = new ArrayList<>();
    private final List<String> changes = new ArrayList<>();
    private boolean possible = true;

    private Evolution(TableShape was, TargetTable now) {
        this.was = was;
        this.now = now;
    }

    /**
     * What is done to the two stores. The first has to be noted before anything follows: done again after a column has got
     * the name of one that was dropped, it would drop the wrong one.
     *
     * @param drops the columns that both stores lose
     * @param left what the stores are made for then
     * @param rows further actions of ALTER TABLE for the store of current rows
     * @param changes those for the store of changes
     */
    public record Actions(List<KeptColumn> drops, TableShape left, List<String> rows, List<String> changes) {
        public Actions {
            drops = List.copyOf(drops);
            rows = List.copyOf(rows);
            changes = List.copyOf(changes);
        }

        /** Whether the stores are as they should be. */
        public boolean isEmpty() {
            return drops.isEmpty() && isOnlyDrops();
        }

        /** Whether nothing follows. */
        public boolean isOnlyDrops() {
            return rows.isEmpty() && changes.isEmpty();
        }
    }

    /** From stores made for {@code was} to those of {@code now}; empty if they have to be made and loaded anew. */
    public static Optional<Actions> between(TableShape was, TargetTable now) {
        return new Evolution(was, now).actions();
    }

    private Optional<Actions> actions() {
        if (!sameRows() || !was.key().equals(now.key()) || !sameOwnColumns()) {
            return Optional.empty();
        }
        Map<Integer, TableShape.Column> before = new HashMap<>();
        was.columns().forEach(column -> before.put(column.number(), column));
        Set<Integer> stay = now.stored().stream().map(StoredColumn::number).collect(Collectors.toSet());
        List<KeptColumn> drops =
                was.all().filter(column -> !stay.contains(column.number())).toList();
        TableShape left = was.without(drops);
        Set<String> taken = left.all().map(KeptColumn::name).collect(Collectors.toCollection(HashSet::new));
        possible &= drops.stream().noneMatch(column -> now.key().contains(column.name()));
        now.kept().forEach(column -> keep(before.get(column.number()), column));
        for (TargetColumn column : now.columns()) {
            TableShape.Column old = before.get(column.number());
            if (old == null) {
                add(column);
            } else {
                if (!old.name().equals(column.name())) {
                    rename(old, column, taken);
                }
                retype(old, column);
            }
        }
        if (!possible) {
            return Optional.empty();
        }
        return Optional.of(new Actions(drops, left, rows, changes));
    }

    private boolean sameRows() {
        return was.relation().oid() == now.relation().oid()
                && was.relation().filenode() == now.relation().filenode()
                && now.relation().partitionsAreToldSince(was.relation());
    }

    /** A source column may now have the name of one of ours. */
    private boolean sameOwnColumns() {
        return OwnColumns.avoiding(
                        was.columns().stream().map(TableShape.Column::name).toList())
                .equals(now.own());
    }

    /** Rows that are there already get what Postgres shows for them. */
    private void add(TargetColumn column) {
        // Else it was left out before, and the rows have values that nobody knows.
        possible &= column.number() > was.lastColumn() && !column.generated();
        ColumnMapping mapping = column.mapping();
        String fallback = "";
        if (column.missing().isPresent()) {
            // Else the stream's text isn't the one that the catalog has.
            possible &= mapping.sourceText().apply("x").equals("x");
            String value =
                    mapping.fromText().apply("CAST(" + literal(column.missing().get()) + ", 'Nullable(String)')");
            fallback = " DEFAULT " + (column.nullable() ? value : "assumeNotNull(" + value + ")");
        }
        rows.add("ADD COLUMN IF NOT EXISTS " + column.quoted() + " " + column.type() + fallback);
        changes.add("ADD COLUMN IF NOT EXISTS " + column.quoted() + " " + column.nullableType() + fallback);
    }

    /** New rows have NULL there. */
    private void keep(TableShape.@Nullable Column old, KeptColumn column) {
        if (old != null && !old.nullable()) {
            rows.add("MODIFY COLUMN " + column.stored().quoted() + " "
                    + column.stored().type());
        }
    }

    private void rename(TableShape.Column old, TargetColumn column, Set<String> taken) {
        // A swap of two names would need a third, and ClickHouse does not rename what it sorts by.
        possible &= !column.key() && taken.add(column.name());
        taken.remove(old.name());
        String action = "RENAME COLUMN IF EXISTS " + quote(old.name()) + " TO " + column.quoted();
        rows.add(action);
        changes.add(action);
    }

    private void retype(TableShape.Column old, TargetColumn column) {
        String type = column.mapping().type();
        boolean same = old.type().equals(type);
        if (same && old.nullable() == column.nullable()) {
            return;
        }
        // What was NULL once, in deleted rows too, fits no column that refuses it.
        possible &= !column.key() && (same || widens(old.type(), type)) && (column.nullable() || !old.nullable());
        rows.add("MODIFY COLUMN " + column.quoted() + " " + column.type());
        if (!same) {
            changes.add("MODIFY COLUMN " + column.quoted() + " " + column.nullableType());
        }
    }

    /** Whether Postgres changes a type this way without touching the rows, and ClickHouse without changing values. */
    private static boolean widens(String from, String to) {
        Matcher old = DECIMAL.matcher(from);
        Matcher wider = DECIMAL.matcher(to);
        return old.matches()
                && wider.matches()
                && old.group(2).equals(wider.group(2))
                && Integer.parseInt(old.group(1)) <= Integer.parseInt(wider.group(1));
    }
}
