/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.plan;

import dev.sluice.core.plan.Step.AlterPublication;
import dev.sluice.core.plan.Step.AlterStore;
import dev.sluice.core.plan.Step.CloseParked;
import dev.sluice.core.plan.Step.CreateObject;
import dev.sluice.core.plan.Step.CreatePublication;
import dev.sluice.core.plan.Step.CreateSlot;
import dev.sluice.core.plan.Step.CreateTopic;
import dev.sluice.core.plan.Step.DeleteConnector;
import dev.sluice.core.plan.Step.DeleteGroup;
import dev.sluice.core.plan.Step.DeleteTopic;
import dev.sluice.core.plan.Step.DropObject;
import dev.sluice.core.plan.Step.DropPublication;
import dev.sluice.core.plan.Step.DropSlot;
import dev.sluice.core.plan.Step.EmptyGroup;
import dev.sluice.core.plan.Step.ForgetIncidents;
import dev.sluice.core.plan.Step.ForgetLoad;
import dev.sluice.core.plan.Step.ForgetLosses;
import dev.sluice.core.plan.Step.ForgetParked;
import dev.sluice.core.plan.Step.LoadTable;
import dev.sluice.core.plan.Step.NoteDefinition;
import dev.sluice.core.plan.Step.NoteDeparture;
import dev.sluice.core.plan.Step.NoteShape;
import dev.sluice.core.plan.Step.PutConnector;
import dev.sluice.core.plan.Step.ReadAgain;
import dev.sluice.core.plan.Step.RenameStore;
import dev.sluice.core.plan.Step.ReplaceView;
import dev.sluice.core.plan.Step.SetTtl;
import dev.sluice.core.plan.Step.SystemName;
import dev.sluice.core.source.PgIdentifiers;
import dev.sluice.core.target.ChIdentifiers;
import dev.sluice.core.target.Losses;
import dev.sluice.core.target.ObjectKind;
import dev.sluice.core.target.ParkedEvents;
import dev.sluice.core.target.ShapeText;
import dev.sluice.core.target.TargetNames;
import dev.sluice.core.topics.TopicSpec;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a plan says of each step: one switch an aspect, so that all steps are described in the same voice. Pure. */
final class StepText {
    private StepText() {}

    static SystemName system(Step step) {
        return switch (step) {
            case CreatePublication _, AlterPublication _, DropPublication _, CreateSlot _, DropSlot _ ->
                SystemName.POSTGRES;
            case PutConnector _, DeleteConnector _ -> SystemName.CONNECT;
            case CreateTopic _, DeleteTopic _, EmptyGroup _, DeleteGroup _, ReadAgain _ -> SystemName.KAFKA;
            case CreateObject _,
                    RenameStore _,
                    ReplaceView _,
                    DropObject _,
                    AlterStore _,
                    NoteDefinition _,
                    SetTtl _,
                    NoteShape _,
                    CloseParked _,
                    ForgetParked _,
                    ForgetIncidents _,
                    ForgetLosses _,
                    ForgetLoad _,
                    NoteDeparture _,
                    LoadTable _ -> SystemName.CLICKHOUSE;
        };
    }

    static String what(Step step) {
        return switch (step) {
            case CreatePublication create ->
                "create publication " + create.names().publication();
            case AlterPublication alter -> "change the tables of publication " + alter.name();
            case DropPublication drop -> "drop publication " + drop.names().publication();
            case CreateSlot create -> "create replication slot " + create.name();
            case DropSlot drop -> "drop replication slot " + drop.name();
            case PutConnector put -> "configure connector " + put.name();
            case DeleteConnector delete -> "delete connector " + delete.name();
            case CreateTopic create -> "create topic " + create.topic().name();
            case DeleteTopic delete -> "delete topic " + delete.name();
            case EmptyGroup empty -> "empty consumer group " + empty.name();
            case DeleteGroup delete -> "delete consumer group " + delete.name();
            case CreateObject create ->
                "create " + word(create.object().kind()) + " " + create.object().name();
            case DropObject drop -> "drop " + word(drop.kind()) + " " + drop.name();
            case ReplaceView replace -> "replace view " + replace.object().name();
            case AlterStore alter -> "change table " + alter.store() + ": " + phrase(alter.action());
            case RenameStore rename -> "rename table " + rename.from() + " to " + rename.to();
            case NoteDefinition note -> "note the definition of " + note.store().name();
            case SetTtl set ->
                "keep the rows of " + set.store().name() + " " + set.store().ttl();
            case NoteShape note ->
                "note the columns of " + note.table().target()
                        + (note.shape().isSettled() ? "" : ", which are changing");
            case ReadAgain again -> "read parked events of " + again.table().topic() + " again";
            case CloseParked close -> "close parked events of " + close.table().topic();
            case ForgetParked forget ->
                "forget the parked events of " + forget.table().topic();
            case ForgetIncidents forget -> "forget truncations and gaps of " + forget.target();
            case ForgetLosses forget -> "forget the losses of " + forget.target();
            case ForgetLoad forget -> "forget the load of " + forget.target();
            case NoteDeparture note -> "note that " + note.target() + " is not fed any more";
            case LoadTable load -> "load " + load.table().source();
        };
    }

