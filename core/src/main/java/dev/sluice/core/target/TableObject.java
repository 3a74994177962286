/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import java.util.List;
import java.util.stream.Stream;

/**
 * Makes the objects of one table.
 *
 * @param owner the pipeline
 */
record TableObject(TargetTable table, String owner) {

    TargetObject of(ObjectKind kind, ObjectName name, String purpose, String definition) {
        return new TargetObject(kind, name, owner, purpose, definition);
    }

    /** A store. */
    TargetObject kept(ObjectName name, TimeToLive ttl, String purpose, String definition) {
        return new TargetObject(ObjectKind.STORAGE, name, owner, purpose, definition, ttl, TargetObject.Tuning.NONE);
    }

    /** A table that keeps nothing and hands everything to its views. */
    TargetObject channel(ObjectName name, String purpose, Stream<String> columns) {
        return of(
                ObjectKind.CHANNEL,
                name,
                purpose,
                "CREATE TABLE " + name.quoted() + " (\n" + TableObjects.lines(columns) + "\n)\nENGINE = Null");
    }

    /** A view that moves what comes {@code from} somewhere into a store. */
    TargetObject feed(ObjectName name, ObjectName to, String from, List<String> select, String rest) {
        return of(
                ObjectKind.MATERIALIZED_VIEW,
                name,
                "moves " + table.source() + " from " + from + " to " + to.name(),
                "CREATE MATERIALIZED VIEW " + name.quoted() + " TO " + to.quoted() + " AS\nSELECT "
                        + String.join(", ", select) + "\n" + rest);
    }

    /** The name by which the shared tables know this one, as a literal. */
    String target() {
        return ChIdentifiers.literal(table.target());
    }
}
