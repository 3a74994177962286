/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.plan;

import dev.sluice.core.capture.PipelineNames;
import dev.sluice.core.capture.Published;
import dev.sluice.core.source.TableId;
import dev.sluice.core.target.ObjectKind;
import dev.sluice.core.target.ObjectName;
import dev.sluice.core.target.TableShape;
import dev.sluice.core.target.TargetObject;
import dev.sluice.core.target.TargetTable;
import dev.sluice.core.target.TimeToLive;
import dev.sluice.core.topics.TopicSpec;
import java.util.Map;
import java.util.SortedSet;

/** One change of one system. Doing a step that is already done is harmless. */
public sealed interface Step {
    /** Creates the publications of the pipeline's tables. */
    record CreatePublication(PipelineNames names, Published tables) implements Step {}

    /** Sets the tables of one of the publications. */
    record AlterPublication(String name, SortedSet<TableId> tables, boolean insertsOnly) implements Step {}

    /** Drops the publications. */
    record DropPublication(PipelineNames names) implements Step {}

    /** Creates the replication slot; from here on no change can be missed. */
    record CreateSlot(String name) implements Step {}

    /** Drops the replication slot. */
    record DropSlot(String name) implements Step {}

    /** Creates the connector or changes its configuration. */
    record PutConnector(String name, Map<String, String> config, String why) implements Step {}

    /** Deletes the connector and the offsets that Connect keeps for it. */
    record DeleteConnector(String name, String why) implements Step {}

    /** Creates a topic. */
    record CreateTopic(TopicSpec topic) implements Step {}

    /** Deletes a topic with what is in it. */
    record DeleteTopic(String name, String why) implements Step {}

    /** Makes a consumer group's members leave; its offsets stay. */
    record EmptyGroup(String name) implements Step {}

    /** Deletes a consumer group with its offsets. */
    record DeleteGroup(String name, String why) implements Step {}

    /**
     * Creates a ClickHouse object.
     *
     * @param copy the copy ({@code database.table}) that it is part of; empty if it is for all
     */
    record CreateObject(TargetObject object, String copy) implements Step {
        CreateObject(TargetObject object) {
            this(object, "");
        }
    }

    /** Drops a ClickHouse object. */
    record DropObject(ObjectName name, ObjectKind kind, String why) implements Step {}

    /** Puts another view into the place of one; readers see either. */
    record ReplaceView(TargetObject object) implements Step {}

    /** Does one action of ALTER TABLE to a store; its rows stay. */
    record AlterStore(ObjectName store, String action, String why) implements Step {}

    /** Gives a store another name; its rows stay. */
    record RenameStore(ObjectName from, ObjectName to, String why) implements Step {}

    /** Notes in a store's comment that it has become what this definition makes. */
    record NoteDefinition(TargetObject store) implements Step {}

    /** Gives a store its TTL, and notes that it is now what this definition makes; it kept its rows as {@code was} says. */
    record SetTtl(TargetObject store, TimeToLive was) implements Step {}

    /** Notes what the stores of a copy are made for, or what is left of that on the way. */
    record NoteShape(TargetTable table, TableShape shape) implements Step {
        NoteShape(TargetTable table) {
            this(table, table.shape());
        }
    }

    /**
     * Makes the reader of a table's topic begin again at the first parked event that it may take. Parked events that the topic
     * has lost by now are replayed from what was kept of them.
     */
    record ReadAgain(TargetTable table) implements Step {}

    /** Closes what was parked on the way to stores that are made anew: the load brings what it changed. */
    record ForgetParked(TargetTable table) implements Step {}

    /** Closes the parked events that a new load makes up for: those whose schema nobody knew. */
    record CloseParked(TargetTable table) implements Step {}

    /** Forgets what the rows of a copy ({@code database.table}) went through that are gone now: truncations and gaps. */
    record ForgetIncidents(String target) implements Step {}

    /** Forgets the recorded losses of a copy ({@code database.table}) that is made anew. */
    record ForgetLosses(String target) implements Step {}

    /** Notes that a copy ({@code database.table}) is not loaded any more. */
    record ForgetLoad(String target) implements Step {}

    /** Notes that a copy ({@code database.table}) is not fed any more, so that it begins anew should its table come back. */
    record NoteDeparture(String target, String why) implements Step {}

    /** Copies the rows that a table has now. */
    record LoadTable(TargetTable table) implements Step {}

    /** Where it happens. */
    default SystemName system() {
        return StepText.system(this);
    }

    /** What it does, as one phrase. */
    default String what() {
        return StepText.what(this);
    }

    /** Why it is needed, as one phrase. */
    default String why() {
        return StepText.why(this);
    }

    /** The statement or REST call, as it is sent; secrets are references. */
    default String command() {
        return StepText.command(this);
    }

    /** How to take it back by hand; empty if it can't be. */
    default String undo() {
        return StepText.undo(this);
    }

    /** What it may cost. */
    default Risk risk() {
        return StepText.risk(this);
    }

    /** The four systems, in the order in which a row meets them. */
    enum SystemName {
        POSTGRES,
        CONNECT,
        KAFKA,
        CLICKHOUSE
    }
}
