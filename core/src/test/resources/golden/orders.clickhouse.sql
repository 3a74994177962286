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
  `_op` LowCardinality(String),
  `_lsn` UInt64,
  `_tx` UInt64,
  `_committed_at` DateTime64(6, 'UTC'),
  `_synced_at` DateTime64(6, 'UTC'),
  `_version` UInt128,
  `_missing` Array(String)
)
ENGINE = ReplacingMergeTree
ORDER BY (`id`, `_version`, `_op`)
COMMENT 'every change of inventory.orders [sluice shop 9715fe450a4afe50]';

CREATE VIEW `inventory`.`orders` AS
SELECT `id`, `order_date`, `price`, `note`, `created_at`
FROM `_sluice`.`rows.inventory.orders` FINAL
WHERE `_version` >= (SELECT max(version) FROM `_sluice`.`incidents` WHERE kind = 'truncated' AND target = 'inventory.orders')
COMMENT 'live copy of inventory.orders in PostgreSQL [sluice shop 74564aba2ba85277]';

CREATE VIEW `inventory`.`orders_history` AS
SELECT `id`, `order_date`, `price`, `note`, `created_at`, `_op`, `_lsn`, `_tx`, `_committed_at`, `_synced_at`, `_version`
FROM `_sluice`.`changes.inventory.orders` FINAL
COMMENT 'every change of inventory.orders in PostgreSQL [sluice shop 07215a586bb454bf]';

CREATE TABLE `_sluice`.`events.inventory.orders` (
  `id` Nullable(Int32),
  `order_date` Nullable(Date32),
  `price` Nullable(Decimal(10, 2)),
  `note` Nullable(String),
  `created_at` Nullable(DateTime64(6, 'UTC')),
  `_op` String,
  `_schema_id` String,
  `_missing` Array(String),
  `_lsn` UInt64,
  `_tx` UInt64,
  `_committed_at` DateTime64(6, 'UTC'),
  `_version` UInt128,
  `_topic` String,
  `_partition` Int32,
  `_offset` Int64,
  `_raw` String,
  `_fault` String
)
ENGINE = Null
COMMENT 'parsed events of inventory.orders [sluice shop aa181016c51eff19]';

CREATE MATERIALIZED VIEW `_sluice`.`to_rows.inventory.orders` TO `_sluice`.`rows.inventory.orders` AS
SELECT ifNull(`id`, defaultValueOfTypeName('Int32')) AS `id`, ifNull(`order_date`, defaultValueOfTypeName('Date32')) AS `order_date`, ifNull(`price`, defaultValueOfTypeName('Decimal(10, 2)')) AS `price`, `note` AS `note`, `created_at` AS `created_at`, `_version`, toUInt8(`_op` = 'd') AS `_deleted`
FROM `_sluice`.`events.inventory.orders`
WHERE `_fault` = '' AND `_op` != 't' AND empty(`_missing`)
COMMENT 'hands events of inventory.orders to rows.inventory.orders [sluice shop 49bff5f62f011261]';

CREATE MATERIALIZED VIEW `_sluice`.`to_changes.inventory.orders` TO `_sluice`.`changes.inventory.orders` AS
SELECT ifNull(`id`, defaultValueOfTypeName('Int32')) AS `id`, `order_date` AS `order_date`, `price` AS `price`, `note` AS `note`, `created_at` AS `created_at`, `_op`, `_lsn`, `_tx`, `_committed_at`, now64(6, 'UTC') AS `_synced_at`, `_version`, `_missing`
FROM `_sluice`.`events.inventory.orders`
WHERE `_fault` = ''
COMMENT 'hands events of inventory.orders to changes.inventory.orders [sluice shop b8ad59cfa13fb273]';

CREATE MATERIALIZED VIEW `_sluice`.`to_incidents.inventory.orders` TO `_sluice`.`incidents` AS
SELECT multiIf(`_fault` != '', 'parked', `_op` = 't', 'truncated', 'partial') AS kind, 'inventory.orders' AS target, if(`_fault` != '', toUInt128(0), `_version`) AS version, `_topic` AS topic, `_partition` AS partition, `_offset` AS offset, `_schema_id` AS schema_id, `_fault` AS error, if(`_fault` != '', `_raw`, '') AS payload, now64(6, 'UTC') AS seen_at, toUInt8(0) AS done
FROM `_sluice`.`events.inventory.orders`
WHERE `_fault` != '' OR `_op` = 't' OR notEmpty(`_missing`)
COMMENT 'hands events of inventory.orders to incidents [sluice shop a0cdafe509052c96]';

