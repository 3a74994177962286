/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.control;

import dev.sluice.core.capture.PipelineNames;
import dev.sluice.core.config.LoadConfig;
import dev.sluice.core.load.LoadProgress;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.Step;
import dev.sluice.core.target.ObjectKind;
import dev.sluice.core.target.ParkedEvents;
import dev.sluice.core.target.ShapeText;
import dev.sluice.core.target.TableShape;
import dev.sluice.core.target.TargetTable;
import dev.sluice.core.topics.TopicSpec;
import dev.sluice.runtime.load.TableLoader;
import dev.sluice.runtime.source.JoiningTables;
import dev.sluice.runtime.source.NewSlot;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what a plan says, step by step. A step that fails ends it; what was done stays, and the next plan goes on from there. */
public final class Executor {
    private static final int TOPICS_AT_ONCE = 100;
    private static final int COPIES_AT_ONCE = 4;
    private static final Logger LOG = LoggerFactory.getLogger(Executor.class);

    private final Systems systems;
    private final PipelineNames names;
    private final JoiningTables joining;
    private final LoadConfig load;

    public Executor(Systems systems, PipelineNames names, LoadConfig load) {
        this.systems = systems;
        this.names = names;
        this.joining = new JoiningTables(systems.postgres(), names);
        this.load = load;
    }

    /** Hears what is being done; called from the thread that executes. */
    public interface Listener {
        void begins(Step step, int number, int of);

        /** How far a load is, a few times a second. */
        void progress(Step step, LoadProgress progress);

        void ends(Step step);

        /** That nothing begins yet, and why; said every second or more often as long as it is so. */
        default void waits(String why) {}

        /** That nothing is done or waited for any more, be it that all is done or that it was cut off. */
        default void rests() {}
    }

    /** Does all steps in order, several at once where {@link Plan#together} allows that. */
    public void execute(Plan plan, Listener listener) {
        Told told = new Told(listener, plan.steps().size());
        for (List<Step> together : plan.together()) {
            switch (together.getFirst()) {
                case Step.LoadTable _ -> load(all(together, Step.LoadTable.class), told);
                case Step.CreateTopic _ -> topics(all(together, Step.CreateTopic.class), told);
                case Step.NoteShape _ -> shapes(all(together, Step.NoteShape.class), told);
                case Step.CreateObject _ -> objects(all(together, Step.CreateObject.class), told);
                case Step.CreateSlot _ -> told.all(together, () -> slot(listener));
                default -> told.all(together, () -> together.forEach(this::execute));
            }
        }
    }

    private static <S extends Step> List<S> all(List<Step> steps, Class<S> kind) {
        return steps.stream().map(kind::cast).toList();
    }

    /** Tells the listener of one plan. */
    private static final class Told {
        private final Listener listener;
        private final int of;
        private int number;

        Told(Listener listener, int of) {
            this.listener = listener;
            this.of = of;
        }

        void begins(List<? extends Step> steps) {
            steps.forEach(step -> listener.begins(step, ++number, of));
        }

        void all(List<? extends Step> steps, Runnable work) {
            begins(steps);
            long begin = System.nanoTime();
            work.run();
            LOG.debug("{} took {} ms", steps.getLast().what(), (System.nanoTime() - begin) / 1_000_000);
            steps.forEach(listener::ends);
        }

        /** Of steps that are done already. */
        void done(List<? extends Step> steps) {
            begins(steps);
            steps.forEach(listener::ends);
        }
    }

    private void load(List<Step.LoadTable> steps, Told told) {
        told.begins(steps);
        Map<TargetTable, Step> loads = new LinkedHashMap<>();
        steps.forEach(step -> loads.put(step.table(), step));
        joining.await(writers -> told.listener.waits("the load begins after " + writers));
        new TableLoader(systems.postgres(), systems.clickhouse(), load)
                .load(List.copyOf(loads.keySet()), new TableLoader.Listener() {
                    @Override
                    public void progress(TargetTable table, LoadProgress progress) {
                        told.listener.progress(step(table), progress);
                    }

                    @Override
                    public void ends(TargetTable table) {
                        told.listener.ends(step(table));
                    }

                    private Step step(TargetTable table) {
                        return Objects.requireNonNull(loads.get(table));
                    }
                });
    }

    private void topics(List<Step.CreateTopic> steps, Told told) {
        steps.stream().gather(Gatherers.windowFixed(TOPICS_AT_ONCE)).forEach(some -> {
            List<TopicSpec> topics = some.stream().map(Step.CreateTopic::topic).toList();
            told.all(some, () -> systems.kafka().create(topics));
        });
    }

