CREATE DATABASE `_sluice`
COMMENT 'Sluice\'s own tables [sluice * ef129d63527322bb]';

CREATE DATABASE `inventory`
COMMENT 'tables replicated from PostgreSQL [sluice * 127e22b925703084]';

CREATE TABLE `_sluice`.`incidents` (
  op Enum8('' = 0, 'c' = 1, 'u' = 2, 'd' = 3, 'r' = 4, 't' = 5),
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
ORDER BY (op, target, version, topic, partition, offset, cityHash64(payload))
COMMENT 'events that need more than being inserted [sluice * 9a752d9b311b5438]';

CREATE VIEW `_sluice`.`parked` AS
SELECT seen_at AS parked_at, target, topic, partition, offset, JSONExtractString(payload, 'schema_id') AS schema_id, multiIf(
  topic = '', error,
  error = '', 'no schema_id and no version: not written by dev.sluice.connect.EventConverter; its place in the topic is known, its text was not kept',
  NOT isValidJSON(payload), 'not JSON',
  JSONHas(payload, 'too_large'), concat('too large: an event of more than ', JSONExtractRaw(payload, 'too_large', 'limit'), ' bytes; not sent: ', arrayStringConcat(JSONExtract(payload, 'too_large', 'columns', 'Array(String)'), ', ')),
  JSONHas(payload, 'altered'), arrayStringConcat(JSONExtract(payload, 'altered', 'Array(String)'), '; '),
  JSONExtractString(payload, 'schema_id') = '', 'no schema_id: not written by dev.sluice.connect.EventConverter; plain JSON of the stock JsonConverter can not be used',
  error LIKE '%the value of key schema_id)%', concat('unknown schema ', JSONExtractString(payload, 'schema_id')),
  error LIKE '%the value of key op)%', concat('unknown operation ', JSONExtractString(payload, 'op')),
  error LIKE '%the value of key nulls)%', concat('column ', extract(error, 'element .(.*). for enum'), ': NULL, which it does not accept'),
  error LIKE '%the value of key out_of_range)%', concat('column ', extract(error, 'element .(.*). for enum'), ': ', JSONExtractString(payload, 'after', extract(error, 'element .(.*). for enum')), ' does not fit its type'),
  error LIKE '%of nested key %', concat('column ', extract(error, 'of nested key ([^)]*)'), ': ', JSONExtractRaw(payload, 'after', extract(error, 'of nested key ([^)]*)')), ' does not fit its type: ', splitByString(': (while reading', error)[1]),
  error) AS error, payload
FROM `_sluice`.`incidents` FINAL
WHERE version = 0
COMMENT 'events that could not be applied [sluice * 638aff0818be46c3]';

CREATE VIEW `_sluice`.`truncations` AS
SELECT target, version
FROM `_sluice`.`incidents` FINAL
WHERE op = 't' AND version != 0
COMMENT 'TRUNCATEs seen [sluice * e3b391f10585168d]';

CREATE VIEW `_sluice`.`partial` AS
SELECT target, version, seen_at
FROM `_sluice`.`incidents` FINAL
WHERE version != 0 AND op != 't'
COMMENT 'changes that did not carry every column and are not completed yet [sluice * 318e0d18925c4ca8]';

CREATE TABLE `_sluice`.`loads` (
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
ORDER BY target
COMMENT 'initial loads [sluice * f9199a2c3d66a6af]';

CREATE TABLE `_sluice`.`shapes` (
  target String,
  schema_id String,
  oid UInt64,
  filenode UInt64,
  key Array(String),
  columns Array(Tuple(number Int32, name String, source String, type String, nullable Bool)),
  partitions Array(Tuple(id String, filenode UInt64)),
  last_column Int32,
  at DateTime64(6, 'UTC') DEFAULT now64(6, 'UTC')
)
ENGINE = ReplacingMergeTree(at)
ORDER BY target
COMMENT 'columns that the copies were made for [sluice * ba2d2baea7923a22]';

CREATE TABLE `_sluice`.`losses` (
  target String,
  key Array(String),
  column String,
  text String,
  version UInt128,
  seen_at DateTime64(6, 'UTC')
)
ENGINE = ReplacingMergeTree(seen_at)
ORDER BY (target, key, column, version)
COMMENT 'values that their columns don\'t hold [sluice * 2ca27b9c1051c728]';

CREATE TABLE `_sluice`.`verifications` (
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
TTL toDateTime(at) + INTERVAL 90 DAY
COMMENT 'comparisons of tables with their sources [sluice * 6a9c8ceeb7c49e52]';