CREATE MATERIALIZED VIEW `_sluice`.`to_blocks.inventory.orders` TO `_sluice`.`blocks` AS
SELECT 'inventory.orders' AS target, now64(6, 'UTC') AS synced_at, count() AS events, min(`_committed_at`) AS first_committed_at, max(`_committed_at`) AS last_committed_at, max(`_lsn`) AS last_lsn, sum(length(`_raw`)) AS bytes
FROM `_sluice`.`events.inventory.orders`
WHERE `_fault` = '' AND `_partition` >= 0
GROUP BY target
COMMENT 'hands events of inventory.orders to blocks [sluice shop f4710f571f8cc316]';

CREATE TABLE `_sluice`.`load.inventory.orders` (
  `id` Nullable(String),
  `order_date` Nullable(String),
  `price` Nullable(String),
  `note` Nullable(String),
  `created_at` Nullable(String),
  `_lsn` UInt64
)
ENGINE = Null
COMMENT 'rows of the initial load of inventory.orders [sluice shop 4625d2dd9f6a48a8]';

CREATE MATERIALIZED VIEW `_sluice`.`parse_load.inventory.orders` TO `_sluice`.`events.inventory.orders` AS
SELECT
  toInt32OrNull(l.`id`) AS `id`,
  if(length(l.`order_date`) = 10 AND l.`order_date` >= '1900-01-01' AND l.`order_date` <= '2299-12-31', toDate32OrNull(l.`order_date`), NULL) AS `order_date`,
  toDecimal64OrNull(l.`price`, 2) AS `price`,
  l.`note` AS `note`,
  if(length(l.`created_at`) <= 26 AND l.`created_at` >= '1900-01-01' AND l.`created_at` < '2300-01-01' AND NOT endsWith(l.`created_at`, 'C'), toDateTime64OrNull(l.`created_at`, 6, 'UTC'), NULL) AS `created_at`,
  'r' AS `_op`,
  'abc88d9c2b0a0f1a' AS `_schema_id`,
  CAST([], 'Array(String)') AS `_missing`,
  l.`_lsn` AS `_lsn`,
  toUInt64(0) AS `_tx`,
  now64(6, 'UTC') AS `_committed_at`,
  toUInt128(0) AS `_version`,
  '' AS `_topic`,
  toInt32(-1) AS `_partition`,
  toInt64(-1) AS `_offset`,
  multiIf(
    isNull(toInt32OrNull(l.`id`)), concat('column id: ', ifNull(l.`id`, 'no value'), ' does not fit Int32'),
    isNull(if(length(l.`order_date`) = 10 AND l.`order_date` >= '1900-01-01' AND l.`order_date` <= '2299-12-31', toDate32OrNull(l.`order_date`), NULL)), concat('column order_date: ', ifNull(l.`order_date`, 'no value'), ' does not fit Date32'),
    isNull(toDecimal64OrNull(l.`price`, 2)), concat('column price: ', ifNull(l.`price`, 'no value'), ' does not fit Decimal(10, 2)'),
    isNull(if(length(l.`created_at`) <= 26 AND l.`created_at` >= '1900-01-01' AND l.`created_at` < '2300-01-01' AND NOT endsWith(l.`created_at`, 'C'), toDateTime64OrNull(l.`created_at`, 6, 'UTC'), NULL)) AND isNotNull(l.`created_at`), concat('column created_at: ', ifNull(l.`created_at`, 'no value'), ' does not fit Nullable(DateTime64(6, \'UTC\'))'),
    '') AS `_fault`,
  if(multiIf(
    isNull(toInt32OrNull(l.`id`)), concat('column id: ', ifNull(l.`id`, 'no value'), ' does not fit Int32'),
    isNull(if(length(l.`order_date`) = 10 AND l.`order_date` >= '1900-01-01' AND l.`order_date` <= '2299-12-31', toDate32OrNull(l.`order_date`), NULL)), concat('column order_date: ', ifNull(l.`order_date`, 'no value'), ' does not fit Date32'),
    isNull(toDecimal64OrNull(l.`price`, 2)), concat('column price: ', ifNull(l.`price`, 'no value'), ' does not fit Decimal(10, 2)'),
    isNull(if(length(l.`created_at`) <= 26 AND l.`created_at` >= '1900-01-01' AND l.`created_at` < '2300-01-01' AND NOT endsWith(l.`created_at`, 'C'), toDateTime64OrNull(l.`created_at`, 6, 'UTC'), NULL)) AND isNotNull(l.`created_at`), concat('column created_at: ', ifNull(l.`created_at`, 'no value'), ' does not fit Nullable(DateTime64(6, \'UTC\'))'),
    '') = '', '', toJSONString(map('id', l.`id`, 'order_date', l.`order_date`, 'price', l.`price`, 'note', l.`note`, 'created_at', l.`created_at`))) AS `_raw`
