CREATE TABLE `_sluice`.`rows.it's "a" sch.ema.back\\slash \`tick\` täble 😀` (
  `select` Int64,
  `quote"d` UUID,
  `it's` Nullable(String),
  `back\\slash` Nullable(Bool),
  `back\`tick` Nullable(Float64),
  `with.dot` Nullable(String),
  `with space` Nullable(DateTime64(6, 'UTC')),
  `ünïcödé` Nullable(String),
  `_op` Nullable(String),
  `_version` Nullable(String),
  `__version` UInt128,
  `__deleted` UInt8
)
ENGINE = ReplacingMergeTree(`__version`, `__deleted`)
ORDER BY (`select`, `quote"d`)
COMMENT 'current rows of it\'s "a" sch.ema.back\\slash `tick` täble 😀 [sluice shop c9419e5e529bfbf4]';

CREATE TABLE `_sluice`.`changes.it's "a" sch.ema.back\\slash \`tick\` täble 😀` (
  `select` Int64,
  `quote"d` UUID,
  `it's` Nullable(String),
  `back\\slash` Nullable(Bool),
  `back\`tick` Nullable(Float64),
  `with.dot` Nullable(String),
  `with space` Nullable(DateTime64(6, 'UTC')),
  `ünïcödé` Nullable(String),
  `_op` Nullable(String),
  `_version` Nullable(String),
  `__op` Enum8('' = 0, 'c' = 1, 'u' = 2, 'd' = 3, 'r' = 4, 't' = 5),
  `__lsn` UInt64,
  `__tx` UInt64,
  `__committed_at` DateTime64(6, 'UTC'),
  `__synced_at` DateTime64(6, 'UTC'),
  `__version` UInt128,
  `__missing` Array(Int16),
  INDEX `__synced_at` `__synced_at` TYPE minmax
)
ENGINE = ReplacingMergeTree
ORDER BY (`select`, `quote"d`, `__version`, `__op`)
COMMENT 'every change of it\'s "a" sch.ema.back\\slash `tick` täble 😀 [sluice shop ffaf3ea2c101c024]';

CREATE VIEW `it's "a" sch.ema`.`back\\slash \`tick\` täble 😀` AS
SELECT `select`, `quote"d`, `it's`, `back\\slash`, `back\`tick`, `with.dot`, `with space`, `ünïcödé`, `_op`, `_version`
FROM `_sluice`.`rows.it's "a" sch.ema.back\\slash \`tick\` täble 😀` FINAL
WHERE `__version` >= (SELECT max(version) FROM `_sluice`.`incidents` WHERE op = 't' AND target = 'it\'s "a" sch.ema.back\\slash `tick` täble 😀')
COMMENT 'live copy of it\'s "a" sch.ema.back\\slash `tick` täble 😀 in PostgreSQL [sluice shop 10ad0b6cad96416a]';

CREATE VIEW `it's "a" sch.ema`.`back\\slash \`tick\` täble 😀_history` AS
SELECT `select`, `quote"d`, `it's`, `back\\slash`, `back\`tick`, `with.dot`, `with space`, `ünïcödé`, `_op`, `_version`, `__op`, `__lsn`, `__tx`, `__committed_at`, `__synced_at`, `__version`
FROM `_sluice`.`changes.it's "a" sch.ema.back\\slash \`tick\` täble 😀` FINAL
COMMENT 'every change of it\'s "a" sch.ema.back\\slash `tick` täble 😀 in PostgreSQL [sluice shop 41f4d2231a4865cf]';

