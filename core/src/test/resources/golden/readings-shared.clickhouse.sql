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
  startsWith(error, '{'), multiIf(
    JSONExtractString(payload, 'schema_id') != JSONExtractString(error, 'schema_id'),
      concat('unknown schema ', JSONExtractString(payload, 'schema_id')),
    JSONExtractString(payload, 'op') NOT IN ('c', 'u', 'd', 'r', 't'),
      concat('unknown operation ', JSONExtractString(payload, 'op')),
    notEmpty(arrayIntersect(JSONExtract(error, 'required', 'Array(String)'), JSONExtract(payload, 'nulls', 'Array(String)'))),
      concat('column ', arrayIntersect(JSONExtract(error, 'required', 'Array(String)'), JSONExtract(payload, 'nulls', 'Array(String)'))[1], ': NULL, which it does not accept'),
    notEmpty(arrayIntersect(JSONExtract(error, 'dates', 'Array(String)'), JSONExtract(payload, 'out_of_range', 'Array(String)'))),
      concat('column ', arrayIntersect(JSONExtract(error, 'dates', 'Array(String)'), JSONExtract(payload, 'out_of_range', 'Array(String)'))[1], ': ', JSONExtractRaw(payload, 'after', arrayIntersect(JSONExtract(error, 'dates', 'Array(String)'), JSONExtract(payload, 'out_of_range', 'Array(String)'))[1]), ' does not fit its type'),
    notEmpty(arrayIntersect(JSONExtract(error, 'old_dates', 'Array(String)'), JSONExtract(payload, 'before_out_of_range', 'Array(String)'))),
      concat('column ', arrayIntersect(JSONExtract(error, 'old_dates', 'Array(String)'), JSONExtract(payload, 'before_out_of_range', 'Array(String)'))[1], ': ', JSONExtractRaw(payload, 'before', arrayIntersect(JSONExtract(error, 'old_dates', 'Array(String)'), JSONExtract(payload, 'before_out_of_range', 'Array(String)'))[1]), ' does not fit its type'),
    notEmpty(arrayFilter(x -> multiIf(
        trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)) IN ('', 'null'), false,
        x.2 = 'Int16', isNull(accurateCastOrNull(trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)), 'Int16')),
        x.2 = 'Int32', isNull(accurateCastOrNull(trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)), 'Int32')),
        x.2 = 'Int64', isNull(accurateCastOrNull(trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)), 'Int64')),
        x.2 = 'UInt32', isNull(accurateCastOrNull(trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)), 'UInt32')),
        x.2 = 'Bool', trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)) NOT IN ('true', 'false'),
        x.2 = 'UUID', isNull(accurateCastOrNull(trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)), 'UUID')),
        startsWith(x.2, 'Float'), isNull(accurateCastOrNull(trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)), 'Float64')),
        startsWith(x.2, 'Date'), NOT match(trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)), '^[0-9]{4}-[0-9]{2}-[0-9]{2}( [0-9:]{8}|$)'),
        startsWith(x.2, 'Decimal'), NOT match(trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)), '^-?[0-9]+([.][0-9]+)?$') OR length(extract(trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)), '^-?([0-9]+)')) > toInt32OrZero(extract(x.2, '[(]([0-9]+)')) - toInt32OrZero(extract(x.2, ', ([0-9]+)')),
        false), JSONExtractKeysAndValues(error, 'types', 'String'))),
      concat('column ', arrayFilter(x -> multiIf(
        trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)) IN ('', 'null'), false,
        x.2 = 'Int16', isNull(accurateCastOrNull(trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)), 'Int16')),
        x.2 = 'Int32', isNull(accurateCastOrNull(trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)), 'Int32')),
        x.2 = 'Int64', isNull(accurateCastOrNull(trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)), 'Int64')),
        x.2 = 'UInt32', isNull(accurateCastOrNull(trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)), 'UInt32')),
        x.2 = 'Bool', trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)) NOT IN ('true', 'false'),
        x.2 = 'UUID', isNull(accurateCastOrNull(trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)), 'UUID')),
        startsWith(x.2, 'Float'), isNull(accurateCastOrNull(trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)), 'Float64')),
        startsWith(x.2, 'Date'), NOT match(trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)), '^[0-9]{4}-[0-9]{2}-[0-9]{2}( [0-9:]{8}|$)'),
        startsWith(x.2, 'Decimal'), NOT match(trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)), '^-?[0-9]+([.][0-9]+)?$') OR length(extract(trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)), '^-?([0-9]+)')) > toInt32OrZero(extract(x.2, '[(]([0-9]+)')) - toInt32OrZero(extract(x.2, ', ([0-9]+)')),
        false), JSONExtractKeysAndValues(error, 'types', 'String'))[1].1, ': ', JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), arrayFilter(x -> multiIf(
        trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)) IN ('', 'null'), false,
        x.2 = 'Int16', isNull(accurateCastOrNull(trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)), 'Int16')),
        x.2 = 'Int32', isNull(accurateCastOrNull(trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)), 'Int32')),
        x.2 = 'Int64', isNull(accurateCastOrNull(trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)), 'Int64')),
        x.2 = 'UInt32', isNull(accurateCastOrNull(trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)), 'UInt32')),
        x.2 = 'Bool', trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)) NOT IN ('true', 'false'),
        x.2 = 'UUID', isNull(accurateCastOrNull(trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)), 'UUID')),
        startsWith(x.2, 'Float'), isNull(accurateCastOrNull(trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)), 'Float64')),
        startsWith(x.2, 'Date'), NOT match(trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)), '^[0-9]{4}-[0-9]{2}-[0-9]{2}( [0-9:]{8}|$)'),
        startsWith(x.2, 'Decimal'), NOT match(trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)), '^-?[0-9]+([.][0-9]+)?$') OR length(extract(trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)), '^-?([0-9]+)')) > toInt32OrZero(extract(x.2, '[(]([0-9]+)')) - toInt32OrZero(extract(x.2, ', ([0-9]+)')),
        false), JSONExtractKeysAndValues(error, 'types', 'String'))[1].1), ' does not fit ', arrayFilter(x -> multiIf(
        trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)) IN ('', 'null'), false,
        x.2 = 'Int16', isNull(accurateCastOrNull(trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)), 'Int16')),
        x.2 = 'Int32', isNull(accurateCastOrNull(trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)), 'Int32')),
        x.2 = 'Int64', isNull(accurateCastOrNull(trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)), 'Int64')),
        x.2 = 'UInt32', isNull(accurateCastOrNull(trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)), 'UInt32')),
        x.2 = 'Bool', trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)) NOT IN ('true', 'false'),
        x.2 = 'UUID', isNull(accurateCastOrNull(trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)), 'UUID')),
        startsWith(x.2, 'Float'), isNull(accurateCastOrNull(trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)), 'Float64')),
        startsWith(x.2, 'Date'), NOT match(trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)), '^[0-9]{4}-[0-9]{2}-[0-9]{2}( [0-9:]{8}|$)'),
        startsWith(x.2, 'Decimal'), NOT match(trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)), '^-?[0-9]+([.][0-9]+)?$') OR length(extract(trim(BOTH '"' FROM JSONExtractRaw(payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), x.1)), '^-?([0-9]+)')) > toInt32OrZero(extract(x.2, '[(]([0-9]+)')) - toInt32OrZero(extract(x.2, ', ([0-9]+)')),
        false), JSONExtractKeysAndValues(error, 'types', 'String'))[1].2),
    JSONExtractString(payload, 'op') = 'u' AND notEmpty(arrayFilter(x -> JSONHas(payload, 'before', x) AND JSONExtractRaw(payload, 'before', x) != JSONExtractRaw(payload, 'after', x), JSONExtract(error, 'key', 'Array(String)'))),
      concat('column ', arrayFilter(x -> JSONHas(payload, 'before', x) AND JSONExtractRaw(payload, 'before', x) != JSONExtractRaw(payload, 'after', x), JSONExtract(error, 'key', 'Array(String)'))[1], ': another key in one event, as of a table that has no primary key at the moment'),
    'a value does not fit its type'),
  error LIKE '%the value of key schema_id)%', concat('unknown schema ', JSONExtractString(payload, 'schema_id')),
  error LIKE '%the value of key op)%', concat('unknown operation ', JSONExtractString(payload, 'op')),
  error LIKE '%the value of key nulls)%', concat('column ', extract(error, 'element .(.*). for enum'), ': NULL, which it does not accept'),
  error LIKE '%the value of key out_of_range)%', concat('column ', extract(error, 'element .(.*). for enum'), ': ', JSONExtractString(payload, 'after', extract(error, 'element .(.*). for enum')), ' does not fit its type'),
  error LIKE '%of nested key %', concat('column ', extract(error, 'of nested key ([^)]*)'), ': ', JSONExtractRaw(payload, 'after', extract(error, 'of nested key ([^)]*)')), ' does not fit its type: ', splitByString(': (while reading', error)[1]),
  error) AS error, payload
FROM `_sluice`.`incidents` FINAL
WHERE version = 0
COMMENT 'events that could not be applied [sluice * 75263a7a83bcb916]';

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

CREATE TABLE `_sluice`.`rereads` (
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
TTL toDateTime(at) + INTERVAL 24 HOUR
COMMENT 'reads of whole tables that somebody asked for [sluice * b635a8f0ebe0e94e]';

CREATE TABLE `_sluice`.`shapes` (
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
ORDER BY target
COMMENT 'columns that the copies were made for [sluice * ebe8b70cb0fee62a]';

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
