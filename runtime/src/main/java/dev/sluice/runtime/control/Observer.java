/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.control;

import static dev.sluice.core.target.ChIdentifiers.literal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.capture.PipelineNames;
import dev.sluice.core.plan.Observed;
import dev.sluice.core.target.ObjectKind;
import dev.sluice.core.target.ObjectName;
import dev.sluice.core.target.TargetNames;
import dev.sluice.core.target.TargetObject;
import dev.sluice.runtime.load.TableLoader;
import dev.sluice.runtime.target.ClickHouse;
import dev.sluice.runtime.topics.KafkaTopics;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Looks at what exists of a pipeline; changes nothing. */
public final class Observer {
    private final Systems systems;
    private final PipelineNames names;

    public Observer(Systems systems, PipelineNames names) {
        this.systems = systems;
        this.names = names;
    }

    /** What exists now. */
    public Observed observe() {
        Map<ObjectName, Observed.Existing> objects = objects(systems.clickhouse());
        return new Observed(
                systems.postgres().publication(names.publication()),
                systems.postgres().slot(names.slot()).isPresent(),
                topics(systems.kafka()),
                systems.kafka().groups("sluice." + names.pipeline() + "."),
                objects,
                systems.connect().config(names.connector()),
                objects.containsKey(TargetNames.LOADS)
                        ? Set.copyOf(TableLoader.loaded(systems.clickhouse()))
                        : Set.of());
    }

    private Set<String> topics(KafkaTopics kafka) {
        Set<String> topics = new TreeSet<>(kafka.topics(names.topicPrefix() + "."));
        topics.addAll(kafka.topics(names.heartbeatTopic()));
        return topics;
    }

    private static Map<ObjectName, Observed.Existing> objects(ClickHouse clickhouse) {
        Map<ObjectName, Observed.Existing> objects = new HashMap<>();
        for (JsonNode row : clickhouse.rows("SELECT name, comment FROM system.databases WHERE position(comment, "
                + literal(TargetObject.MARK) + ") > 0")) {
            ObjectName name = new ObjectName(row.get(0).asText(), "");
            objects.put(
                    name,
                    new Observed.Existing(name, ObjectKind.DATABASE, row.get(1).asText()));
        }
        for (JsonNode row :
                clickhouse.rows("SELECT database, name, engine, comment FROM system.tables WHERE position(comment, "
                        + literal(TargetObject.MARK) + ") > 0 OR database IN (SELECT name FROM system.databases WHERE"
                        + " position(comment, " + literal(TargetObject.MARK) + ") > 0)")) {
            ObjectName name = new ObjectName(row.get(0).asText(), row.get(1).asText());
            objects.put(
                    name,
                    new Observed.Existing(
                            name, kind(row.get(2).asText()), row.get(3).asText()));
        }
        return objects;
    }

    private static ObjectKind kind(String engine) {
        return switch (engine) {
            case "View" -> ObjectKind.VIEW;
            case "MaterializedView" -> ObjectKind.MATERIALIZED_VIEW;
            case "Kafka" -> ObjectKind.TOPIC_READER;
            case "Null", "Memory" -> ObjectKind.CHANNEL;
            default -> ObjectKind.STORAGE;
        };
    }
}
