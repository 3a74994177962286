CREATE TABLE `_sluice`.`rows.inventory.readings` (
  `at` DateTime64(6, 'UTC'),
  `day` Nullable(Date32),
  `value` Nullable(Float64),
  `_version` UInt128,
  `_op` Enum8('' = 0, 'c' = 1, 'u' = 2, 'd' = 3, 'r' = 4, 't' = 5),
  `_sign` Int8,
  `_number` UInt64,
  `_lsn` UInt64,
  `_tx` UInt64
)
ENGINE = ReplacingMergeTree
ORDER BY (`_version`, `_op`, `_sign`, `_number`)
COMMENT 'rows that came and went of inventory.readings [sluice shop c1cb68406aa72943]';

CREATE TABLE `_sluice`.`changes.inventory.readings` (
  `at` Nullable(DateTime64(6, 'UTC')),
  `day` Nullable(Date32),
  `value` Nullable(Float64),
  `_op` Enum8('' = 0, 'c' = 1, 'u' = 2, 'd' = 3, 'r' = 4, 't' = 5),
  `_lsn` UInt64,
  `_tx` UInt64,
  `_committed_at` DateTime64(6, 'UTC'),
  `_synced_at` DateTime64(6, 'UTC'),
  `_version` UInt128,
  `_missing` Array(Int16),
  `_number` UInt64,
  INDEX `_synced_at` `_synced_at` TYPE minmax
)
ENGINE = ReplacingMergeTree
ORDER BY (`_version`, `_op`, `_number`)
COMMENT 'every change of inventory.readings [sluice shop b7d3933f87c327a1]';

CREATE VIEW `inventory`.`readings` AS
SELECT `at`, `day`, `value`
FROM (
  SELECT `at`, `day`, `value`, sum(`_sign`) AS `_number`
  FROM `_sluice`.`rows.inventory.readings` FINAL
  WHERE if(`_op` = 'r', `_lsn` = (SELECT argMax(lsn, at) FROM `_sluice`.`loads` WHERE target = 'inventory.readings') AND (SELECT max(version) FROM `_sluice`.`incidents` WHERE op = 't' AND target = 'inventory.readings' AND toUInt64(version) >= (SELECT argMax(lsn, at) FROM `_sluice`.`loads` WHERE target = 'inventory.readings')) = 0, `_version` >= (SELECT max(version) FROM `_sluice`.`incidents` WHERE op = 't' AND target = 'inventory.readings' AND toUInt64(version) >= (SELECT argMax(lsn, at) FROM `_sluice`.`loads` WHERE target = 'inventory.readings')) AND NOT (`_lsn` < (SELECT argMax(lsn, at) FROM `_sluice`.`loads` WHERE target = 'inventory.readings') AND toInt32(toInt64(`_tx`) - toInt64((SELECT argMax(xmax, at) FROM `_sluice`.`loads` WHERE target = 'inventory.readings'))) < 0 AND NOT has((SELECT argMax(xip, at) FROM `_sluice`.`loads` WHERE target = 'inventory.readings'), bitAnd(`_tx`, 4294967295))))
  GROUP BY `at`, `day`, `value`
  HAVING `_number` > 0)
ARRAY JOIN range(toUInt64(`_number`)) AS `_sign`
COMMENT 'live copy of inventory.readings in PostgreSQL [sluice shop 445830589c9fc3a3]';

CREATE VIEW `inventory`.`readings_history` AS
SELECT `at`, `day`, `value`, `_op`, `_lsn`, `_tx`, `_committed_at`, `_synced_at`, `_version`
FROM `_sluice`.`changes.inventory.readings` FINAL
WHERE `_op` != 'r' OR `_lsn` = (SELECT argMax(lsn, at) FROM `_sluice`.`loads` WHERE target = 'inventory.readings')
COMMENT 'every change of inventory.readings in PostgreSQL [sluice shop 21edaec3ae33defa]';

CREATE TABLE `_sluice`.`events.inventory.readings` (
  op Enum8('' = 0, 'c' = 1, 'u' = 2, 'd' = 3, 'r' = 4, 't' = 5),
  version UInt128,
  before Tuple(`at` Nullable(DateTime64(6, 'UTC')), `day` Nullable(Date32), `value` Nullable(Float64)),
  after Tuple(`at` Nullable(DateTime64(6, 'UTC')), `day` Nullable(Date32), `value` Nullable(Float64)),
  missing Array(Enum16('' = 0, 'at' = 1, 'day' = 2, 'value' = 3)),
  complete Bool,
  source Tuple(lsn UInt64, txId UInt64, ts_us DateTime64(6, 'UTC')),
  number UInt64,
  _topic LowCardinality(String),
  _partition UInt64,
  _offset UInt64,
  _error String,
  _raw_message String
)
ENGINE = Null
COMMENT 'events of inventory.readings [sluice shop ba5d0457b945a658]';

