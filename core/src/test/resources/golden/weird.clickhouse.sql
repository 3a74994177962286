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
  `__op` LowCardinality(String),
  `__lsn` UInt64,
  `__tx` UInt64,
  `__committed_at` DateTime64(6, 'UTC'),
  `__synced_at` DateTime64(6, 'UTC'),
  `__version` UInt128,
  `__missing` Array(String)
)
ENGINE = ReplacingMergeTree
ORDER BY (`select`, `quote"d`, `__version`, `__op`)
COMMENT 'every change of it\'s "a" sch.ema.back\\slash `tick` täble 😀 [sluice shop 7f862853abe1a849]';

CREATE VIEW `it's "a" sch.ema`.`back\\slash \`tick\` täble 😀` AS
SELECT `select`, `quote"d`, `it's`, `back\\slash`, `back\`tick`, `with.dot`, `with space`, `ünïcödé`, `_op`, `_version`
FROM `_sluice`.`rows.it's "a" sch.ema.back\\slash \`tick\` täble 😀` FINAL
WHERE `__version` >= (SELECT max(version) FROM `_sluice`.`incidents` WHERE kind = 'truncated' AND target = 'it\'s "a" sch.ema.back\\slash `tick` täble 😀')
COMMENT 'live copy of it\'s "a" sch.ema.back\\slash `tick` täble 😀 in PostgreSQL [sluice shop 21f64781842ffd5c]';

CREATE VIEW `it's "a" sch.ema`.`back\\slash \`tick\` täble 😀_history` AS
SELECT `select`, `quote"d`, `it's`, `back\\slash`, `back\`tick`, `with.dot`, `with space`, `ünïcödé`, `_op`, `_version`, `__op`, `__lsn`, `__tx`, `__committed_at`, `__synced_at`, `__version`
FROM `_sluice`.`changes.it's "a" sch.ema.back\\slash \`tick\` täble 😀` FINAL
COMMENT 'every change of it\'s "a" sch.ema.back\\slash `tick` täble 😀 in PostgreSQL [sluice shop 41f4d2231a4865cf]';

CREATE TABLE `_sluice`.`events.it's "a" sch.ema.back\\slash \`tick\` täble 😀` (
  `select` Nullable(Int64),
  `quote"d` Nullable(UUID),
  `it's` Nullable(String),
  `back\\slash` Nullable(Bool),
  `back\`tick` Nullable(Float64),
  `with.dot` Nullable(String),
  `with space` Nullable(DateTime64(6, 'UTC')),
  `ünïcödé` Nullable(String),
  `_op` Nullable(String),
  `_version` Nullable(String),
  `__op` String,
  `__schema_id` String,
  `__missing` Array(String),
  `__lsn` UInt64,
  `__tx` UInt64,
  `__committed_at` DateTime64(6, 'UTC'),
  `__version` UInt128,
  `__topic` String,
  `__partition` Int32,
  `__offset` Int64,
  `__raw` String,
  `__fault` String
)
ENGINE = Null
COMMENT 'parsed events of it\'s "a" sch.ema.back\\slash `tick` täble 😀 [sluice shop bde4a26b02662409]';

CREATE MATERIALIZED VIEW `_sluice`.`to_rows.it's "a" sch.ema.back\\slash \`tick\` täble 😀` TO `_sluice`.`rows.it's "a" sch.ema.back\\slash \`tick\` täble 😀` AS
SELECT ifNull(`select`, defaultValueOfTypeName('Int64')) AS `select`, ifNull(`quote"d`, defaultValueOfTypeName('UUID')) AS `quote"d`, `it's` AS `it's`, `back\\slash` AS `back\\slash`, `back\`tick` AS `back\`tick`, `with.dot` AS `with.dot`, `with space` AS `with space`, `ünïcödé` AS `ünïcödé`, `_op` AS `_op`, `_version` AS `_version`, `__version`, toUInt8(`__op` = 'd') AS `__deleted`
FROM `_sluice`.`events.it's "a" sch.ema.back\\slash \`tick\` täble 😀`
WHERE `__fault` = '' AND `__op` != 't' AND empty(`__missing`)
COMMENT 'hands events of it\'s "a" sch.ema.back\\slash `tick` täble 😀 to rows.it\'s "a" sch.ema.back\\slash `tick` täble 😀 [sluice shop fb3d5cf217e89b30]';

