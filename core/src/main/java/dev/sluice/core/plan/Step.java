/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.plan;

import dev.sluice.core.source.PgIdentifiers;
import dev.sluice.core.source.TableId;
import dev.sluice.core.target.ObjectKind;
import dev.sluice.core.target.ObjectName;
import dev.sluice.core.target.TargetObject;
import dev.sluice.core.target.TargetTable;
import dev.sluice.core.topics.TopicSpec;
import java.util.Collection;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One change of one system. Doing a step that is already done is harmless. */
public sealed interface Step {
    /** Where it happens. */
    SystemName system();

    /** What it does, as one phrase. */
    String what();

    /** Why it is needed, as one phrase. */
    String why();

    /** The statement or REST call, as it is sent; secrets are references. */
    String command();

    /** How to take it back by hand; empty if it can't be. */
    String undo();

    /** What it may cost. */
    default Risk risk() {
        return Risk.NONE;
    }

    /** The four systems, in the order in which a row meets them. */
    enum SystemName {
        POSTGRES,
        CONNECT,
        KAFKA,
        CLICKHOUSE
    }

    /** Creates the publication of the pipeline's tables. */
    record CreatePublication(String name, SortedSet<TableId> tables) implements Step {
        @Override
        public String what() {
            return "create publication " + name;
        }

        @Override
        public String undo() {
            return "DROP PUBLICATION " + PgIdentifiers.quote(name);
        }

        @Override
        public SystemName system() {
            return SystemName.POSTGRES;
        }

        @Override
        public String why() {
            return "tells Postgres whose changes to decode";
        }

        @Override
        public String command() {
            return "CREATE PUBLICATION " + PgIdentifiers.quote(name) + " FOR TABLE " + list(tables);
        }
    }

    /** Sets the publication's tables. */
    record AlterPublication(String name, SortedSet<TableId> tables) implements Step {
        @Override
        public String what() {
            return "change the tables of publication " + name;
        }

        @Override
        public String undo() {
            return "";
        }

        @Override
        public SystemName system() {
            return SystemName.POSTGRES;
        }

        @Override
        public String why() {
            return "the configured tables have changed";
        }

        @Override
        public String command() {
            return "ALTER PUBLICATION " + PgIdentifiers.quote(name) + " SET TABLE " + list(tables);
        }
    }

    /** Drops the publication. */
    record DropPublication(String name) implements Step {
        @Override
        public String what() {
            return "drop publication " + name;
        }

        @Override
        public String undo() {
            return "";
        }

        @Override
        public SystemName system() {
            return SystemName.POSTGRES;
        }

        @Override
        public String why() {
            return "the pipeline goes";
        }

        @Override
        public String command() {
            return "DROP PUBLICATION IF EXISTS " + PgIdentifiers.quote(name);
        }
    }

    /** Creates the replication slot; from here on no change can be missed. */
    record CreateSlot(String name) implements Step {
        @Override
        public String what() {
            return "create replication slot " + name;
        }

        @Override
        public String undo() {
            return new DropSlot(name).command();
        }

        @Override
        public SystemName system() {
            return SystemName.POSTGRES;
        }

        @Override
        public String why() {
            return "keeps every change from now on until it is safe in Kafka";
        }

        @Override
        public String command() {
            return "SELECT pg_create_logical_replication_slot(" + PgIdentifiers.literal(name) + ", 'pgoutput')";
        }
    }

    /** Drops the replication slot. */
    record DropSlot(String name) implements Step {
        @Override
        public String what() {
            return "drop replication slot " + name;
        }

        @Override
        public String undo() {
            return "";
        }

        @Override
        public SystemName system() {
            return SystemName.POSTGRES;
        }

        @Override
        public String why() {
            return "the pipeline goes, and the source need not keep WAL for it";
        }

        @Override
        public String command() {
            return "SELECT pg_drop_replication_slot(" + PgIdentifiers.literal(name) + ")";
        }

        @Override
        public Risk risk() {
            return Risk.LOSES_DATA;
        }
    }

    /** Creates a topic. */
    record CreateTopic(TopicSpec topic) implements Step {
        @Override
        public String what() {
            return "create topic " + topic.name();
        }

        @Override
        public String undo() {
            return "delete topic " + topic.name();
        }

        @Override
        public SystemName system() {
            return SystemName.KAFKA;
        }

        @Override
        public String why() {
            return "carries the changes";
        }

