/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.control;

import dev.sluice.core.config.LoadConfig;
import dev.sluice.core.load.LoadProgress;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.Step;
import dev.sluice.core.target.ParkedEvents;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.load.TableLoader;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what a plan says, step by step. A step that fails ends it; what was done stays, and the next plan goes on from there. */
public final class Executor {
    private static final Logger LOG = LoggerFactory.getLogger(Executor.class);

    private final Systems systems;
    private final LoadConfig load;

    public Executor(Systems systems, LoadConfig load) {
        this.systems = systems;
        this.load = load;
    }

    /** Hears what is being done; called from the thread that executes. */
    public interface Listener {
        void begins(Step step, int number, int of);

        /** How far a load is, a few times a second. */
        void progress(Step step, LoadProgress progress);

        void ends(Step step);
    }

    /** Does all steps in order; loads that follow each other go side by side, after all of them have begun. */
    public void execute(Plan plan, Listener listener) {
        int number = 0;
        Map<TargetTable, Step> loads = new LinkedHashMap<>();
        for (Step step : plan.steps()) {
            number++;
            if (step instanceof Step.LoadTable table) {
                listener.begins(step, number, plan.steps().size());
                loads.put(table.table(), step);
                continue;
            }
            load(loads, listener);
            listener.begins(step, number, plan.steps().size());
            long begin = System.nanoTime();
            execute(step);
            LOG.debug("{} took {} ms", step.what(), (System.nanoTime() - begin) / 1_000_000);
            listener.ends(step);
        }
        load(loads, listener);
    }

    private void load(Map<TargetTable, Step> loads, Listener listener) {
        if (loads.isEmpty()) {
            return;
        }
        new TableLoader(systems.postgres(), systems.clickhouse(), load)
                .load(List.copyOf(loads.keySet()), new TableLoader.Listener() {
                    @Override
                    public void progress(TargetTable table, LoadProgress progress) {
                        listener.progress(step(table), progress);
                    }

                    @Override
                    public void ends(TargetTable table) {
                        listener.ends(step(table));
                    }

                    private Step step(TargetTable table) {
                        return Objects.requireNonNull(loads.get(table));
                    }
                });
        loads.clear();
    }

    /**
     * First the offsets: if it is cut off in between, events are read twice, which changes nothing. What the topic does not
     * hold any more, being older than its retention, is still there in what was parked.
     */
    private void readAgain(TargetTable table, boolean storesStay) {
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
        if (storesStay) {
            new ReplayedEvents(systems, table).replayKnown();
        }
    }

    private void execute(Step step) {
        switch (step) {
            case Step.CreatePublication create -> systems.postgres().execute(create.command());
            case Step.AlterPublication alter -> systems.postgres().execute(alter.command());
            case Step.DropPublication drop -> systems.postgres().execute(drop.command());
            case Step.CreateSlot create -> systems.postgres().execute(create.command());
            case Step.DropSlot drop -> systems.postgres().dropSlot(drop.name());
            case Step.CreateTopic create -> systems.kafka().create(create.topic());
            case Step.DeleteTopic delete -> systems.kafka().deleteTopic(delete.name());
            case Step.EmptyGroup empty -> systems.kafka().emptyGroup(empty.name());
            case Step.DeleteGroup delete -> systems.kafka().deleteGroup(delete.name());
            case Step.CreateObject create -> systems.clickhouse().execute(create.command());
            case Step.ReplaceView replace -> systems.clickhouse().execute(replace.command());
            case Step.AlterStore alter -> systems.clickhouse().execute(alter.command());
            case Step.RenameStore rename -> systems.clickhouse().execute(rename.command());
            case Step.NoteDefinition note -> systems.clickhouse().execute(note.command());
            case Step.NoteShape note -> systems.clickhouse().execute(note.command());
            case Step.NoteDeparture note -> systems.clickhouse().execute(note.command());
            case Step.CloseParked close -> systems.clickhouse().execute(close.command());
            case Step.ForgetParked forget -> systems.clickhouse().execute(forget.command());
            case Step.ReadAgain again -> readAgain(again.table(), again.storesStay());
            case Step.DropObject drop -> systems.clickhouse().execute(drop.command());
            case Step.ForgetIncidents forget -> systems.clickhouse().execute(forget.command());
            case Step.ForgetLosses forget -> systems.clickhouse().execute(forget.command());
            case Step.ForgetLoad forget -> systems.clickhouse().execute(forget.command());
            case Step.PutConnector put -> systems.connect().put(put.name(), put.config());
            case Step.DeleteConnector delete -> systems.connect().delete(delete.name());
            case Step.LoadTable load -> throw new IllegalStateException("not by itself: " + load.what());
        }
    }
}
