CREATE DATABASE `_sluice`
COMMENT 'Sluice\'s own tables [sluice * ef129d63527322bb]';

CREATE DATABASE `it's "a" sch.ema`
COMMENT 'tables replicated from PostgreSQL [sluice * cd61ae5dd59541c8]';

CREATE TABLE `_sluice`.`parked` (
  parked_at DateTime64(6, 'UTC'),
  target String,
  topic String,
  partition Int32,
  offset Int64,
  schema_id String,
  error String,
  payload String
)
ENGINE = ReplacingMergeTree
ORDER BY (target, topic, partition, offset, cityHash64(payload))
COMMENT 'events that could not be applied [sluice * 23de879730ef6f72]';

CREATE TABLE `_sluice`.`truncations` (
  target String,
  version UInt128
)
ENGINE = ReplacingMergeTree
ORDER BY (target, version)
COMMENT 'TRUNCATEs seen [sluice * f429dfa7caf094f0]';

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

CREATE TABLE `_sluice`.`partial` (
  target String,
  version UInt128,
  seen_at DateTime64(6, 'UTC'),
  done UInt8
)
ENGINE = ReplacingMergeTree(seen_at, done)
ORDER BY (target, version)
COMMENT 'changes that did not carry every column [sluice * 41911896b7d39018]';

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