CREATE TABLE `_sluice`.`events.it's "a" sch.ema.back\\slash \`tick\` täble 😀` (
  op Enum8('' = 0, 'c' = 1, 'u' = 2, 'd' = 3, 'r' = 4, 't' = 5),
  version UInt128,
  before Tuple(`select` Nullable(Int64), `quote"d` Nullable(UUID)),
  after Tuple(`select` Nullable(Int64), `quote"d` Nullable(UUID), `it's` Nullable(String), `back\\slash` Nullable(Bool), `back\`tick` Nullable(Float64), `with.dot` Nullable(String), `with space` Nullable(DateTime64(6, 'UTC')), `ünïcödé` Nullable(String), `_op` Nullable(String), `_version` Nullable(String)),
  missing Array(Enum16('' = 0, 'it\'s' = 3, 'back\\slash' = 4, 'back`tick' = 5, 'with.dot' = 6, 'with space' = 7, 'ünïcödé' = 8, '_op' = 9, '_version' = 10)),
  complete Bool,
  source Tuple(lsn UInt64, txId UInt64, ts_us DateTime64(6, 'UTC')),
  _topic LowCardinality(String),
  _partition UInt64,
  _offset UInt64,
  _error String,
  _raw_message String
)
ENGINE = Null
COMMENT 'events of it\'s "a" sch.ema.back\\slash `tick` täble 😀 [sluice shop b11843b428ef0395]';

CREATE MATERIALIZED VIEW `_sluice`.`to_rows.it's "a" sch.ema.back\\slash \`tick\` täble 😀` TO `_sluice`.`rows.it's "a" sch.ema.back\\slash \`tick\` täble 😀` AS
SELECT assumeNotNull(if(`__event`.op = 'd', tupleElement(`__event`.before, 1), tupleElement(`__event`.after, 1))) AS `select`, assumeNotNull(if(`__event`.op = 'd', tupleElement(`__event`.before, 2), tupleElement(`__event`.after, 2))) AS `quote"d`, tupleElement(`__event`.after, 3) AS `it's`, tupleElement(`__event`.after, 4) AS `back\\slash`, tupleElement(`__event`.after, 5) AS `back\`tick`, unhex(substring(tupleElement(`__event`.after, 6), 3)) AS `with.dot`, tupleElement(`__event`.after, 7) AS `with space`, tupleElement(`__event`.after, 8) AS `ünïcödé`, tupleElement(`__event`.after, 9) AS `_op`, tupleElement(`__event`.after, 10) AS `_version`, `__event`.version AS `__version`, `__event`.op = 'd' AS `__deleted`
FROM `_sluice`.`events.it's "a" sch.ema.back\\slash \`tick\` täble 😀` AS `__event`
WHERE `__event`.complete
COMMENT 'moves it\'s "a" sch.ema.back\\slash `tick` täble 😀 from events to rows.it\'s "a" sch.ema.back\\slash `tick` täble 😀 [sluice shop 9d13ee325ad9ceee]';

CREATE MATERIALIZED VIEW `_sluice`.`to_changes.it's "a" sch.ema.back\\slash \`tick\` täble 😀` TO `_sluice`.`changes.it's "a" sch.ema.back\\slash \`tick\` täble 😀` AS
SELECT assumeNotNull(if(`__event`.op = 'd', tupleElement(`__event`.before, 1), tupleElement(`__event`.after, 1))) AS `select`, assumeNotNull(if(`__event`.op = 'd', tupleElement(`__event`.before, 2), tupleElement(`__event`.after, 2))) AS `quote"d`, tupleElement(`__event`.after, 3) AS `it's`, tupleElement(`__event`.after, 4) AS `back\\slash`, tupleElement(`__event`.after, 5) AS `back\`tick`, unhex(substring(tupleElement(`__event`.after, 6), 3)) AS `with.dot`, tupleElement(`__event`.after, 7) AS `with space`, tupleElement(`__event`.after, 8) AS `ünïcödé`, tupleElement(`__event`.after, 9) AS `_op`, tupleElement(`__event`.after, 10) AS `_version`, `__event`.op AS `__op`, tupleElement(`__event`.source, 'lsn') AS `__lsn`, tupleElement(`__event`.source, 'txId') AS `__tx`, tupleElement(`__event`.source, 'ts_us') AS `__committed_at`, now64(6, 'UTC') AS `__synced_at`, `__event`.version AS `__version`, CAST(`__event`.missing, 'Array(Int16)') AS `__missing`
FROM `_sluice`.`events.it's "a" sch.ema.back\\slash \`tick\` täble 😀` AS `__event`
WHERE `__event`.op != ''
COMMENT 'moves it\'s "a" sch.ema.back\\slash `tick` täble 😀 from events to changes.it\'s "a" sch.ema.back\\slash `tick` täble 😀 [sluice shop 5c3096355339382c]';

