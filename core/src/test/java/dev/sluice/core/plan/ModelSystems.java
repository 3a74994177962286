/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.capture.Published;
import dev.sluice.core.source.Relation;
import dev.sluice.core.source.TableId;
import dev.sluice.core.target.ObjectKind;
import dev.sluice.core.target.ObjectName;
import dev.sluice.core.target.TableShape;
import dev.sluice.core.target.TargetNames;
import dev.sluice.core.target.TargetObject;
import dev.sluice.core.target.TargetTable;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The four systems as far as one pipeline's plans see them. Doing a step checks what the real system, or the promise that
 * no change is lost, demands of the moment at which it is done.
 */
final class ModelSystems {
    Optional<Published> publication = Optional.empty();
    boolean slot;
    final Set<String> topics = new TreeSet<>();
    final Set<String> groups = new TreeSet<>();
    final Map<ObjectName, Observed.Existing> objects = new HashMap<>();
    Optional<Map<String, String>> connector = Optional.empty();
    final Set<String> loaded = new TreeSet<>();
    final Map<String, TableShape> shapes = new HashMap<>();
    final Map<String, Set<String>> unknownSchemas = new HashMap<>();
    /** Stores of current rows that hold what the source held when the present slot was made, or later. */
    final Set<ObjectName> filled = new HashSet<>();

    private final Set<String> written = new HashSet<>();

    /** Those in which this is applied. */
    static ModelSystems with(Desired desired) {
        ModelSystems systems = new ModelSystems();
        return systems.does(Planner.plan(desired, systems.observed()));
    }

    /** What a plan does, as a person reads it. */
    static List<String> whats(Plan plan) {
        return plan.steps().stream().map(Step::what).toList();
    }

    Observed observed() {
        return new Observed(
                publication,
                slot,
                Set.copyOf(topics),
                Set.copyOf(groups),
                Map.copyOf(objects),
                connector,
                objects.containsKey(TargetNames.LOADS) ? Set.copyOf(loaded) : Set.of(),
                objects.containsKey(TargetNames.SHAPES) ? Map.copyOf(shapes) : Map.of(),
                objects.containsKey(TargetNames.PARKED) ? parked() : Map.of());
    }

    ModelSystems does(Plan plan) {
        plan.steps().forEach(this::does);
        return this;
    }

    private void does(Step step) {
        switch (step) {
            case Step.CreatePublication create -> {
                assertThat(publication).isEmpty();
                covered(create.tables()).forEach(this::startsAfresh);
                publication = Optional.of(create.tables());
            }
            case Step.AlterPublication alter -> {
                assertThat(publication).isPresent();
                Published before = publication.orElseThrow();
                alter.tables().stream()
                        .filter(table -> !before.covers(table, alter.insertsOnly()))
                        .forEach(this::startsAfresh);
                publication = Optional.of(
                        alter.insertsOnly()
                                ? new Published(before.changes(), alter.tables())
                                : new Published(alter.tables(), before.inserts()));
            }
            case Step.DropPublication _ -> {
                assertThat(slot).as("a slot that decodes by the publication").isFalse();
                publication = Optional.empty();
            }
            case Step.CreateSlot _ -> {
                assertThat(publication).isPresent();
                assertThat(slot).isFalse();
                covered(publication.orElseThrow()).forEach(this::startsAfresh);
                assertThat(connector)
                        .as("a connector with a place of before the gap")
                        .isEmpty();
                slot = true;
            }
            case Step.DropSlot _ -> {
                assertThat(connector).as("a reader of the slot").isEmpty();
                slot = false;
            }
            case Step.PutConnector put -> {
                assertThat(slot).isTrue();
                connector = Optional.of(put.config());
                written.addAll(topics);
                written.removeIf(topic -> topic.endsWith(".message") || topic.startsWith("__"));
            }
            case Step.DeleteConnector _ -> connector = Optional.empty();
            case Step.CreateTopic create -> {
                assertThat(topics.add(create.topic().name())).isTrue();
                if (connector.isPresent()) {
                    written.add(create.topic().name());
                }
            }
            case Step.DeleteTopic delete -> {
                topics.remove(delete.name());
                written.remove(delete.name());
            }
            case Step.EmptyGroup _ -> {}
            case Step.DeleteGroup delete -> groups.remove(delete.name());
            case Step.CreateObject create -> create(create.object());
            case Step.ReplaceView replace -> {
                assertThat(objects).containsKey(replace.object().name());
                comment(replace.object());
            }
            case Step.AlterStore alter -> {
                assertThat(objects).containsKey(alter.store());
                assertNothingReads(alter.store());
            }
            case Step.RenameStore rename -> {
                assertNothingReads(rename.from());
                Observed.Existing store = Objects.requireNonNull(objects.remove(rename.from()));
                filled.remove(rename.from());
                assertThat(objects.put(rename.to(), new Observed.Existing(rename.to(), store.kind(), store.comment())))
                        .isNull();
            }
            case Step.NoteDefinition note -> comment(note.store());
            case Step.SetTtl set -> {
                assertThat(objects).containsKey(set.store().name());
                comment(set.store());
            }
            case Step.NoteShape note -> shapes.put(note.table().target(), note.shape());
            case Step.ReadAgain again -> {
                assertThat(objects).doesNotContainKey(again.table().names().topic());
                unknownSchemas
                        .getOrDefault(again.table().target(), new HashSet<>())
                        .remove(again.table().schemaId());
            }
            case Step.ForgetParked forget -> {
                assertThat(objects).doesNotContainKey(forget.table().names().topic());
                assertThat(filled).doesNotContain(forget.table().names().rows());
                unknownSchemas.remove(forget.table().target());
            }
            case Step.CloseParked close -> {
                assertThat(loaded).contains(close.table().target());
                unknownSchemas.remove(close.table().target());
            }
            case Step.DropObject drop -> drop(drop.name(), drop.kind());
            case Step.ForgetLoad forget ->
                assertThat(loaded.remove(forget.target())).isTrue();
            case Step.ForgetIncidents forget ->
                assertThat(objects)
                        .as("what would note new ones")
                        .doesNotContainKey(new ObjectName(TargetNames.OWN, "topic." + forget.target()));
            case Step.ForgetLosses _ -> assertThat(objects).containsKey(TargetNames.LOSSES);
            case Step.NoteDeparture note ->
                shapes.put(
                        note.target(), new TableShape("", new Relation(0, 0), List.of(), List.of(), List.of(), 0, ""));
            case Step.LoadTable load -> {
                assertThat(slot).as("changes are kept while the load runs").isTrue();
                assertThat(connector).as("the stream runs beside the load").isPresent();
                TargetTable table = load.table();
                assertThat(objects)
                        .containsKeys(table.names().load(), table.names().parseLoad());
                loaded.add(table.target());
                filled.add(table.names().rows());
                groups.add(table.group());
            }
        }
    }

