/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** The objects that the tables of all pipelines on one ClickHouse share. */
public final class SharedObjects {
    private SharedObjects() {}

    /** Databases first: those of the tables and Sluice's own; then the bookkeeping tables. */
    public static List<TargetObject> of(Collection<String> databases) {
        List<TargetObject> objects = new ArrayList<>();
        objects.add(database(TargetNames.OWN, "Sluice's own tables"));
        for (String database : new TreeSet<>(databases)) {
            objects.add(database(database, "tables replicated from PostgreSQL"));
        }
        objects.add(storage(
                TargetNames.INCIDENTS, "events that need more than being inserted", """
                (
                  op %s,
                  target String,
                  version UInt128,
                  topic LowCardinality(String),
                  partition UInt64,
                  offset UInt64,
                  error String,
                  payload String,
                  seen_at DateTime64(6, 'UTC'),
                  done UInt8
                )
                ENGINE = ReplacingMergeTree(seen_at, done)
                ORDER BY (op, target, version, topic, partition, offset, cityHash64(payload))""".formatted(Operation.TYPE)));
        objects.add(view(
                TargetNames.PARKED,
                "events that could not be applied",
                "seen_at AS parked_at, target, topic, partition, offset, JSONExtractString(payload, 'schema_id') AS"
                        + " schema_id, " + ParkedError.EXPLAINED + " AS error, payload",
                TargetNames.IS_PARKED));
        objects.add(view(TargetNames.TRUNCATIONS, "TRUNCATEs seen", "target, version", "op = 't' AND version != 0"));
        objects.add(view(
                TargetNames.PARTIAL,
                "changes that did not carry every column and are not completed yet",
                "target, version, seen_at",
                TargetNames.IS_PARTIAL));
        objects.add(storage(TargetNames.LOADS, "initial loads", """
                (
                  target String,
                  state LowCardinality(String),
                  rows UInt64,
                  total UInt64,
                  seconds Float64,
                  key Array(String),
                  store String,
                  `order` String,
                  began DateTime64(6, 'UTC') DEFAULT now64(6, 'UTC'),
                  lsn UInt64,
                  xmax UInt64,
                  xip Array(UInt64),
                  at DateTime64(6, 'UTC') DEFAULT now64(6, 'UTC')
                )
                ENGINE = ReplacingMergeTree(at)
                ORDER BY target"""));
        objects.add(storage(TargetNames.REREADS, "reads of whole tables that somebody asked for", """
                (
                  target String,
                  state LowCardinality(String),
                  version UInt128,
                  rows UInt64,
                  total UInt64,
                  seconds Float64,
                  key Array(String),
                  store String,
                  `order` String,
                  at DateTime64(6, 'UTC') DEFAULT now64(6, 'UTC')
                )
                ENGINE = ReplacingMergeTree(at)
                ORDER BY target
                TTL toDateTime(at) + INTERVAL %d HOUR""".formatted(
                        TargetNames.REREADS_KEPT.toHours())));
        objects.add(storage(TargetNames.SHAPES, "columns that the copies were made for", """
                (
                  target String,
                  schema_id String,
                  oid UInt64,
                  filenode UInt64,
                  key Array(String),
                  columns Array(Tuple(number Int32, name String, source String, type String, nullable Bool)),
                  partitions Array(Tuple(id String, filenode UInt64)),
                  last_column Int32,
                  toward String,
                  at DateTime64(6, 'UTC') DEFAULT now64(6, 'UTC')
                )
                ENGINE = ReplacingMergeTree(at)
                ORDER BY target"""));
        objects.add(storage(TargetNames.LOSSES, "values that their columns don't hold", """
                (
                  target String,
                  key Array(String),
                  column String,
                  text String,
                  version UInt128,
                  seen_at DateTime64(6, 'UTC')
                )
                ENGINE = ReplacingMergeTree(seen_at)
                ORDER BY (target, key, column, version)"""));
        objects.add(storage(TargetNames.VERIFICATIONS, "comparisons of tables with their sources", """
                (
                  target String,
                  at DateTime64(6, 'UTC') DEFAULT now64(6, 'UTC'),
                  lsn UInt64,
                  source_rows UInt64,
                  target_rows UInt64,
                  checksum String,
                  missing UInt64,
                  extra UInt64,
                  different UInt64,
                  repaired UInt64,
                  seconds Float64
                )
                ENGINE = MergeTree
                ORDER BY (target, at)
                TTL toDateTime(at) + INTERVAL 90 DAY"""));
        return List.copyOf(objects);
    }

    private static TargetObject database(String name, String purpose) {
        return new TargetObject(
                ObjectKind.DATABASE,
                new ObjectName(name, ""),
                TargetObject.SHARED,
                purpose,
                "CREATE DATABASE " + ChIdentifiers.quote(name));
    }

    private static TargetObject storage(ObjectName name, String purpose, String rest) {
        return new TargetObject(
                ObjectKind.STORAGE, name, TargetObject.SHARED, purpose, "CREATE TABLE " + name.quoted() + " " + rest);
    }

    /** The incidents of one kind, as a table of their own for whoever reads them. */
    private static TargetObject view(ObjectName name, String purpose, String columns, String condition) {
        return new TargetObject(
                ObjectKind.VIEW,
                name,
                TargetObject.SHARED,
                purpose,
                "CREATE VIEW " + name.quoted() + " AS\nSELECT " + columns + "\nFROM " + TargetNames.INCIDENTS.quoted()
                        + " FINAL\nWHERE " + condition);
    }
}
