CREATE TABLE `_sluice`.`rows.inventory.coupons` (
  `shop` Int32,
  `code` String,
  `note` Nullable(String),
  `_version` UInt128,
  `_deleted` UInt8
)
ENGINE = ReplacingMergeTree(`_version`, `_deleted`)
ORDER BY (`shop`, `code`)
COMMENT 'current rows of inventory.coupons [sluice shop 28cda23fea5abaf6]';

CREATE TABLE `_sluice`.`changes.inventory.coupons` (
  `shop` Int32,
  `code` String,
  `note` Nullable(String),
  `_op` Enum8('' = 0, 'c' = 1, 'u' = 2, 'd' = 3, 'r' = 4, 't' = 5),
  `_lsn` UInt64,
  `_tx` UInt64,
  `_committed_at` DateTime64(6, 'UTC'),
  `_synced_at` DateTime64(6, 'UTC'),
  `_version` UInt128,
  `_missing` Array(Int16),
  INDEX `_synced_at` `_synced_at` TYPE minmax
)
ENGINE = ReplacingMergeTree
ORDER BY (`shop`, `code`, `_version`, `_op`)
COMMENT 'every change of inventory.coupons [sluice shop eb9c005414d20c92]';

CREATE VIEW `inventory`.`coupons` AS
SELECT `shop`, `code`, `note`
FROM `_sluice`.`rows.inventory.coupons` FINAL
WHERE `_version` >= (SELECT max(version) FROM `_sluice`.`incidents` WHERE op = 't' AND target = 'inventory.coupons')
COMMENT 'live copy of inventory.coupons in PostgreSQL [sluice shop e1d5023eacca9061]';

CREATE VIEW `inventory`.`coupons_history` AS
SELECT `shop`, `code`, `note`, `_op`, `_lsn`, `_tx`, `_committed_at`, `_synced_at`, `_version`
FROM `_sluice`.`changes.inventory.coupons` FINAL
COMMENT 'every change of inventory.coupons in PostgreSQL [sluice shop 063d8f45e412d6b0]';

CREATE TABLE `_sluice`.`events.inventory.coupons` (
  op Enum8('' = 0, 'c' = 1, 'u' = 2, 'd' = 3, 'r' = 4, 't' = 5),
  version UInt128,
  before Tuple(`shop` Nullable(Int32), `code` Nullable(String)),
  after Tuple(`shop` Nullable(Int32), `code` Nullable(String), `note` Nullable(String)),
  missing Array(Enum16('' = 0, 'note' = 3)),
  complete Bool,
  source Tuple(lsn UInt64, txId UInt64, ts_us DateTime64(6, 'UTC')),
  _topic LowCardinality(String),
  _partition UInt64,
  _offset UInt64,
  _error String,
  _raw_message String
)
ENGINE = Null
COMMENT 'events of inventory.coupons [sluice shop eb7c37105f5ffd8a]';

CREATE MATERIALIZED VIEW `_sluice`.`to_rows.inventory.coupons` TO `_sluice`.`rows.inventory.coupons` AS
SELECT assumeNotNull(if(`_event`.op = 'd', tupleElement(`_event`.before, 1), tupleElement(`_event`.after, 1))) AS `shop`, assumeNotNull(if(`_event`.op = 'd', tupleElement(`_event`.before, 2), tupleElement(`_event`.after, 2))) AS `code`, tupleElement(`_event`.after, 3) AS `note`, `_event`.version AS `_version`, `_event`.op = 'd' AS `_deleted`
FROM `_sluice`.`events.inventory.coupons` AS `_event`
WHERE `_event`.complete
COMMENT 'moves inventory.coupons from events to rows.inventory.coupons [sluice shop 825a25e8868b702a]';