CREATE MATERIALIZED VIEW `_sluice`.`to_incidents.it's "a" sch.ema.back\\slash \`tick\` täble 😀` TO `_sluice`.`incidents` AS
SELECT op, 'it\'s "a" sch.ema.back\\slash `tick` täble 😀' AS target, version, _topic AS topic, _partition AS partition, _offset AS offset, _error AS error, _raw_message AS payload, now64(6, 'UTC') AS seen_at
FROM `_sluice`.`events.it's "a" sch.ema.back\\slash \`tick\` täble 😀` AS `__event`
WHERE NOT complete
COMMENT 'moves it\'s "a" sch.ema.back\\slash `tick` täble 😀 from events to incidents [sluice shop b5c126690988bf97]';

CREATE TABLE `_sluice`.`load.it's "a" sch.ema.back\\slash \`tick\` täble 😀` (
  `select` Nullable(String),
  `quote"d` Nullable(String),
  `it's` Nullable(String),
  `back\\slash` Nullable(String),
  `back\`tick` Nullable(String),
  `with.dot` Nullable(String),
  `with space` Nullable(String),
  `ünïcödé` Nullable(String),
  `_op` Nullable(String),
  `_version` Nullable(String),
  `__lsn` UInt64,
  `__version` UInt128
)
ENGINE = Null
COMMENT 'rows of the initial load of it\'s "a" sch.ema.back\\slash `tick` täble 😀 [sluice shop b7b68931beb81ad2]';

CREATE MATERIALIZED VIEW `_sluice`.`parse_load.it's "a" sch.ema.back\\slash \`tick\` täble 😀` TO `_sluice`.`events.it's "a" sch.ema.back\\slash \`tick\` täble 😀` AS
WITH multiIf(
    isNull(toInt64OrNull(l.`select`)), concat('column select: ', ifNull(l.`select`, 'no value'), ' does not fit Int64'),
    isNull(toUUIDOrNull(l.`quote"d`)), concat('column quote"d: ', ifNull(l.`quote"d`, 'no value'), ' does not fit UUID'),
    isNull(multiIf(l.`back\\slash` = 't', true, l.`back\\slash` = 'f', false, NULL)) AND isNotNull(l.`back\\slash`), concat('column back\\slash: ', ifNull(l.`back\\slash`, 'no value'), ' does not fit Nullable(Bool)'),
    isNull(toFloat64OrNull(l.`back\`tick`)) AND isNotNull(l.`back\`tick`), concat('column back`tick: ', ifNull(l.`back\`tick`, 'no value'), ' does not fit Nullable(Float64)'),
    isNull(if(startsWith(l.`with.dot`, '\\x'), unhex(substring(l.`with.dot`, 3)), NULL)) AND isNotNull(l.`with.dot`), concat('column with.dot: ', ifNull(l.`with.dot`, 'no value'), ' does not fit Nullable(String)'),
    isNull(if(length(l.`with space`) <= 29 AND endsWith(l.`with space`, '+00') AND l.`with space` >= '1900-01-01' AND l.`with space` < '2300-01-01' AND NOT endsWith(l.`with space`, 'C'), toDateTime64OrNull(substring(l.`with space`, 1, length(l.`with space`) - 3), 6, 'UTC'), NULL)) AND isNotNull(l.`with space`), concat('column with space: ', ifNull(l.`with space`, 'no value'), ' does not fit Nullable(DateTime64(6, \'UTC\'))'),
    '') AS `__fault`
