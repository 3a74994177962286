CREATE TABLE `_sluice`.`rows.inventory.orders` (
  `id` Int32,
  `order_date` Date32,
  `price` Decimal(10, 2),
  `note` Nullable(String),
  `created_at` Nullable(DateTime64(6, 'UTC')),
  `_version` UInt128,
  `_deleted` UInt8
)
ENGINE = ReplacingMergeTree(`_version`, `_deleted`)
ORDER BY (`id`)
COMMENT 'current rows of inventory.orders [sluice shop e72dd09b4df584c0]';

CREATE TABLE `_sluice`.`changes.inventory.orders` (
  `id` Int32,
  `order_date` Nullable(Date32),
  `price` Nullable(Decimal(10, 2)),
  `note` Nullable(String),
  `created_at` Nullable(DateTime64(6, 'UTC')),
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
ORDER BY (`id`, `_version`, `_op`)
COMMENT 'every change of inventory.orders [sluice shop 2a603bb9381a5bd3]';

CREATE VIEW `inventory`.`orders` AS
SELECT `id`, `order_date`, `price`, `note`, `created_at`
FROM `_sluice`.`rows.inventory.orders` FINAL
WHERE `_version` >= (SELECT max(version) FROM `_sluice`.`incidents` WHERE op = 't' AND target = 'inventory.orders')
COMMENT 'live copy of inventory.orders in PostgreSQL [sluice shop 90d4b1d041a67270]';

CREATE VIEW `inventory`.`orders_history` AS
SELECT `id`, if(`_op` IN ('d', 't'), NULL, `order_date`) AS `order_date`, if(`_op` IN ('d', 't') OR has(`_missing`, 3), NULL, `price`) AS `price`, `note`, `created_at`, `_op`, `_lsn`, `_tx`, `_committed_at`, `_synced_at`, `_version`
FROM `_sluice`.`changes.inventory.orders` FINAL
COMMENT 'every change of inventory.orders in PostgreSQL [sluice shop 3abc1a925b7895c3]';

CREATE TABLE `_sluice`.`events.inventory.orders` (
  op Enum8('' = 0, 'c' = 1, 'u' = 2, 'd' = 3, 'r' = 4, 't' = 5),
  version UInt128,
  before Tuple(`id` Nullable(Int32)),
  after Tuple(`id` Nullable(Int32), `order_date` Nullable(Date32), `price` Nullable(Decimal(10, 2)), `note` Nullable(String), `created_at` Nullable(DateTime64(6, 'UTC'))),
  missing Array(Enum16('' = 0, 'order_date' = 2, 'price' = 3, 'note' = 4, 'created_at' = 5)),
  complete Bool,
  source Tuple(lsn UInt64, txId UInt64, ts_us DateTime64(6, 'UTC')),
  _topic LowCardinality(String),
  _partition UInt64,
  _offset UInt64,
  _error String,
  _raw_message String
)
ENGINE = Null
COMMENT 'events of inventory.orders [sluice shop 6ecc0f58950620cb]';

CREATE MATERIALIZED VIEW `_sluice`.`to_rows.inventory.orders` TO `_sluice`.`rows.inventory.orders` AS
SELECT assumeNotNull(if(`_event`.op = 'd', tupleElement(`_event`.before, 1), tupleElement(`_event`.after, 1))) AS `id`, assumeNotNull(tupleElement(`_event`.after, 2)) AS `order_date`, assumeNotNull(tupleElement(`_event`.after, 3)) AS `price`, tupleElement(`_event`.after, 4) AS `note`, tupleElement(`_event`.after, 5) AS `created_at`, `_event`.version AS `_version`, `_event`.op = 'd' AS `_deleted`
FROM `_sluice`.`events.inventory.orders` AS `_event`
WHERE `_event`.complete
COMMENT 'moves inventory.orders from events to rows.inventory.orders [sluice shop 2171234ed7878968]';

CREATE MATERIALIZED VIEW `_sluice`.`to_changes.inventory.orders` TO `_sluice`.`changes.inventory.orders` AS
SELECT assumeNotNull(if(`_event`.op = 'd', tupleElement(`_event`.before, 1), tupleElement(`_event`.after, 1))) AS `id`, tupleElement(`_event`.after, 2) AS `order_date`, tupleElement(`_event`.after, 3) AS `price`, tupleElement(`_event`.after, 4) AS `note`, tupleElement(`_event`.after, 5) AS `created_at`, `_event`.op AS `_op`, tupleElement(`_event`.source, 'lsn') AS `_lsn`, tupleElement(`_event`.source, 'txId') AS `_tx`, tupleElement(`_event`.source, 'ts_us') AS `_committed_at`, now64(6, 'UTC') AS `_synced_at`, `_event`.version AS `_version`, CAST(`_event`.missing, 'Array(Int16)') AS `_missing`
FROM `_sluice`.`events.inventory.orders` AS `_event`
WHERE `_event`.op != ''
COMMENT 'moves inventory.orders from events to changes.inventory.orders [sluice shop e30e0ba4e784c734]';

CREATE MATERIALIZED VIEW `_sluice`.`to_incidents.inventory.orders` TO `_sluice`.`incidents` AS
SELECT op, 'inventory.orders' AS target, version, _topic AS topic, _partition AS partition, _offset AS offset, _error AS error, _raw_message AS payload, now64(6, 'UTC') AS seen_at
FROM `_sluice`.`events.inventory.orders` AS `_event`
WHERE NOT complete
COMMENT 'moves inventory.orders from events to incidents [sluice shop 8e99f720020d0cce]';

CREATE TABLE `_sluice`.`load.inventory.orders` (
  `id` Nullable(String),
  `order_date` Nullable(String),
  `price` Nullable(String),
  `note` Nullable(String),
  `created_at` Nullable(String),
  `_lsn` UInt64,
  `_version` UInt128
)
ENGINE = Null
COMMENT 'rows of the initial load of inventory.orders [sluice shop 6d008f9f48f301f5]';

CREATE MATERIALIZED VIEW `_sluice`.`parse_load.inventory.orders` TO `_sluice`.`events.inventory.orders` AS
WITH multiIf(
    isNull(toInt32OrNull(l.`id`)), concat('column id: ', ifNull(l.`id`, 'no value'), ' does not fit Int32'),
    isNull(if(length(l.`order_date`) = 10 AND l.`order_date` >= '1900-01-01' AND l.`order_date` <= '2299-12-31', toDate32OrNull(l.`order_date`), NULL)), concat('column order_date: ', ifNull(l.`order_date`, 'no value'), ' does not fit Date32'),
    isNull(toDecimal64OrNull(l.`price`, 2)), concat('column price: ', ifNull(l.`price`, 'no value'), ' does not fit Decimal(10, 2)'),
    isNull(if(length(l.`created_at`) <= 26 AND l.`created_at` >= '1900-01-01' AND l.`created_at` < '2300-01-01' AND NOT endsWith(l.`created_at`, 'C'), toDateTime64OrNull(l.`created_at`, 6, 'UTC'), NULL)) AND isNotNull(l.`created_at`), concat('column created_at: ', ifNull(l.`created_at`, 'no value'), ' does not fit Nullable(DateTime64(6, \'UTC\'))'),
    '') AS `_fault`
SELECT
  if(`_fault` = '', CAST('r', 'Enum8(\'\' = 0, \'c\' = 1, \'u\' = 2, \'d\' = 3, \'r\' = 4, \'t\' = 5)'), CAST('', 'Enum8(\'\' = 0, \'c\' = 1, \'u\' = 2, \'d\' = 3, \'r\' = 4, \'t\' = 5)')) AS op,
  if(`_fault` = '', l.`_version`, 0) AS version,
  tuple(toInt32OrNull(l.`id`), if(length(l.`order_date`) = 10 AND l.`order_date` >= '1900-01-01' AND l.`order_date` <= '2299-12-31', toDate32OrNull(l.`order_date`), NULL), toDecimal64OrNull(l.`price`, 2), l.`note`, if(length(l.`created_at`) <= 26 AND l.`created_at` >= '1900-01-01' AND l.`created_at` < '2300-01-01' AND NOT endsWith(l.`created_at`, 'C'), toDateTime64OrNull(l.`created_at`, 6, 'UTC'), NULL)) AS after,
  `_fault` = '' AS complete,
  tuple(l.`_lsn`, toUInt64(0), now64(6, 'UTC')) AS source,
  `_fault` AS _error,
  if(`_fault` = '', '', toJSONString(map('id', l.`id`, 'order_date', l.`order_date`, 'price', l.`price`, 'note', l.`note`, 'created_at', l.`created_at`))) AS _raw_message
FROM `_sluice`.`load.inventory.orders` AS l
COMMENT 'parses the initial load of inventory.orders [sluice shop 9cbab325ee723972]';

CREATE TABLE `_sluice`.`topic.inventory.orders` (
  message String
)
ENGINE = Kafka
SETTINGS
  kafka_broker_list = '127.0.0.1:9092',
  kafka_topic_list = 'shop.inventory.orders',
  kafka_group_name = 'sluice.shop.inventory.orders',
  kafka_format = 'RawBLOB',
  kafka_num_consumers = 1,
  kafka_thread_per_consumer = 1,
  kafka_max_block_size = 65536,
  kafka_poll_max_batch_size = 65536,
  kafka_poll_timeout_ms = 20,
  kafka_flush_interval_ms = 40,
  kafka_consumer_reschedule_ms = 10
COMMENT 'reads topic shop.inventory.orders [sluice shop 181d27ecd29c8331] step 0';

CREATE MATERIALIZED VIEW `_sluice`.`read.inventory.orders` TO `_sluice`.`events.inventory.orders` AS
SELECT if(fits, tupleElement(event, 'op'), CAST('', 'Enum8(\'\' = 0, \'c\' = 1, \'u\' = 2, \'d\' = 3, \'r\' = 4, \'t\' = 5)')) AS op, if(fits, tupleElement(event, 'version'), 0) AS version, tupleElement(event, 'before') AS before, tupleElement(event, 'after') AS after, tupleElement(event, 'missing') AS missing, fits AND tupleElement(event, 'complete') AS complete, tupleElement(event, 'source') AS source, _topic, _partition, _offset, if(fits, '', '{"schema_id":"abc88d9c2b0a0f1a","key":["id"],"required":["id","order_date","price"],"dates":["order_date","created_at"],"old_dates":[],"types":{"id":"Int32","order_date":"Date32","price":"Decimal(10, 2)","created_at":"DateTime64(6, \'UTC\')"}}') AS _error, if(fits, '', message) AS _raw_message
FROM (
  SELECT tupleElement(event, 'schema_id') = 'abc88d9c2b0a0f1a'
    AND tupleElement(event, 'version') != 0
    AND tupleElement(event, 'op') != ''
    AND empty(tupleElement(event, 'too_large'))
    AND empty(tupleElement(event, 'altered'))
    AND NOT has(tupleElement(event, 'nulls'), '')
    AND NOT has(tupleElement(event, 'missing'), '')
    AND empty(tupleElement(event, 'out_of_range'))
    AND hasAll(['order_date', 'created_at'], tupleElement(event, 'before_out_of_range'))
    AND (tupleElement(event, 'op') IN ('d', 't') OR arraySum([isNull(tupleElement(tupleElement(event, 'after'), 1)), isNull(tupleElement(tupleElement(event, 'after'), 2)), isNull(tupleElement(tupleElement(event, 'after'), 3)), isNull(tupleElement(tupleElement(event, 'after'), 4)), isNull(tupleElement(tupleElement(event, 'after'), 5))]) = length(tupleElement(event, 'nulls')) + length(tupleElement(event, 'missing')))
    AND (tupleElement(event, 'op') NOT IN ('d') OR isNull(tupleElement(tupleElement(event, 'before'), 1)) = 0)
    AND (tupleElement(event, 'op') != 'u' OR NOT (isNotNull(tupleElement(tupleElement(event, 'before'), 1)) AND tupleElement(tupleElement(event, 'before'), 1) != tupleElement(tupleElement(event, 'after'), 1))) AS fits, event, message, _topic, _partition, _offset
  FROM (
    SELECT JSONExtract(if(position(message, '"schema_id":"abc88d9c2b0a0f1a"') != 0, message, ''), 'Tuple(op Enum8(\'\' = 0, \'c\' = 1, \'u\' = 2, \'d\' = 3, \'r\' = 4, \'t\' = 5), version UInt128, before Tuple(`id` Nullable(Int32)), after Tuple(`id` Nullable(Int32), `order_date` Nullable(Date32), `price` Nullable(Decimal(10, 2)), `note` Nullable(String), `created_at` Nullable(DateTime64(6, \'UTC\'))), missing Array(Enum16(\'\' = 0, \'order_date\' = 2, \'price\' = 3, \'note\' = 4, \'created_at\' = 5)), complete Bool, source Tuple(lsn UInt64, txId UInt64, ts_us DateTime64(6, \'UTC\')), schema_id String, nulls Array(Enum16(\'\' = 0, \'note\', \'created_at\')), out_of_range Array(String), before_out_of_range Array(String), too_large String, altered String)') AS event, message, _topic, _partition, _offset
    FROM `_sluice`.`topic.inventory.orders`
    WHERE notEmpty(message)))
COMMENT 'moves inventory.orders from topic to events.inventory.orders [sluice shop 579b576a3964b026]';