FROM `_sluice`.`load.inventory.orders` AS l
COMMENT 'parses the initial load of inventory.orders [sluice shop 9a2c95bbb34b83b2]';

CREATE TABLE `_sluice`.`topic.inventory.orders` (
  raw String
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
  kafka_flush_interval_ms = 200,
  kafka_consumer_reschedule_ms = 50
COMMENT 'reads topic shop.inventory.orders [sluice shop c859473f8ebc047f]';

CREATE MATERIALIZED VIEW `_sluice`.`parse.inventory.orders` TO `_sluice`.`events.inventory.orders` AS
SELECT
  w1 AS `id`,
  v2 AS `order_date`,
  v3 AS `price`,
  w4 AS `note`,
  v5 AS `created_at`,
  e.op AS `_op`,
  e.schema_id AS `_schema_id`,
  e.missing AS `_missing`,
  e.source.lsn AS `_lsn`,
  e.source.txId AS `_tx`,
  fromUnixTimestamp64Micro(e.source.ts_us, 'UTC') AS `_committed_at`,
  bitOr(bitShiftLeft(toUInt128(ifNull(s.1, 0)), 64), toUInt128(ifNull(s.2, 0))) AS `_version`,
  t AS `_topic`,
  toInt32(p) AS `_partition`,
  toInt64(o) AS `_offset`,
  raw AS `_raw`,
  multiIf(
    e.schema_id = '' AND NOT isValidJSON(raw), 'not JSON',
    e.schema_id = '', 'no schema_id: not written by dev.sluice.connect.EventConverter; plain JSON of the stock JsonConverter can not be used',
    e.schema_id != 'abc88d9c2b0a0f1a', concat('unknown schema ', e.schema_id),
    e.op NOT IN ('c', 'u', 'd', 'r', 't'), concat('unknown operation ', e.op),
    s.2 IS NULL, 'no source.sequence',
    e.op = 't', '',
    isNull(w1), 'column id: the value does not fit Int32',
    e.op != 'd' AND NOT has(e.missing, 'order_date') AND isNull(v2), concat('column order_date: ', ifNull(w2, 'no value'), ' does not fit Date32'),
    e.op != 'd' AND NOT has(e.missing, 'price') AND isNull(v3), concat('column price: ', ifNull(w3, 'no value'), ' does not fit Decimal(10, 2)'),
    e.op != 'd' AND NOT has(e.missing, 'created_at') AND isNull(v5) AND isNotNull(w5), concat('column created_at: ', ifNull(w5, 'no value'), ' does not fit Nullable(DateTime64(6, \'UTC\'))'),
    '') AS `_fault`
FROM (SELECT raw, t, p, o, e, s, w1, w2, w3, w4, w5,
  if(length(w2) = 10 AND w2 >= '1900-01-01' AND w2 <= '2299-12-31', toDate32OrNull(w2), NULL) AS v2,
  toDecimal64OrNull(w3, 2) AS v3,
  if(length(w5) <= 26 AND w5 >= '1900-01-01' AND w5 < '2300-01-01' AND NOT endsWith(w5, 'C'), toDateTime64OrNull(w5, 6, 'UTC'), NULL) AS v5
FROM (SELECT raw, t, p, o, e, JSONExtract(e.source.sequence, 'Tuple(Nullable(UInt64), Nullable(UInt64))') AS s, if(e.op = 'd', tupleElement(e.before, 1), tupleElement(e.after, 1)) AS w1, tupleElement(e.after, 2) AS w2, tupleElement(e.after, 3) AS w3, tupleElement(e.after, 4) AS w4, tupleElement(e.after, 5) AS w5
FROM (SELECT raw, _topic AS t, _partition AS p, _offset AS o, JSONExtract(raw, 'Tuple(op String, schema_id String, missing Array(String), before Tuple(`id` Nullable(Int32)), after Tuple(`id` Nullable(Int32), `order_date` Nullable(String), `price` Nullable(String), `note` Nullable(String), `created_at` Nullable(String)), source Tuple(sequence String, lsn UInt64, txId UInt64, ts_us Int64))') AS e FROM `_sluice`.`topic.inventory.orders`)))
COMMENT 'parses the changes of inventory.orders [sluice shop 56c58fc0abba3590]';
