/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.control;

import static dev.sluice.core.target.ChIdentifiers.literal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.capture.PipelineNames;
import dev.sluice.core.capture.Published;
import dev.sluice.core.plan.Observed;
import dev.sluice.core.source.Relation;
import dev.sluice.core.source.TableId;
import dev.sluice.core.target.KeptColumn;
import dev.sluice.core.target.ObjectKind;
import dev.sluice.core.target.ObjectName;
import dev.sluice.core.target.ParkedEvents;
import dev.sluice.core.target.ShapeText;
import dev.sluice.core.target.TableShape;
import dev.sluice.core.target.TargetNames;
import dev.sluice.core.target.TargetObject;
import dev.sluice.runtime.load.TableLoader;
import dev.sluice.runtime.source.PostgresSource;
import dev.sluice.runtime.target.ClickHouse;
import dev.sluice.runtime.topics.KafkaTopics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                published(),
                systems.postgres().slot(names.slot()).isPresent(),
                topics(systems.kafka()),
                systems.kafka().groups("sluice." + names.pipeline() + "."),
                objects,
                systems.connect().config(names.connector()),
                objects.containsKey(TargetNames.LOADS)
                        ? Set.copyOf(TableLoader.loaded(systems.clickhouse()))
                        : Set.of(),
                objects.containsKey(TargetNames.SHAPES) ? shapes(systems.clickhouse()) : Map.of(),
                objects.containsKey(TargetNames.PARKED) ? parked(systems.clickhouse()) : Map.of());
    }

    private Optional<Published> published() {
        PostgresSource postgres = systems.postgres();
        Optional<Set<TableId>> changes = postgres.publication(names.publication());
        Optional<Set<TableId>> inserts = postgres.publication(names.insertsPublication());
        boolean both = postgres.publication(names.bothPublications()).isPresent();
        return changes.isPresent() && inserts.isPresent() && both
                ? Optional.of(Published.of(changes.get(), inserts.get()))
                : Optional.empty();
    }

    /** The targets of a pipeline that have stores, be they fed or not. */
    static Set<String> copies(ClickHouse clickhouse, PipelineNames names) {
        Set<String> targets = new TreeSet<>();
        objects(clickhouse).values().stream()
                .filter(object ->
                        TargetObject.isOwned(object.comment(), names.pipeline()) && object.kind() == ObjectKind.STORAGE)
                .forEach(object -> targets.add(TargetNames.targetOf(object.name())));
        return targets;
    }

    /** What the stores of each target were made for. */
    public static Map<String, TableShape> shapes(ClickHouse clickhouse) {
        Map<String, TableShape> shapes = new HashMap<>();
        for (JsonNode row : clickhouse.rows(ShapeText.ALL)) {
            List<String> key = new ArrayList<>();
            row.get(4).forEach(name -> key.add(name.asText()));
            List<TableShape.Column> columns = new ArrayList<>();
            List<KeptColumn> kept = new ArrayList<>();
            for (int i = 0; i < row.get(5).size(); i++) {
                int number = row.get(5).get(i).asInt();
                String name = row.get(6).get(i).asText();
                String source = row.get(7).get(i).asText();
                String type = row.get(8).get(i).asText();
                if (number < 0) {
                    kept.add(new KeptColumn(-number, name, source, type));
                } else {
                    columns.add(new TableShape.Column(
                            number, name, source, type, row.get(9).get(i).asBoolean()));
                }
            }
            Map<String, Long> partitions = new HashMap<>();
            for (int i = 0; i < row.get(10).size(); i++) {
                partitions.put(row.get(10).get(i).asText(), row.get(11).get(i).asLong());
            }
            shapes.put(
                    row.get(0).asText(),
                    new TableShape(
                            row.get(1).asText(),
                            new Relation(row.get(2).asLong(), row.get(3).asLong(), partitions, Set.of()),
                            key,
                            columns,
                            kept,
                            row.get(12).asInt(),
                            row.get(13).asText()));
        }
        return shapes;
    }

    private static Map<String, Observed.Parked> parked(ClickHouse clickhouse) {
        Map<String, Observed.Parked> parked = new HashMap<>();
        clickhouse.eachRow(
                ParkedEvents.SCHEMAS,
                row -> parked.put(row.get(0).asText(), new Observed.Parked(texts(row.get(1)), texts(row.get(2)))));
        return parked;
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new TreeSet<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
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