CREATE MATERIALIZED VIEW `_sluice`.`to_changes.it's "a" sch.ema.back\\slash \`tick\` täble 😀` TO `_sluice`.`changes.it's "a" sch.ema.back\\slash \`tick\` täble 😀` AS
SELECT ifNull(`select`, defaultValueOfTypeName('Int64')) AS `select`, ifNull(`quote"d`, defaultValueOfTypeName('UUID')) AS `quote"d`, `it's` AS `it's`, `back\\slash` AS `back\\slash`, `back\`tick` AS `back\`tick`, `with.dot` AS `with.dot`, `with space` AS `with space`, `ünïcödé` AS `ünïcödé`, `_op` AS `_op`, `_version` AS `_version`, `__op`, `__lsn`, `__tx`, `__committed_at`, now64(6, 'UTC') AS `__synced_at`, `__version`, `__missing`
FROM `_sluice`.`events.it's "a" sch.ema.back\\slash \`tick\` täble 😀`
WHERE `__fault` = ''
COMMENT 'hands events of it\'s "a" sch.ema.back\\slash `tick` täble 😀 to changes.it\'s "a" sch.ema.back\\slash `tick` täble 😀 [sluice shop c5a03e091e94a99d]';

CREATE MATERIALIZED VIEW `_sluice`.`to_incidents.it's "a" sch.ema.back\\slash \`tick\` täble 😀` TO `_sluice`.`incidents` AS
SELECT multiIf(`__fault` != '', 'parked', `__op` = 't', 'truncated', 'partial') AS kind, 'it\'s "a" sch.ema.back\\slash `tick` täble 😀' AS target, if(`__fault` != '', toUInt128(0), `__version`) AS version, `__topic` AS topic, `__partition` AS partition, `__offset` AS offset, `__schema_id` AS schema_id, `__fault` AS error, if(`__fault` != '', `__raw`, '') AS payload, now64(6, 'UTC') AS seen_at, toUInt8(0) AS done
FROM `_sluice`.`events.it's "a" sch.ema.back\\slash \`tick\` täble 😀`
WHERE `__fault` != '' OR `__op` = 't' OR notEmpty(`__missing`)
COMMENT 'hands events of it\'s "a" sch.ema.back\\slash `tick` täble 😀 to incidents [sluice shop 6042e6a03078090e]';

CREATE MATERIALIZED VIEW `_sluice`.`to_blocks.it's "a" sch.ema.back\\slash \`tick\` täble 😀` TO `_sluice`.`blocks` AS
SELECT 'it\'s "a" sch.ema.back\\slash `tick` täble 😀' AS target, now64(6, 'UTC') AS synced_at, count() AS events, min(`__committed_at`) AS first_committed_at, max(`__committed_at`) AS last_committed_at, max(`__lsn`) AS last_lsn, sum(length(`__raw`)) AS bytes
FROM `_sluice`.`events.it's "a" sch.ema.back\\slash \`tick\` täble 😀`
WHERE `__fault` = '' AND `__partition` >= 0
GROUP BY target
COMMENT 'hands events of it\'s "a" sch.ema.back\\slash `tick` täble 😀 to blocks [sluice shop a97ae38c3612ea11]';

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
  `__lsn` UInt64
)
ENGINE = Null
COMMENT 'rows of the initial load of it\'s "a" sch.ema.back\\slash `tick` täble 😀 [sluice shop bd20d1588fbc3ed0]';