        @Override
        public String command() {
            return "create topic " + topic.name() + " (partitions " + topic.partitions()
                    + new TreeMap<>(topic.config())
                            .entrySet().stream()
                                    .map(entry -> ", " + entry.getKey() + "=" + entry.getValue())
                                    .collect(Collectors.joining())
                    + ")";
        }
    }

    /** Deletes a topic with what is in it. */
    record DeleteTopic(String name) implements Step {
        @Override
        public String what() {
            return "delete topic " + name;
        }

        @Override
        public String undo() {
            return "";
        }

        @Override
        public SystemName system() {
            return SystemName.KAFKA;
        }

        @Override
        public String why() {
            return "the pipeline goes";
        }

        @Override
        public String command() {
            return "delete topic " + name;
        }

        @Override
        public Risk risk() {
            return Risk.LOSES_DATA;
        }
    }

    /** Deletes a consumer group with its offsets. */
    record DeleteGroup(String name) implements Step {
        @Override
        public String what() {
            return "delete consumer group " + name;
        }

        @Override
        public String undo() {
            return "";
        }

        @Override
        public SystemName system() {
            return SystemName.KAFKA;
        }

        @Override
        public String why() {
            return "the pipeline goes";
        }

        @Override
        public String command() {
            return "delete consumer group " + name;
        }
    }

    /** Creates a ClickHouse object. */
    record CreateObject(TargetObject object) implements Step {
        @Override
        public String what() {
            return "create " + object.kind().keyword().toLowerCase(java.util.Locale.ROOT) + " " + object.name();
        }

        @Override
        public String undo() {
            return new DropObject(object.name(), object.kind(), "").command();
        }

        @Override
        public SystemName system() {
            return SystemName.CLICKHOUSE;
        }

        @Override
        public String why() {
            return object.purpose();
        }

        @Override
        public String command() {
            return object.create();
        }
    }

    /** Drops a ClickHouse object. */
    record DropObject(ObjectName name, ObjectKind kind, String why) implements Step {
        @Override
        public String what() {
            return "drop " + kind.keyword().toLowerCase(java.util.Locale.ROOT) + " " + name;
        }

        @Override
        public String undo() {
            return "";
        }

        @Override
        public SystemName system() {
            return SystemName.CLICKHOUSE;
        }

        @Override
        public String command() {
            return "DROP " + kind.keyword() + " IF EXISTS " + name.quoted() + " SYNC";
        }

        @Override
        public Risk risk() {
            return switch (kind) {
                case STORAGE, DATABASE -> Risk.LOSES_DATA;
                case CHANNEL, TOPIC_READER, MATERIALIZED_VIEW, VIEW -> Risk.PAUSE;
            };
        }
    }

    /** Creates the connector or changes its configuration. */
    record PutConnector(String name, Map<String, String> config, String why) implements Step {
        @Override
        public String what() {
            return "configure connector " + name;
        }

        @Override
        public String undo() {
            return "DELETE /connectors/" + name;
        }

        @Override
        public SystemName system() {
            return SystemName.CONNECT;
        }

        @Override
        public String command() {
            return new TreeMap<>(config)
                    .entrySet().stream()
                            .map(entry -> "  " + entry.getKey() + "=" + entry.getValue())
                            .collect(Collectors.joining("\n", "PUT /connectors/" + name + "/config\n", ""));
        }

        @Override
        public Risk risk() {
            return Risk.PAUSE;
        }
    }

    /** Deletes the connector and the offsets that Connect keeps for it. */
    record DeleteConnector(String name) implements Step {
        @Override
        public String what() {
            return "delete connector " + name;
        }

        @Override
        public String undo() {
            return "";
        }

        @Override
        public SystemName system() {
            return SystemName.CONNECT;
        }

        @Override
        public String why() {
            return "the pipeline goes";
        }

        @Override
        public String command() {
            return "PUT /connectors/" + name + "/stop, DELETE /connectors/" + name + "/offsets, DELETE /connectors/"
                    + name;
        }
    }

    /** Copies the rows that a table has now. */
    record LoadTable(TargetTable table) implements Step {
        @Override
        public String what() {
            return "load " + table.source();
        }

        @Override
        public String undo() {
            return "";
        }

        @Override
        public SystemName system() {
            return SystemName.CLICKHOUSE;
        }

        @Override
        public String why() {
            return "the rows that are already there";
        }

        @Override
        public String command() {
            return "load " + table.source() + " by COPY into " + table.names().live();
        }

        @Override
        public Risk risk() {
            return Risk.LOAD;
        }
    }

    private static String list(Collection<TableId> tables) {
        return tables.stream().map(PgIdentifiers::quote).collect(Collectors.joining(", "));
    }
}