    private void shapes(List<Step.NoteShape> steps, Told told) {
        Map<String, TableShape> shapes = new LinkedHashMap<>();
        steps.forEach(step -> shapes.put(step.table().target(), step.shape()));
        told.all(steps, () -> systems.clickhouse().execute(ShapeText.insert(shapes)));
    }

    /** Several copies at once, as ClickHouse takes one thread for each. A copy's steps are told when all of them are done. */
    private void objects(List<Step.CreateObject> steps, Told told) {
        Map<String, List<Step.CreateObject>> copies = steps.stream()
                .collect(Collectors.groupingBy(Step.CreateObject::copy, LinkedHashMap::new, Collectors.toList()));
        SideBySide.run(
                COPIES_AT_ONCE,
                copies.values(),
                copy -> copy.forEach(step -> systems.clickhouse().execute(step.command())),
                told::done);
    }

    /**
     * First the offsets: if it is cut off in between, events are read twice, which changes nothing. What the topic does not
     * hold any more, being older than its retention, is still there in what was parked.
     */
    private void readAgain(TargetTable table) {
        Map<Integer, Long> held = new HashMap<>();
        systems.kafka().beginnings(List.of(table.topic())).forEach((partition, offset) -> {
            held.put(partition.partition(), offset);
        });
        Map<TopicPartition, Long> first = new HashMap<>();
        systems.clickhouse()
                .eachRow(
                        ParkedEvents.firstOffsets(table, held),
                        row -> first.put(
                                new TopicPartition(table.topic(), row.get(0).asInt()),
                                row.get(1).asLong()));
        systems.kafka().rewind(table.group(), first);
        systems.clickhouse().execute(ParkedEvents.closeKnown(table, held));
        new ReplayedEvents(systems, table).replayKnown();
    }

    /**
     * A database only if nothing is in it now: since the plan was made, another pipeline may have begun there, or somebody
     * made a table. ClickHouse can't be told to drop one only if it is empty, so a moment is left between question and drop.
     */
    private void drop(Step.DropObject drop) {
        if (drop.kind() == ObjectKind.DATABASE
                && !systems.clickhouse().isEmpty(drop.name().database())) {
            LOG.info("the database {} stays: it has come into use since the plan was made", drop.name());
            return;
        }
        systems.clickhouse().execute(drop.command());
    }

    private void slot(Listener listener) {
        new NewSlot(systems.postgres(), names, listener::waits).create();
    }

    private void create(Step.CreatePublication create) {
        systems.postgres().execute(create.command());
        if (systems.postgres().slot(names.slot()).isEmpty()) {
            // Whoever writes now has ended before there is a slot.
            joining.joined();
        }
    }

    private void execute(Step step) {
        switch (step) {
            case Step.CreatePublication create -> create(create);
            case Step.AlterPublication alter -> systems.postgres().execute(alter.command());
            case Step.DropPublication drop -> systems.postgres().execute(drop.command());
            case Step.DropSlot drop -> systems.postgres().dropSlot(drop.name());
            case Step.DeleteTopic delete -> systems.kafka().deleteTopic(delete.name());
            case Step.EmptyGroup empty -> systems.kafka().emptyGroup(empty.name());
            case Step.DeleteGroup delete -> systems.kafka().deleteGroup(delete.name());
            case Step.ReplaceView replace -> systems.clickhouse().execute(replace.command());
            case Step.AlterStore alter -> systems.clickhouse().execute(alter.command());
            case Step.RenameStore rename -> systems.clickhouse().execute(rename.command());
            case Step.NoteDefinition note -> systems.clickhouse().execute(note.command());
            case Step.SetTtl set -> systems.clickhouse().execute(set.command());
            case Step.NoteDeparture note -> systems.clickhouse().execute(note.command());
            case Step.CloseParked close -> systems.clickhouse().execute(close.command());
            case Step.ForgetParked forget -> systems.clickhouse().execute(forget.command());
            case Step.ReadAgain again -> readAgain(again.table());
            case Step.DropObject drop -> drop(drop);
            case Step.ForgetIncidents forget -> systems.clickhouse().execute(forget.command());
            case Step.ForgetLosses forget -> systems.clickhouse().execute(forget.command());
            case Step.ForgetLoad forget -> systems.clickhouse().execute(forget.command());
            case Step.PutConnector put -> systems.connect().put(put.name(), put.config());
            case Step.DeleteConnector delete -> systems.connect().delete(delete.name());
            case Step.CreateTopic _, Step.CreateObject _, Step.CreateSlot _, Step.NoteShape _, Step.LoadTable _ ->
                throw new IllegalStateException("not by itself: " + step.what());
        }
    }
}
