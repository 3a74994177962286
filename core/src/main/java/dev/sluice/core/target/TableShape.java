/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import dev.sluice.core.source.Relation;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the stores of a copy are made for. It is kept beside them, so that a change of the source's table can be told from
 * it later: a rename by the column's number, a rewrite of all rows by the file.
 *
 * @param schemaId the fingerprint of the events that it takes
 * @param relation what was behind the source's name; its oid is 0 if changes were missed
 * @param key the names of the key's columns, in key order
 * @param columns in the source's order
 * @param kept those that the source has no more
 * @param lastColumn the highest number of any column of the source's table, also of those that the copy leaves out: only a
 *     higher one is a column that came later
 * @param toward what the stores are being changed into, as {@link ShapeText#of} tells it: until that is done they may be
 *     anything between; {@code ?} if that was several; empty when they are as they are noted
 */
public record TableShape(
        String schemaId,
        Relation relation,
        List<String> key,
        List<Column> columns,
        List<KeptColumn> kept,
        int lastColumn,
        String toward) {
    private static final String ANYWHERE = "?";

    public TableShape {
        key = List.copyOf(key);
        columns = List.copyOf(columns);
        kept = List.copyOf(kept);
    }

    /** Whether nothing but the file differs, as after TRUNCATE and VACUUM FULL. */
    public boolean isSameButForFile(TableShape other) {
        return relation.oid() == other.relation.oid()
                && schemaId.equals(other.schemaId)
                && key.equals(other.key)
                && columns.equals(other.columns);
    }

    /** Whether the rows are others than those of {@code was}, and no event tells which. */
    public boolean isRewriteOf(TableShape was) {
        return relation.filenode() != was.relation.filenode() && !isSameButForFile(was)
                || looksLike(was)
                || computesNoMore(was);
    }

    /** Whether a generated column is an ordinary one now: nobody says any more what earlier changes have there. */
    private boolean computesNoMore(TableShape was) {
        return columns.stream()
                .filter(column -> !column.generated())
                .anyMatch(column ->
                        was.columns.stream().anyMatch(old -> old.number() == column.number() && old.generated()));
    }

    /** Whether another column has come for one that went, and events of before and after it look the same. */
    private boolean looksLike(TableShape was) {
        return schemaId.equals(was.schemaId) && !was.numbers().containsAll(numbers());
    }

    private List<Integer> numbers() {
        return columns.stream().map(Column::number).toList();
    }

    /** What is left of it when its stores have these columns no more. */
    TableShape without(Collection<KeptColumn> dropped) {
        return new TableShape(
                schemaId,
                relation,
                key,
                columns.stream()
                        .filter(column -> !dropped.contains(KeptColumn.of(column)))
                        .toList(),
                kept.stream().filter(column -> !dropped.contains(column)).toList(),
                lastColumn,
                toward);
    }

    /** The same while the stores are changed into {@code next}, from wherever they are. */
    public TableShape toward(TableShape next) {
        String to = isOnTheWayElsewhere(next) ? ANYWHERE : ShapeText.of(next);
        return new TableShape(schemaId, relation, key, columns, kept, lastColumn, to);
    }

    /** Whether the stores are on their way to another shape than {@code wanted}: nobody knows what they are by now. */
    public boolean isOnTheWayElsewhere(TableShape wanted) {
        return !toward.isEmpty() && !toward.equals(ShapeText.of(wanted));
    }

    /** Whether the stores are what is noted. */
    public boolean isSettled() {
        return toward.isEmpty();
    }

    /** All columns of the stores, those that are kept last. */
    public Stream<KeptColumn> all() {
        return Stream.concat(columns.stream().map(KeptColumn::of), kept.stream());
    }

    /** Whether the stores have the rows and columns of {@code source}, as far as no event tells the difference. */
    public boolean isStill(TargetTable source) {
        return isSettled()
                && isSameButForFile(source.shape())
                && source.relation().partitionsAreToldSince(relation);
    }

    /** Whether changes were missed since it was noted. */
    public boolean isInDoubt() {
        return relation.oid() == 0;
    }

    /**
     * One column.
     *
     * @param number the source column's {@code attnum}
     * @param source its type in Postgres, with modifiers: {@code character(5)}; and how it is generated
     * @param type of the store in ClickHouse, never Nullable
     */
    public record Column(int number, String name, String source, String type, boolean nullable) {
        private static final String GENERATED = " GENERATED ALWAYS AS ";

        static String source(TargetColumn column) {
            return column.sourceType()
                    + column.generation()
                            .map(generation -> GENERATED + "(" + generation.expression() + ")")
                            .orElse("");
        }

        /** Its type in Postgres, with modifiers. */
        public String sourceType() {
            return generated() ? source.substring(0, source.indexOf(GENERATED)) : source;
        }

        boolean generated() {
            return source.contains(GENERATED);
        }
    }
}