CREATE MATERIALIZED VIEW `_sluice`.`to_changes.inventory.coupons` TO `_sluice`.`changes.inventory.coupons` AS
SELECT assumeNotNull(if(`_event`.op = 'd', tupleElement(`_event`.before, 1), tupleElement(`_event`.after, 1))) AS `shop`, assumeNotNull(if(`_event`.op = 'd', tupleElement(`_event`.before, 2), tupleElement(`_event`.after, 2))) AS `code`, tupleElement(`_event`.after, 3) AS `note`, `_event`.op AS `_op`, tupleElement(`_event`.source, 'lsn') AS `_lsn`, tupleElement(`_event`.source, 'txId') AS `_tx`, tupleElement(`_event`.source, 'ts_us') AS `_committed_at`, now64(6, 'UTC') AS `_synced_at`, `_event`.version AS `_version`, CAST(`_event`.missing, 'Array(Int16)') AS `_missing`
FROM `_sluice`.`events.inventory.coupons` AS `_event`
WHERE `_event`.op != ''
COMMENT 'moves inventory.coupons from events to changes.inventory.coupons [sluice shop 7037e813ddaa6073]';

CREATE MATERIALIZED VIEW `_sluice`.`to_incidents.inventory.coupons` TO `_sluice`.`incidents` AS
SELECT op, 'inventory.coupons' AS target, version, _topic AS topic, _partition AS partition, _offset AS offset, _error AS error, _raw_message AS payload, now64(6, 'UTC') AS seen_at
FROM `_sluice`.`events.inventory.coupons` AS `_event`
WHERE NOT complete
COMMENT 'moves inventory.coupons from events to incidents [sluice shop 96e9228fe3795a95]';

CREATE TABLE `_sluice`.`load.inventory.coupons` (
  `shop` Nullable(String),
  `code` Nullable(String),
  `note` Nullable(String),
  `_lsn` UInt64,
  `_version` UInt128
)
ENGINE = Null
COMMENT 'rows of the initial load of inventory.coupons [sluice shop 0e4b92c352e31334]';

CREATE MATERIALIZED VIEW `_sluice`.`parse_load.inventory.coupons` TO `_sluice`.`events.inventory.coupons` AS
WITH multiIf(
    isNull(toInt32OrNull(l.`shop`)), concat('column shop: ', ifNull(l.`shop`, 'no value'), ' does not fit Int32'),
    isNull(l.`code`), concat('column code: ', ifNull(l.`code`, 'no value'), ' does not fit String'),
    '') AS `_fault`
SELECT
  if(`_fault` = '', CAST('r', 'Enum8(\'\' = 0, \'c\' = 1, \'u\' = 2, \'d\' = 3, \'r\' = 4, \'t\' = 5)'), CAST('', 'Enum8(\'\' = 0, \'c\' = 1, \'u\' = 2, \'d\' = 3, \'r\' = 4, \'t\' = 5)')) AS op,
  if(`_fault` = '', l.`_version`, 0) AS version,
  tuple(toInt32OrNull(l.`shop`), l.`code`, l.`note`) AS after,
  `_fault` = '' AS complete,
  tuple(l.`_lsn`, toUInt64(0), now64(6, 'UTC')) AS source,
  `_fault` AS _error,
  if(`_fault` = '', '', toJSONString(map('shop', l.`shop`, 'code', l.`code`, 'note', l.`note`))) AS _raw_message
FROM `_sluice`.`load.inventory.coupons` AS l
COMMENT 'parses the initial load of inventory.coupons [sluice shop f529deabbbe1abd0]';

CREATE TABLE `_sluice`.`topic.inventory.coupons` (
  message String
)
ENGINE = Kafka
SETTINGS
  kafka_broker_list = '127.0.0.1:9092',
  kafka_topic_list = 'shop.inventory.coupons',
  kafka_group_name = 'sluice.shop.inventory.coupons',
  kafka_format = 'RawBLOB',
  kafka_num_consumers = 1,
  kafka_thread_per_consumer = 1,
  kafka_max_block_size = 65536,
  kafka_poll_max_batch_size = 65536,
  kafka_poll_timeout_ms = 20,
  kafka_flush_interval_ms = 40,
  kafka_consumer_reschedule_ms = 10
COMMENT 'reads topic shop.inventory.coupons [sluice shop b409a13de576c7b4] step 0';