    static String why(Step step) {
        return switch (step) {
            case CreatePublication _ -> "tells Postgres whose changes to decode";
            case AlterPublication _ -> "the configured tables have changed";
            case CreateSlot _ ->
                "keeps every change from now on until it is safe in Kafka; it is tried under another name first";
            case DropSlot _ -> "the pipeline goes, and the source need not keep WAL for it";
            case PutConnector put -> put.why();
            case CreateTopic _ -> "carries the changes";
            case CreateObject create -> create.object().purpose();
            case DropObject drop -> drop.why();
            case DeleteConnector delete -> delete.why();
            case DeleteTopic delete -> delete.why();
            case EmptyGroup _ ->
                "a reader that was dropped doesn't leave by itself, and the next one would wait for it";
            case DeleteGroup delete -> delete.why();
            case ReplaceView replace -> replace.object().purpose();
            case AlterStore alter -> alter.why();
            case RenameStore rename -> rename.why();
            case SetTtl set -> "they are kept " + set.was() + " now, and the configuration has changed";
            case NoteDefinition _ -> "it is now what a new one would be";
            case NoteShape note ->
                note.shape().isSettled()
                        ? "to tell the next change of the source's table from it"
                        : "if this plan is cut off, the next one knows what its stores were to become";
            case ReadAgain _ -> "the next reader may take them";
            case CloseParked _ -> "the load has brought what they changed";
            case ForgetParked _ -> "the rows start from nothing, and the load brings what they changed";
            case ForgetIncidents _ -> "they would hide the rows of the next load";
            case ForgetLosses _ -> "they are those of rows that go";
            case ForgetLoad _ -> "its rows start from nothing";
            case NoteDeparture note -> note.why();
            case LoadTable _ -> "the rows that are already there";
            case DropPublication _ -> "the pipeline goes";
        };
    }

    static String command(Step step) {
        return switch (step) {
            case CreatePublication create -> PublicationText.create(create);
            case AlterPublication alter -> PublicationText.alter(alter);
            case DropPublication drop -> PublicationText.drop(drop.names());
            case CreateSlot create ->
                "SELECT pg_create_logical_replication_slot(" + PgIdentifiers.literal(create.name()) + ", 'pgoutput')";
            case DropSlot drop -> "SELECT pg_drop_replication_slot(" + PgIdentifiers.literal(drop.name()) + ")";
            case PutConnector put -> "PUT " + path(put.name()) + "/config\n" + settings(put.config(), "  ", "\n");
            case DeleteConnector delete ->
                "PUT " + path(delete.name()) + "/stop, DELETE " + path(delete.name()) + "/offsets, DELETE "
                        + path(delete.name());
            case CreateTopic create -> "create topic " + create.topic().name() + " (" + settings(create.topic()) + ")";
            case DeleteTopic delete -> "delete topic " + delete.name();
            case EmptyGroup empty -> "remove all members of consumer group " + empty.name();
            case DeleteGroup delete -> "delete consumer group " + delete.name();
            case CreateObject create -> create.object().create();
            case DropObject drop ->
                "DROP " + drop.kind().keyword() + " IF EXISTS " + drop.name().quoted() + " SYNC";
            case ReplaceView replace ->
                "CREATE OR REPLACE" + replace.object().create().substring("CREATE".length());
            case AlterStore alter -> "ALTER TABLE " + alter.store().quoted() + " " + alter.action();
            case RenameStore rename ->
                "RENAME TABLE " + rename.from().quoted() + " TO " + rename.to().quoted();
            case NoteDefinition note ->
                "ALTER TABLE " + note.store().name().quoted() + " MODIFY COMMENT "
                        + ChIdentifiers.literal(note.store().comment());
            case SetTtl set -> set.store().setTtl();
            case NoteShape note -> ShapeText.insert(Map.of(note.table().target(), note.shape()));
            case ReadAgain again ->
                "set the offsets of consumer group " + again.table().group() + " back";
            case CloseParked close -> ParkedEvents.closeUnknown(close.table());
            case ForgetParked forget -> ParkedEvents.closeAll(forget.table());
            case ForgetIncidents forget ->
                "ALTER TABLE " + TargetNames.INCIDENTS.quoted() + " DELETE WHERE target = "
                        + ChIdentifiers.literal(forget.target()) + " AND version != 0 SETTINGS mutations_sync = 2";
            case ForgetLosses forget -> Losses.forget(forget.target());
            case ForgetLoad forget ->
                "INSERT INTO " + TargetNames.LOADS.quoted() + " (target, state, rows, seconds) VALUES ("
                        + ChIdentifiers.literal(forget.target()) + ", 'forgotten', 0, 0)";
            case NoteDeparture note -> ShapeText.departure(note.target());
            case LoadTable load ->
                "load " + load.table().source() + " by COPY into "
                        + load.table().names().live();
        };
    }