CREATE MATERIALIZED VIEW `_sluice`.`parse_load.it's "a" sch.ema.back\\slash \`tick\` täble 😀` TO `_sluice`.`events.it's "a" sch.ema.back\\slash \`tick\` täble 😀` AS
SELECT
  toInt64OrNull(l.`select`) AS `select`,
  toUUIDOrNull(l.`quote"d`) AS `quote"d`,
  l.`it's` AS `it's`,
  multiIf(l.`back\\slash` = 't', true, l.`back\\slash` = 'f', false, NULL) AS `back\\slash`,
  toFloat64OrNull(l.`back\`tick`) AS `back\`tick`,
  if(startsWith(l.`with.dot`, '\\x'), unhex(substring(l.`with.dot`, 3)), NULL) AS `with.dot`,
  if(length(l.`with space`) <= 29 AND endsWith(l.`with space`, '+00') AND l.`with space` >= '1900-01-01' AND l.`with space` < '2300-01-01' AND NOT endsWith(l.`with space`, 'C'), toDateTime64OrNull(substring(l.`with space`, 1, length(l.`with space`) - 3), 6, 'UTC'), NULL) AS `with space`,
  l.`ünïcödé` AS `ünïcödé`,
  l.`_op` AS `_op`,
  l.`_version` AS `_version`,
  'r' AS `__op`,
  '9389d381e8b3901c' AS `__schema_id`,
  CAST([], 'Array(String)') AS `__missing`,
  l.`__lsn` AS `__lsn`,
  toUInt64(0) AS `__tx`,
  now64(6, 'UTC') AS `__committed_at`,
  toUInt128(0) AS `__version`,
  '' AS `__topic`,
  toInt32(-1) AS `__partition`,
  toInt64(-1) AS `__offset`,
  multiIf(
    isNull(toInt64OrNull(l.`select`)), concat('column select: ', ifNull(l.`select`, 'no value'), ' does not fit Int64'),
    isNull(toUUIDOrNull(l.`quote"d`)), concat('column quote"d: ', ifNull(l.`quote"d`, 'no value'), ' does not fit UUID'),
    isNull(multiIf(l.`back\\slash` = 't', true, l.`back\\slash` = 'f', false, NULL)) AND isNotNull(l.`back\\slash`), concat('column back\\slash: ', ifNull(l.`back\\slash`, 'no value'), ' does not fit Nullable(Bool)'),
    isNull(toFloat64OrNull(l.`back\`tick`)) AND isNotNull(l.`back\`tick`), concat('column back`tick: ', ifNull(l.`back\`tick`, 'no value'), ' does not fit Nullable(Float64)'),
    isNull(if(startsWith(l.`with.dot`, '\\x'), unhex(substring(l.`with.dot`, 3)), NULL)) AND isNotNull(l.`with.dot`), concat('column with.dot: ', ifNull(l.`with.dot`, 'no value'), ' does not fit Nullable(String)'),
    isNull(if(length(l.`with space`) <= 29 AND endsWith(l.`with space`, '+00') AND l.`with space` >= '1900-01-01' AND l.`with space` < '2300-01-01' AND NOT endsWith(l.`with space`, 'C'), toDateTime64OrNull(substring(l.`with space`, 1, length(l.`with space`) - 3), 6, 'UTC'), NULL)) AND isNotNull(l.`with space`), concat('column with space: ', ifNull(l.`with space`, 'no value'), ' does not fit Nullable(DateTime64(6, \'UTC\'))'),
    '') AS `__fault`,
  if(multiIf(
    isNull(toInt64OrNull(l.`select`)), concat('column select: ', ifNull(l.`select`, 'no value'), ' does not fit Int64'),
    isNull(toUUIDOrNull(l.`quote"d`)), concat('column quote"d: ', ifNull(l.`quote"d`, 'no value'), ' does not fit UUID'),
    isNull(multiIf(l.`back\\slash` = 't', true, l.`back\\slash` = 'f', false, NULL)) AND isNotNull(l.`back\\slash`), concat('column back\\slash: ', ifNull(l.`back\\slash`, 'no value'), ' does not fit Nullable(Bool)'),
    isNull(toFloat64OrNull(l.`back\`tick`)) AND isNotNull(l.`back\`tick`), concat('column back`tick: ', ifNull(l.`back\`tick`, 'no value'), ' does not fit Nullable(Float64)'),
    isNull(if(startsWith(l.`with.dot`, '\\x'), unhex(substring(l.`with.dot`, 3)), NULL)) AND isNotNull(l.`with.dot`), concat('column with.dot: ', ifNull(l.`with.dot`, 'no value'), ' does not fit Nullable(String)'),
    isNull(if(length(l.`with space`) <= 29 AND endsWith(l.`with space`, '+00') AND l.`with space` >= '1900-01-01' AND l.`with space` < '2300-01-01' AND NOT endsWith(l.`with space`, 'C'), toDateTime64OrNull(substring(l.`with space`, 1, length(l.`with space`) - 3), 6, 'UTC'), NULL)) AND isNotNull(l.`with space`), concat('column with space: ', ifNull(l.`with space`, 'no value'), ' does not fit Nullable(DateTime64(6, \'UTC\'))'),
    '') = '', '', toJSONString(map('select', l.`select`, 'quote"d', l.`quote"d`, 'it\'s', l.`it's`, 'back\\slash', l.`back\\slash`, 'back`tick', l.`back\`tick`, 'with.dot', l.`with.dot`, 'with space', l.`with space`, 'ünïcödé', l.`ünïcödé`, '_op', l.`_op`, '_version', l.`_version`))) AS `__raw`
FROM `_sluice`.`load.it's "a" sch.ema.back\\slash \`tick\` täble 😀` AS l
COMMENT 'parses the initial load of it\'s "a" sch.ema.back\\slash `tick` täble 😀 [sluice shop cc41c127918fd6ac]';

