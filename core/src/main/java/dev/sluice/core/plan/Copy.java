/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.plan;

import dev.sluice.core.target.KeptColumn;
import dev.sluice.core.target.ObjectKind;
import dev.sluice.core.target.TableObjects;
import dev.sluice.core.target.TableShape;
import dev.sluice.core.target.TargetObject;
import dev.sluice.core.target.TargetTable;
import dev.sluice.core.target.TopicReading;
import java.util.List;
import java.util.Map;

/**
 * The copy of one table.
 *
 * @param reading how its topic is read
 * @param objects its ClickHouse objects, in the order of their creation
 */
public record Copy(TargetTable table, String pipeline, TopicReading reading, List<TargetObject> objects) {
    public Copy {
        objects = List.copyOf(objects);
    }

    static Copy of(TargetTable table, String pipeline, TopicReading reading) {
        return new Copy(table, pipeline, reading, TableObjects.of(table, pipeline, reading));
    }

    /** The same with these columns kept, and no others. */
    Copy keeping(List<KeptColumn> columns) {
        return columns.equals(table.kept()) ? this : of(table.keeping(columns), pipeline, reading);
    }

    /** The same with the columns kept that it has according to the notes. */
    public Copy asNoted(Map<String, TableShape> shapes) {
        return keeping(table.asNoted(shapes).kept());
    }

    /** Whether events only flow while this one of its objects stands. */
    boolean isReading(TargetObject object) {
        return object.kind() == ObjectKind.TOPIC_READER
                || object.name().equals(table.names().read());
    }
}