CREATE MATERIALIZED VIEW `_sluice`.`read.inventory.coupons` TO `_sluice`.`events.inventory.coupons` AS
SELECT `_op` AS op, `_event`.version AS version, `_event`.before AS before, `_event`.after AS after, if(`_op` = 'd', [], `_event`.missing) AS missing, `_op` = 'd' OR `_event`.complete AS complete, `_event`.source AS source, _topic, _partition, _offset, if(fits, '', '{"schema_id":"f1c65311dcdbbe05","key":["shop","code"],"required":["shop","code"],"dates":[],"old_dates":[],"types":{"shop":"Int32"}}') AS _error, if(fits, '', message) AS _raw_message
FROM (
SELECT if(fits, tupleElement(event, 'op'), CAST('', 'Enum8(\'\' = 0, \'c\' = 1, \'u\' = 2, \'d\' = 3, \'r\' = 4, \'t\' = 5)')) AS op, if(fits, tupleElement(event, 'version'), 0) AS version, tupleElement(event, 'before') AS before, tupleElement(event, 'after') AS after, tupleElement(event, 'missing') AS missing, fits AND tupleElement(event, 'complete') AS complete, tupleElement(event, 'source') AS source, fits, message, _topic, _partition, _offset
FROM (
  SELECT tupleElement(event, 'schema_id') = 'f1c65311dcdbbe05'
    AND tupleElement(event, 'version') != 0
    AND tupleElement(event, 'op') != ''
    AND empty(tupleElement(event, 'too_large'))
    AND empty(tupleElement(event, 'altered'))
    AND NOT has(tupleElement(event, 'nulls'), '')
    AND NOT has(tupleElement(event, 'missing'), '')
    AND empty(tupleElement(event, 'out_of_range'))
    AND empty(tupleElement(event, 'before_out_of_range'))
    AND (tupleElement(event, 'op') IN ('d', 't') OR arraySum([isNull(tupleElement(tupleElement(event, 'after'), 1)), isNull(tupleElement(tupleElement(event, 'after'), 2)), isNull(tupleElement(tupleElement(event, 'after'), 3))]) = length(tupleElement(event, 'nulls')) + length(tupleElement(event, 'missing')))
    AND (tupleElement(event, 'op') NOT IN ('u', 'd') OR arraySum([isNull(tupleElement(tupleElement(event, 'before'), 1)), isNull(tupleElement(tupleElement(event, 'before'), 2))]) = 0 OR tupleElement(event, 'op') = 'u' AND JSONLength(message, 'before') = 0) AS fits, event, message, _topic, _partition, _offset
  FROM (
    SELECT JSONExtract(if(position(message, '"schema_id":"f1c65311dcdbbe05"') != 0, message, ''), 'Tuple(op Enum8(\'\' = 0, \'c\' = 1, \'u\' = 2, \'d\' = 3, \'r\' = 4, \'t\' = 5), version UInt128, before Tuple(`shop` Nullable(Int32), `code` Nullable(String)), after Tuple(`shop` Nullable(Int32), `code` Nullable(String), `note` Nullable(String)), missing Array(Enum16(\'\' = 0, \'note\' = 3)), complete Bool, source Tuple(lsn UInt64, txId UInt64, ts_us DateTime64(6, \'UTC\')), schema_id String, nulls Array(Enum16(\'\' = 0, \'note\')), out_of_range Array(String), before_out_of_range Array(String), too_large String, altered String)') AS event, message, _topic, _partition, _offset
    FROM `_sluice`.`topic.inventory.coupons`
    WHERE notEmpty(message)))) AS `_event`
ARRAY JOIN if(`_event`.op = 'u' AND (isNotNull(tupleElement(`_event`.before, 1)) AND tupleElement(`_event`.before, 1) != tupleElement(`_event`.after, 1) OR isNotNull(tupleElement(`_event`.before, 2)) AND tupleElement(`_event`.before, 2) != tupleElement(`_event`.after, 2)), CAST(['d', 'c'], 'Array(Enum8(\'\' = 0, \'c\' = 1, \'u\' = 2, \'d\' = 3, \'r\' = 4, \'t\' = 5))'), [`_event`.op]) AS `_op`
COMMENT 'moves inventory.coupons from topic to events.inventory.coupons [sluice shop f89a757b862f233a]';
