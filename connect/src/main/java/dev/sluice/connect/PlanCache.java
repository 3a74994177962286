/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.connect;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;

/**
 * Plans by schema. Debezium gives the same Schema object with every event of a table until the table changes, so identity
 * nearly always finds the plan; equality finds it where a transformation rebuilds the schema for each record.
 */
final class PlanCache {
    /** Far more than live schemas; a worker that makes ever new ones must not fill the heap. */
    private static final int MOST = 10_000;

    private final Map<Schema, EventPlan> byIdentity = new IdentityHashMap<>();
    private final Map<Schema, EventPlan> byEquality = new HashMap<>();
    private final Function<Schema, EventPlan> compiler;

    PlanCache(Function<Schema, EventPlan> compiler) {
        this.compiler = compiler;
    }

    EventPlan planOf(Schema schema) {
        EventPlan plan = byIdentity.get(schema);
        return plan != null ? plan : remember(schema);
    }

    private EventPlan remember(Schema schema) {
        if (byIdentity.size() >= MOST) {
            byIdentity.clear();
            byEquality.clear();
        }
        EventPlan plan = byEquality.computeIfAbsent(schema, compiler);
        byIdentity.put(schema, plan);
        return plan;
    }
}
