/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.plan;

import dev.sluice.core.source.TableId;
import dev.sluice.core.target.ObjectKind;
import dev.sluice.core.target.ObjectName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What exists of one pipeline at one moment, in all four systems.
 *
 * @param publication its tables; empty if there is no publication
 * @param slot whether the slot exists
 * @param topics the pipeline's topics that exist
 * @param groups the pipeline's consumer groups that exist
 * @param objects ClickHouse objects by name; a database has an empty object name
 * @param connector the connector's configuration; empty if there is no connector
 * @param loaded the targets ({@code database.table}) whose initial load is complete
 */
public record Observed(
        Optional<Set<TableId>> publication,
        boolean slot,
        Set<String> topics,
        Set<String> groups,
        Map<ObjectName, Existing> objects,
        Optional<Map<String, String>> connector,
        Set<String> loaded) {

    /** A ClickHouse object that exists. */
    public record Existing(ObjectName name, ObjectKind kind, String comment) {}

    /** The existing objects, in no particular order. */
    public List<Existing> existing() {
        return List.copyOf(objects.values());
    }
}