CREATE MATERIALIZED VIEW `_sluice`.`to_rows.inventory.readings` TO `_sluice`.`rows.inventory.readings` AS
SELECT assumeNotNull(if(`_sign` < 0, tupleElement(`_event`.before, 1), tupleElement(`_event`.after, 1))) AS `at`, if(`_sign` < 0, tupleElement(`_event`.before, 2), tupleElement(`_event`.after, 2)) AS `day`, if(`_sign` < 0, tupleElement(`_event`.before, 3), tupleElement(`_event`.after, 3)) AS `value`, `_event`.version AS `_version`, `_event`.op AS `_op`, `_sign`, `_event`.number AS `_number`, tupleElement(`_event`.source, 'lsn') AS `_lsn`, tupleElement(`_event`.source, 'txId') AS `_tx`
FROM `_sluice`.`events.inventory.readings` AS `_event`
ARRAY JOIN CAST(multiIf(`_event`.op = 'u', [-1, 1], `_event`.op = 'd', [-1], [1]), 'Array(Int8)') AS `_sign`
WHERE `_event`.complete
COMMENT 'moves inventory.readings from events to rows.inventory.readings [sluice shop 8c98d19233d087a7]';

CREATE MATERIALIZED VIEW `_sluice`.`to_changes.inventory.readings` TO `_sluice`.`changes.inventory.readings` AS
SELECT assumeNotNull(if(`_event`.op = 'd', tupleElement(`_event`.before, 1), tupleElement(`_event`.after, 1))) AS `at`, if(`_event`.op = 'd', tupleElement(`_event`.before, 2), tupleElement(`_event`.after, 2)) AS `day`, if(`_event`.op = 'd', tupleElement(`_event`.before, 3), tupleElement(`_event`.after, 3)) AS `value`, `_event`.op AS `_op`, tupleElement(`_event`.source, 'lsn') AS `_lsn`, tupleElement(`_event`.source, 'txId') AS `_tx`, tupleElement(`_event`.source, 'ts_us') AS `_committed_at`, now64(6, 'UTC') AS `_synced_at`, `_event`.version AS `_version`, CAST(`_event`.missing, 'Array(Int16)') AS `_missing`, `_event`.number AS `_number`
FROM `_sluice`.`events.inventory.readings` AS `_event`
WHERE `_event`.op != ''
COMMENT 'moves inventory.readings from events to changes.inventory.readings [sluice shop 714947cc0478da21]';

CREATE MATERIALIZED VIEW `_sluice`.`to_incidents.inventory.readings` TO `_sluice`.`incidents` AS
SELECT op, 'inventory.readings' AS target, version, _topic AS topic, _partition AS partition, _offset AS offset, _error AS error, _raw_message AS payload, now64(6, 'UTC') AS seen_at
FROM `_sluice`.`events.inventory.readings` AS `_event`
WHERE NOT complete
COMMENT 'moves inventory.readings from events to incidents [sluice shop db27f353d0410512]';

CREATE TABLE `_sluice`.`load.inventory.readings` (
  `at` Nullable(String),
  `day` Nullable(String),
  `value` Nullable(String),
  `_lsn` UInt64,
  `_version` UInt128,
  `_number` UInt64
)
ENGINE = Null
COMMENT 'rows of the initial load of inventory.readings [sluice shop 4ce6ce3eb18577b2]';

CREATE MATERIALIZED VIEW `_sluice`.`parse_load.inventory.readings` TO `_sluice`.`events.inventory.readings` AS
WITH multiIf(
    isNull(if(length(l.`at`) <= 26 AND l.`at` >= '1900-01-01' AND l.`at` < '2300-01-01' AND NOT endsWith(l.`at`, 'C'), toDateTime64OrNull(l.`at`, 6, 'UTC'), NULL)), concat('column at: ', ifNull(l.`at`, 'no value'), ' does not fit DateTime64(6, \'UTC\')'),
    isNull(if(length(l.`day`) = 10 AND l.`day` >= '1900-01-01' AND l.`day` <= '2299-12-31', toDate32OrNull(l.`day`), NULL)) AND isNotNull(l.`day`), concat('column day: ', ifNull(l.`day`, 'no value'), ' does not fit Nullable(Date32)'),
    isNull(toFloat64OrNull(l.`value`)) AND isNotNull(l.`value`), concat('column value: ', ifNull(l.`value`, 'no value'), ' does not fit Nullable(Float64)'),
    '') AS `_fault`
SELECT
  if(`_fault` = '', CAST('r', 'Enum8(\'\' = 0, \'c\' = 1, \'u\' = 2, \'d\' = 3, \'r\' = 4, \'t\' = 5)'), CAST('', 'Enum8(\'\' = 0, \'c\' = 1, \'u\' = 2, \'d\' = 3, \'r\' = 4, \'t\' = 5)')) AS op,
  if(`_fault` = '', toUInt128(l.`_lsn`), 0) AS version,
  tuple(if(length(l.`at`) <= 26 AND l.`at` >= '1900-01-01' AND l.`at` < '2300-01-01' AND NOT endsWith(l.`at`, 'C'), toDateTime64OrNull(l.`at`, 6, 'UTC'), NULL), if(length(l.`day`) = 10 AND l.`day` >= '1900-01-01' AND l.`day` <= '2299-12-31', toDate32OrNull(l.`day`), NULL), toFloat64OrNull(l.`value`)) AS after,
  `_fault` = '' AS complete,
  tuple(l.`_lsn`, toUInt64(0), now64(6, 'UTC')) AS source,
  `_fault` AS _error,
  if(`_fault` = '', '', toJSONString(map('at', l.`at`, 'day', l.`day`, 'value', l.`value`))) AS _raw_message,
  l.`_number` AS number
