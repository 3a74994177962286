CREATE DATABASE `_sluice`
COMMENT 'Sluice\'s own tables [sluice * ef129d63527322bb]';

CREATE DATABASE `it's "a" sch.ema`
COMMENT 'tables replicated from PostgreSQL [sluice * cd61ae5dd59541c8]';

CREATE TABLE `_sluice`.`incidents` (
  kind LowCardinality(String),
  target String,
  version UInt128,
  topic String,
  partition Int32,
  offset Int64,
  schema_id String,
  error String,
  payload String,
  seen_at DateTime64(6, 'UTC'),
  done UInt8
)
ENGINE = ReplacingMergeTree(seen_at, done)
ORDER BY (kind, target, version, topic, partition, offset, cityHash64(payload))
COMMENT 'events that need more than being inserted [sluice * 8fc094e78980f1da]';

CREATE VIEW `_sluice`.`parked` AS
SELECT seen_at AS parked_at, target, topic, partition, offset, schema_id, error, payload
FROM `_sluice`.`incidents` FINAL
WHERE kind = 'parked'
COMMENT 'events that could not be applied [sluice * 3a0fc109911418dd]';

CREATE VIEW `_sluice`.`truncations` AS
SELECT target, version
FROM `_sluice`.`incidents` FINAL
WHERE kind = 'truncated'
COMMENT 'TRUNCATEs seen [sluice * 03ea6f090f240dc1]';

CREATE VIEW `_sluice`.`partial` AS
SELECT target, version, seen_at
FROM `_sluice`.`incidents` FINAL
WHERE kind = 'partial'
COMMENT 'changes that did not carry every column and are not completed yet [sluice * dd698006e93adcd5]';

CREATE TABLE `_sluice`.`loads` (
  target String,
  state LowCardinality(String),
  rows UInt64,
  seconds Float64,
  at DateTime64(6, 'UTC') DEFAULT now64(6, 'UTC')
)
ENGINE = ReplacingMergeTree(at)
ORDER BY target
COMMENT 'initial loads [sluice * 525a9658d38a7a15]';

CREATE TABLE `_sluice`.`blocks` (
  target String,
  synced_at DateTime64(6, 'UTC'),
  events UInt64,
  first_committed_at DateTime64(6, 'UTC'),
  last_committed_at DateTime64(6, 'UTC'),
  last_lsn UInt64,
  bytes UInt64
)
ENGINE = Memory
SETTINGS min_rows_to_keep = 1000, max_rows_to_keep = 20000
COMMENT 'what arrived lately [sluice * 465ac14fccf15946]';