SELECT
  if(`__fault` = '', CAST('r', 'Enum8(\'\' = 0, \'c\' = 1, \'u\' = 2, \'d\' = 3, \'r\' = 4, \'t\' = 5)'), CAST('', 'Enum8(\'\' = 0, \'c\' = 1, \'u\' = 2, \'d\' = 3, \'r\' = 4, \'t\' = 5)')) AS op,
  if(`__fault` = '', l.`__version`, 0) AS version,
  tuple(toInt64OrNull(l.`select`), toUUIDOrNull(l.`quote"d`), l.`it's`, multiIf(l.`back\\slash` = 't', true, l.`back\\slash` = 'f', false, NULL), toFloat64OrNull(l.`back\`tick`), l.`with.dot`, if(length(l.`with space`) <= 29 AND endsWith(l.`with space`, '+00') AND l.`with space` >= '1900-01-01' AND l.`with space` < '2300-01-01' AND NOT endsWith(l.`with space`, 'C'), toDateTime64OrNull(substring(l.`with space`, 1, length(l.`with space`) - 3), 6, 'UTC'), NULL), l.`ünïcödé`, l.`_op`, l.`_version`) AS after,
  `__fault` = '' AS complete,
  tuple(l.`__lsn`, toUInt64(0), now64(6, 'UTC')) AS source,
  `__fault` AS _error,
  if(`__fault` = '', '', toJSONString(map('select', l.`select`, 'quote"d', l.`quote"d`, 'it\'s', l.`it's`, 'back\\slash', l.`back\\slash`, 'back`tick', l.`back\`tick`, 'with.dot', l.`with.dot`, 'with space', l.`with space`, 'ünïcödé', l.`ünïcödé`, '_op', l.`_op`, '_version', l.`_version`))) AS _raw_message
FROM `_sluice`.`load.it's "a" sch.ema.back\\slash \`tick\` täble 😀` AS l
COMMENT 'parses the initial load of it\'s "a" sch.ema.back\\slash `tick` täble 😀 [sluice shop a56bdb6d0a0fb51c]';

CREATE TABLE `_sluice`.`topic.it's "a" sch.ema.back\\slash \`tick\` täble 😀` (
  message String
)
ENGINE = Kafka
SETTINGS
  kafka_broker_list = '127.0.0.1:9092',
  kafka_topic_list = 'shop.it_s__a__sch.ema.back_slash__tick__t_ble___',
  kafka_group_name = 'sluice.shop.it_s__a__sch.ema.back_slash__tick__t_ble___',
  kafka_format = 'RawBLOB',
  kafka_num_consumers = 1,
  kafka_thread_per_consumer = 1,
  kafka_max_block_size = 65536,
  kafka_poll_max_batch_size = 65536,
  kafka_poll_timeout_ms = 20,
  kafka_flush_interval_ms = 40,
  kafka_consumer_reschedule_ms = 10
COMMENT 'reads topic shop.it_s__a__sch.ema.back_slash__tick__t_ble___ [sluice shop 5c9cefb6ad211052] step 0';

