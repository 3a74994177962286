-- One row a column. A domain counts as the type beneath it; type_text is defined by SchemaFingerprint.
WITH RECURSIVE base(attrelid, attnum, type, modifier) AS (
    SELECT a.attrelid, a.attnum, a.atttypid, a.atttypmod
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relkind = 'r'
      AND c.relpersistence = 'p'
      AND NOT c.relispartition
      AND n.nspname <> 'information_schema'
      AND n.nspname NOT LIKE 'pg\_%'
  UNION ALL
    SELECT b.attrelid, b.attnum, t.typbasetype, t.typtypmod
    FROM base b
    JOIN pg_type t ON t.oid = b.type
    WHERE t.typtype = 'd'
)
SELECT n.nspname::text,
       c.relname::text,
       c.relreplident::text,
       a.attnum,
       a.attname::text,
       t.typname::text,
       format_type(a.atttypid, a.atttypmod),
       b.modifier,
       a.attnotnull,
       a.attgenerated <> '' AS generated,
       array_position(i.indkey::int2[], a.attnum) AS key_position,
       b.type::bigint::text
       || CASE WHEN b.type IN (1700, 1231) AND b.modifier >= 4
               THEN '(' || ((b.modifier - 4) >> 16) || ',' || ((((b.modifier - 4) & 2047) # 1024) - 1024) || ')'
               ELSE '' END AS type_text,
       pg_relation_filenode(c.oid)::bigint AS filenode,
       -- An array of one value, whose type is the column's. Not by way of its text: a box has another delimiter.
       CASE WHEN a.atthasmissing THEN array_to_string(a.attmissingval, '') END AS missing,
       c.oid::bigint AS oid
FROM base b
JOIN pg_type t ON t.oid = b.type AND t.typtype <> 'd'
JOIN pg_attribute a ON a.attrelid = b.attrelid AND a.attnum = b.attnum
JOIN pg_class c ON c.oid = b.attrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
ORDER BY n.nspname, c.relname, a.attnum