CREATE TABLE `_sluice`.`topic.it's "a" sch.ema.back\\slash \`tick\` täble 😀` (
  raw String
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
  kafka_flush_interval_ms = 200,
  kafka_consumer_reschedule_ms = 50
COMMENT 'reads topic shop.it_s__a__sch.ema.back_slash__tick__t_ble___ [sluice shop 5ad9dadc9d8a79bd]';

CREATE MATERIALIZED VIEW `_sluice`.`parse.it's "a" sch.ema.back\\slash \`tick\` täble 😀` TO `_sluice`.`events.it's "a" sch.ema.back\\slash \`tick\` täble 😀` AS
SELECT
  w1 AS `select`,
  v2 AS `quote"d`,
  w3 AS `it's`,
  w4 AS `back\\slash`,
  w5 AS `back\`tick`,
  v6 AS `with.dot`,
  v7 AS `with space`,
  w8 AS `ünïcödé`,
  w9 AS `_op`,
  w10 AS `_version`,
  e.op AS `__op`,
  e.schema_id AS `__schema_id`,
  e.missing AS `__missing`,
  e.source.lsn AS `__lsn`,
  e.source.txId AS `__tx`,
  fromUnixTimestamp64Micro(e.source.ts_us, 'UTC') AS `__committed_at`,
  bitOr(bitShiftLeft(toUInt128(ifNull(s.1, 0)), 64), toUInt128(ifNull(s.2, 0))) AS `__version`,
  t AS `__topic`,
  toInt32(p) AS `__partition`,
  toInt64(o) AS `__offset`,
  raw AS `__raw`,
  multiIf(
    e.schema_id = '' AND NOT isValidJSON(raw), 'not JSON',
    e.schema_id = '', 'no schema_id: not written by dev.sluice.connect.EventConverter; plain JSON of the stock JsonConverter can not be used',
    e.schema_id != '9389d381e8b3901c', concat('unknown schema ', e.schema_id),
    e.op NOT IN ('c', 'u', 'd', 'r', 't'), concat('unknown operation ', e.op),
    s.2 IS NULL, 'no source.sequence',
    e.op = 't', '',
    isNull(w1), 'column select: the value does not fit Int64',
    isNull(v2), concat('column quote"d: ', ifNull(w2, 'no value'), ' does not fit UUID'),
    e.op != 'd' AND NOT has(e.missing, 'with.dot') AND isNull(v6) AND isNotNull(w6), concat('column with.dot: ', ifNull(w6, 'no value'), ' does not fit Nullable(String)'),
    e.op != 'd' AND NOT has(e.missing, 'with space') AND isNull(v7) AND isNotNull(w7), concat('column with space: ', ifNull(w7, 'no value'), ' does not fit Nullable(DateTime64(6, \'UTC\'))'),
    '') AS `__fault`
FROM (SELECT raw, t, p, o, e, s, w1, w2, w3, w4, w5, w6, w7, w8, w9, w10,
  toUUIDOrNull(w2) AS v2,
  if(startsWith(w6, '\\x'), unhex(substring(w6, 3)), NULL) AS v6,
  if(length(w7) <= 29 AND endsWith(w7, '+00') AND w7 >= '1900-01-01' AND w7 < '2300-01-01' AND NOT endsWith(w7, 'C'), toDateTime64OrNull(substring(w7, 1, length(w7) - 3), 6, 'UTC'), NULL) AS v7
FROM (SELECT raw, t, p, o, e, JSONExtract(e.source.sequence, 'Tuple(Nullable(UInt64), Nullable(UInt64))') AS s, if(e.op = 'd', tupleElement(e.before, 1), tupleElement(e.after, 1)) AS w1, if(e.op = 'd', tupleElement(e.before, 2), tupleElement(e.after, 2)) AS w2, tupleElement(e.after, 3) AS w3, tupleElement(e.after, 4) AS w4, tupleElement(e.after, 5) AS w5, tupleElement(e.after, 6) AS w6, tupleElement(e.after, 7) AS w7, tupleElement(e.after, 8) AS w8, tupleElement(e.after, 9) AS w9, tupleElement(e.after, 10) AS w10
FROM (SELECT raw, _topic AS t, _partition AS p, _offset AS o, JSONExtract(raw, 'Tuple(op String, schema_id String, missing Array(String), before Tuple(`select` Nullable(Int64), `quote"d` Nullable(String)), after Tuple(`select` Nullable(Int64), `quote"d` Nullable(String), `it\'s` Nullable(String), `back\\\\slash` Nullable(Bool), `back\\`tick` Nullable(Float64), `with.dot` Nullable(String), `with space` Nullable(String), `ünïcödé` Nullable(String), `_op` Nullable(String), `_version` Nullable(String)), source Tuple(sequence String, lsn UInt64, txId UInt64, ts_us Int64))') AS e FROM `_sluice`.`topic.it's "a" sch.ema.back\\slash \`tick\` täble 😀`)))
COMMENT 'parses the changes of it\'s "a" sch.ema.back\\slash `tick` täble 😀 [sluice shop 5efc070755a78b07]';