    static String undo(Step step) {
        return switch (step) {
            case CreatePublication create -> PublicationText.drop(create.names());
            case CreateSlot create -> command(new DropSlot(create.name()));
            case PutConnector put -> "DELETE " + path(put.name());
            case CreateTopic create -> command(new DeleteTopic(create.topic().name(), ""));
            case CreateObject create ->
                command(new DropObject(create.object().name(), create.object().kind(), ""));
            case RenameStore rename -> command(new RenameStore(rename.to(), rename.from(), ""));
            case AlterPublication _,
                    DropPublication _,
                    DropSlot _,
                    DeleteConnector _,
                    DeleteTopic _,
                    EmptyGroup _,
                    DeleteGroup _,
                    ReplaceView _,
                    AlterStore _,
                    NoteDefinition _,
                    SetTtl _,
                    NoteShape _,
                    ReadAgain _,
                    CloseParked _,
                    ForgetParked _,
                    DropObject _,
                    ForgetIncidents _,
                    ForgetLosses _,
                    ForgetLoad _,
                    NoteDeparture _,
                    LoadTable _ -> "";
        };
    }

    static Risk risk(Step step) {
        return switch (step) {
            case DropSlot _, DeleteTopic _ -> Risk.LOSES_DATA;
            case DropObject drop ->
                switch (drop.kind()) {
                    case STORAGE, DATABASE -> Risk.LOSES_DATA;
                    case CHANNEL, TOPIC_READER, MATERIALIZED_VIEW, VIEW -> Risk.PAUSE;
                };
            case AlterStore alter -> alter.action().startsWith("DROP") ? Risk.LOSES_DATA : Risk.PAUSE;
            case SetTtl set -> set.store().ttl().isShorterThan(set.was()) ? Risk.LOSES_DATA : Risk.NONE;
            case PutConnector _, ReadAgain _, RenameStore _ -> Risk.PAUSE;
            case LoadTable _ -> Risk.LOAD;
            case CreatePublication _,
                    AlterPublication _,
                    DropPublication _,
                    CreateSlot _,
                    DeleteConnector _,
                    CreateTopic _,
                    EmptyGroup _,
                    DeleteGroup _,
                    CreateObject _,
                    ReplaceView _,
                    NoteDefinition _,
                    NoteShape _,
                    CloseParked _,
                    ForgetParked _,
                    ForgetIncidents _,
                    ForgetLosses _,
                    NoteDeparture _,
                    ForgetLoad _ -> Risk.NONE;
        };
    }

    /** ALTER's action without what is the same in all of its kind. */
    private static String phrase(String action) {
        String text =
                action.replace(" IF NOT EXISTS", "").replace(" IF EXISTS", "").replaceFirst("(?s) WHERE .*", " rows");
        int space = text.indexOf(' ');
        return text.substring(0, space).toLowerCase(Locale.ROOT)
                + text.substring(space).replaceFirst("COLUMN", "column");
    }

    private static String word(ObjectKind kind) {
        return kind.keyword().toLowerCase(Locale.ROOT);
    }

    private static String path(String connector) {
        return "/connectors/" + connector;
    }

    private static String settings(TopicSpec topic) {
        return "partitions " + topic.partitions() + (topic.config().isEmpty() ? "" : ", ")
                + settings(topic.config(), "", ", ");
    }

    private static String settings(Map<String, String> settings, String indent, String separator) {
        return new TreeMap<>(settings)
                .entrySet().stream()
                        .map(setting -> indent + setting.getKey() + "=" + setting.getValue())
                        .collect(Collectors.joining(separator));
    }
}
