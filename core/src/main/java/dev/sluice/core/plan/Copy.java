/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.plan;

import dev.sluice.core.target.ObjectKind;
import dev.sluice.core.target.TargetObject;
import dev.sluice.core.target.TargetTable;
import java.util.List;

/** The copy of one table and its ClickHouse objects, in the order of their creation. */
public record Copy(TargetTable table, List<TargetObject> objects) {
    public Copy {
        objects = List.copyOf(objects);
    }

    /** Whether events only flow while this one of its objects stands. */
    boolean isReading(TargetObject object) {
        return object.kind() == ObjectKind.TOPIC_READER
                || object.name().equals(table.names().read());
    }
}