FROM `_sluice`.`load.inventory.readings` AS l
COMMENT 'parses the initial load of inventory.readings [sluice shop e45dfed3bab58e5d]';

CREATE TABLE `_sluice`.`topic.inventory.readings` (
  message String
)
ENGINE = Kafka
SETTINGS
  kafka_broker_list = '127.0.0.1:9092',
  kafka_topic_list = 'shop.inventory.readings',
  kafka_group_name = 'sluice.shop.inventory.readings',
  kafka_format = 'RawBLOB',
  kafka_num_consumers = 1,
  kafka_thread_per_consumer = 1,
  kafka_max_block_size = 65536,
  kafka_poll_max_batch_size = 65536,
  kafka_poll_timeout_ms = 20,
  kafka_flush_interval_ms = 40,
  kafka_consumer_reschedule_ms = 10
COMMENT 'reads topic shop.inventory.readings [sluice shop 33e645c771ece032] step 0';

CREATE MATERIALIZED VIEW `_sluice`.`read.inventory.readings` TO `_sluice`.`events.inventory.readings` AS
SELECT if(fits, tupleElement(event, 'op'), CAST('', 'Enum8(\'\' = 0, \'c\' = 1, \'u\' = 2, \'d\' = 3, \'r\' = 4, \'t\' = 5)')) AS op, if(fits, tupleElement(event, 'version'), 0) AS version, tupleElement(event, 'before') AS before, tupleElement(event, 'after') AS after, tupleElement(event, 'missing') AS missing, fits AND tupleElement(event, 'complete') AS complete, tupleElement(event, 'source') AS source, tupleElement(event, 'number') AS number, _topic, _partition, _offset, if(fits, '', '{"schema_id":"a9849513f73fedbd","key":[],"required":["at"],"dates":["at","day"],"old_dates":["at","day"],"types":{"at":"DateTime64(6, \'UTC\')","day":"Date32","value":"Float64"}}') AS _error, if(fits, '', message) AS _raw_message
FROM (
  SELECT tupleElement(event, 'schema_id') = 'a9849513f73fedbd'
    AND tupleElement(event, 'version') != 0
    AND tupleElement(event, 'op') != ''
    AND empty(tupleElement(event, 'too_large'))
    AND empty(tupleElement(event, 'altered'))
    AND NOT has(tupleElement(event, 'nulls'), '')
    AND NOT has(tupleElement(event, 'missing'), '')
    AND empty(tupleElement(event, 'out_of_range'))
    AND empty(tupleElement(event, 'before_out_of_range'))
    AND (tupleElement(event, 'op') IN ('d', 't') OR arraySum([isNull(tupleElement(tupleElement(event, 'after'), 1)), isNull(tupleElement(tupleElement(event, 'after'), 2)), isNull(tupleElement(tupleElement(event, 'after'), 3))]) = length(tupleElement(event, 'nulls')) + length(tupleElement(event, 'missing')))
    AND (tupleElement(event, 'op') NOT IN ('u', 'd') OR arraySum([isNull(tupleElement(tupleElement(event, 'before'), 1)), isNull(tupleElement(tupleElement(event, 'before'), 2)), isNull(tupleElement(tupleElement(event, 'before'), 3))]) + JSONLength(message, 'before') = 3) AS fits, event, message, _topic, _partition, _offset
  FROM (
    SELECT JSONExtract(if(position(message, '"schema_id":"a9849513f73fedbd"') != 0, message, ''), 'Tuple(op Enum8(\'\' = 0, \'c\' = 1, \'u\' = 2, \'d\' = 3, \'r\' = 4, \'t\' = 5), version UInt128, before Tuple(`at` Nullable(DateTime64(6, \'UTC\')), `day` Nullable(Date32), `value` Nullable(Float64)), after Tuple(`at` Nullable(DateTime64(6, \'UTC\')), `day` Nullable(Date32), `value` Nullable(Float64)), missing Array(Enum16(\'\' = 0, \'at\' = 1, \'day\' = 2, \'value\' = 3)), complete Bool, source Tuple(lsn UInt64, txId UInt64, ts_us DateTime64(6, \'UTC\')), number UInt64, schema_id String, nulls Array(Enum16(\'\' = 0, \'day\', \'value\')), out_of_range Array(String), before_out_of_range Array(String), too_large String, altered String)') AS event, message, _topic, _partition, _offset
    FROM `_sluice`.`topic.inventory.readings`
    WHERE notEmpty(message)))
COMMENT 'moves inventory.readings from topic to events.inventory.readings [sluice shop b25cfd15af134ece]';
