/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import java.util.stream.Collectors;

/**
 * What readers see while a table is loaded anew: the rows that were there before, from a store that nothing feeds any more.
 *
 * @param was what that store was made for, a table with a key
 * @param owner the pipeline
 */
public record StaleView(TargetNames names, TableShape was, String owner) {
    private static final String PURPOSE = "rows from before the load that is under way";

    /** Whether a view with this comment is such a one. */
    public static boolean isOne(String comment) {
        return comment.startsWith(PURPOSE);
    }

    /** The view, in the place of the live one, over a store that is what is noted. */
    public TargetObject view() {
        return of(was.all().map(column -> ChIdentifiers.quote(column.name())).collect(Collectors.joining(", ")));
    }

    /** The same, with whatever columns the store has. */
    public TargetObject viewOfAll() {
        return of("* EXCEPT (" + String.join(", ", own().all()) + ")");
    }

    private TargetObject of(String columns) {
        return new TargetObject(
                ObjectKind.VIEW,
                names.live(),
                owner,
                PURPOSE,
                "CREATE VIEW " + names.live().quoted() + " AS\nSELECT " + columns + "\nFROM "
                        + names.stale().quoted() + " FINAL");
    }

    /** The action of ALTER TABLE after which the store holds no rows that a TRUNCATE hides: those notes are forgotten soon. */
    public String dropTruncated() {
        return "DELETE WHERE " + own().version() + " < (SELECT max(version) FROM " + TargetNames.TRUNCATIONS.quoted()
                + " WHERE target = " + ChIdentifiers.literal(names.live().toString()) + ") SETTINGS mutations_sync = 2";
    }

    private OwnColumns own() {
        return OwnColumns.avoiding(
                was.columns().stream().map(TableShape.Column::name).toList());
    }
}