    private static Set<TableId> covered(Published tables) {
        Set<TableId> all = new TreeSet<>(tables.changes());
        all.addAll(tables.inserts());
        return all;
    }

    /** From here on all changes of this table are kept; what was before would outrank what its load will bring. */
    private void startsAfresh(TableId table) {
        assertThat(objects).doesNotContainKey(new ObjectName(TargetNames.OWN, "rows." + table));
        assertThat(topics).noneMatch(topic -> topic.endsWith("." + table) && written.contains(topic));
    }

    private void create(TargetObject object) {
        assertThat(objects).doesNotContainKey(object.name());
        if (object.kind() == ObjectKind.DATABASE) {
            assertThat(object.name().name()).isEmpty();
        } else {
            assertThat(objects).containsKey(new ObjectName(object.name().database(), ""));
        }
        objects.put(object.name(), new Observed.Existing(object.name(), object.kind(), object.comment()));
    }

    private Map<String, Observed.Parked> parked() {
        Map<String, Observed.Parked> parked = new HashMap<>();
        unknownSchemas.forEach((target, schemas) -> parked.put(target, new Observed.Parked(schemas, schemas)));
        return parked;
    }

    private void comment(TargetObject object) {
        objects.put(object.name(), new Observed.Existing(object.name(), object.kind(), object.comment()));
    }

    private void assertNothingReads(ObjectName store) {
        String table = store.name().substring(store.name().indexOf('.'));
        assertThat(objects).doesNotContainKey(new ObjectName(TargetNames.OWN, "read" + table));
    }

    private void drop(ObjectName name, ObjectKind kind) {
        assertThat(objects).containsKey(name);
        if (kind == ObjectKind.DATABASE) {
            assertThat(in(name.database()))
                    .as("what is left in a database that goes")
                    .isEmpty();
        }
        remove(name);
    }

    /** Takes an object away behind the planner's back; a database with everything in it. */
    void remove(ObjectName name) {
        if (name.name().isEmpty()) {
            in(name.database()).forEach(objects::remove);
        }
        objects.remove(name);
        filled.retainAll(objects.keySet());
        if (!objects.containsKey(TargetNames.LOADS)) {
            loaded.clear();
        }
        if (!objects.containsKey(TargetNames.SHAPES)) {
            shapes.clear();
        }
    }

    private Collection<ObjectName> in(String database) {
        return objects.keySet().stream()
                .filter(object ->
                        object.database().equals(database) && !object.name().isEmpty())
                .toList();
    }
}