CREATE MATERIALIZED VIEW `_sluice`.`read.it's "a" sch.ema.back\\slash \`tick\` täble 😀` TO `_sluice`.`events.it's "a" sch.ema.back\\slash \`tick\` täble 😀` AS
SELECT if(fits, tupleElement(event, 'op'), CAST('', 'Enum8(\'\' = 0, \'c\' = 1, \'u\' = 2, \'d\' = 3, \'r\' = 4, \'t\' = 5)')) AS op, if(fits, tupleElement(event, 'version'), 0) AS version, tupleElement(event, 'before') AS before, tupleElement(event, 'after') AS after, tupleElement(event, 'missing') AS missing, fits AND tupleElement(event, 'complete') AS complete, tupleElement(event, 'source') AS source, _topic, _partition, _offset, if(fits, '', '{"schema_id":"9389d381e8b3901c","key":["select","quote\\"d"],"required":["select","quote\\"d"],"dates":["with space"],"old_dates":[],"types":{"select":"Int64","quote\\"d":"UUID","back\\\\slash":"Bool","back`tick":"Float64","with space":"DateTime64(6, \'UTC\')"}}') AS _error, if(fits, '', message) AS _raw_message
FROM (
  SELECT tupleElement(event, 'schema_id') = '9389d381e8b3901c'
    AND tupleElement(event, 'version') != 0
    AND tupleElement(event, 'op') != ''
    AND empty(tupleElement(event, 'too_large'))
    AND empty(tupleElement(event, 'altered'))
    AND NOT has(tupleElement(event, 'nulls'), '')
    AND NOT has(tupleElement(event, 'missing'), '')
    AND empty(tupleElement(event, 'out_of_range'))
    AND hasAll(['with space'], tupleElement(event, 'before_out_of_range'))
    AND (tupleElement(event, 'op') IN ('d', 't') OR arraySum([isNull(tupleElement(tupleElement(event, 'after'), 1)), isNull(tupleElement(tupleElement(event, 'after'), 2)), isNull(tupleElement(tupleElement(event, 'after'), 3)), isNull(tupleElement(tupleElement(event, 'after'), 4)), isNull(tupleElement(tupleElement(event, 'after'), 5)), isNull(tupleElement(tupleElement(event, 'after'), 6)), isNull(tupleElement(tupleElement(event, 'after'), 7)), isNull(tupleElement(tupleElement(event, 'after'), 8)), isNull(tupleElement(tupleElement(event, 'after'), 9)), isNull(tupleElement(tupleElement(event, 'after'), 10))]) = length(tupleElement(event, 'nulls')) + length(tupleElement(event, 'missing')))
    AND (tupleElement(event, 'op') NOT IN ('d') OR arraySum([isNull(tupleElement(tupleElement(event, 'before'), 1)), isNull(tupleElement(tupleElement(event, 'before'), 2))]) = 0)
    AND (tupleElement(event, 'op') != 'u' OR NOT (isNotNull(tupleElement(tupleElement(event, 'before'), 1)) AND tupleElement(tupleElement(event, 'before'), 1) != tupleElement(tupleElement(event, 'after'), 1) OR isNotNull(tupleElement(tupleElement(event, 'before'), 2)) AND tupleElement(tupleElement(event, 'before'), 2) != tupleElement(tupleElement(event, 'after'), 2))) AS fits, event, message, _topic, _partition, _offset
  FROM (
    SELECT JSONExtract(if(position(message, '"schema_id":"9389d381e8b3901c"') != 0, message, ''), 'Tuple(op Enum8(\'\' = 0, \'c\' = 1, \'u\' = 2, \'d\' = 3, \'r\' = 4, \'t\' = 5), version UInt128, before Tuple(`select` Nullable(Int64), `quote"d` Nullable(UUID)), after Tuple(`select` Nullable(Int64), `quote"d` Nullable(UUID), `it\'s` Nullable(String), `back\\\\slash` Nullable(Bool), `back\\`tick` Nullable(Float64), `with.dot` Nullable(String), `with space` Nullable(DateTime64(6, \'UTC\')), `ünïcödé` Nullable(String), `_op` Nullable(String), `_version` Nullable(String)), missing Array(Enum16(\'\' = 0, \'it\\\'s\' = 3, \'back\\\\slash\' = 4, \'back`tick\' = 5, \'with.dot\' = 6, \'with space\' = 7, \'ünïcödé\' = 8, \'_op\' = 9, \'_version\' = 10)), complete Bool, source Tuple(lsn UInt64, txId UInt64, ts_us DateTime64(6, \'UTC\')), schema_id String, nulls Array(Enum16(\'\' = 0, \'it\\\'s\', \'back\\\\slash\', \'back`tick\', \'with.dot\', \'with space\', \'ünïcödé\', \'_op\', \'_version\')), out_of_range Array(String), before_out_of_range Array(String), too_large String, altered String)') AS event, message, _topic, _partition, _offset
    FROM `_sluice`.`topic.it's "a" sch.ema.back\\slash \`tick\` täble 😀`
    WHERE notEmpty(message)))
COMMENT 'moves it\'s "a" sch.ema.back\\slash `tick` täble 😀 from topic to events.it\'s "a" sch.ema.back\\slash `tick` täble 😀 [sluice shop 212216100f63029d]';
